import type { FeelType } from '@torget/feel';
import { find } from './evaluate.ts';
import { graphOf } from './load.ts';
import type { Boxed, Table } from './read/model.ts';
import { type GraphNode, nameOf } from './run/graph.ts';
import type { DecisionModel } from './types.ts';

/** A decision table as written, for display and for the coverage of rules. */
export interface RawTable {
  /** The decision or business knowledge model whose logic holds the table. */
  readonly owner: { readonly id: string; readonly name: string; readonly kind: 'decision' | 'knowledge' };
  readonly file: string;
  readonly id: string;
  readonly line: number;
  readonly hitPolicy: string;
  readonly inputs: readonly { readonly label: string; readonly expression: string }[];
  /** `otherwise` is the default output: what holds when no rule hits. */
  readonly outputs: readonly { readonly name: string; readonly label: string; readonly otherwise?: string }[];
  /** Names of the annotation columns. */
  readonly annotations: readonly string[];
  readonly rules: readonly RawRule[];
}

export interface RawRule {
  readonly number: number;
  readonly id: string;
  readonly line: number;
  readonly conditions: readonly string[];
  readonly outputs: readonly string[];
  readonly annotations: { readonly [name: string]: string };
}

/** All decision tables of a model, those inside contexts and business knowledge too, in document order. */
export function tables(model: DecisionModel): RawTable[] {
  const list: RawTable[] = [];
  for (const node of graphOf(model)?.nodes.values() ?? []) {
    if (node.kind !== 'decision' && node.kind !== 'knowledge') continue;
    const { id, name } = node.source;
    const owner = { id, name, kind: node.kind };
    for (const table of tablesIn(node.source.logic)) list.push(raw(table, owner, node.unit.definitions.file));
  }
  return list;
}

function tablesIn(boxed: Boxed | undefined): Table[] {
  if (boxed === undefined) return [];
  switch (boxed.kind) {
    case 'literal':
      return [];
    case 'table':
      return [boxed.table];
    case 'context':
      return boxed.entries.flatMap(({ value }) => tablesIn(value));
    case 'invocation':
      return [...tablesIn(boxed.called), ...boxed.bindings.flatMap(({ value }) => tablesIn(value))];
    case 'function':
      return tablesIn(boxed.body);
    case 'list':
      return boxed.items.flatMap(tablesIn);
    case 'relation':
      return boxed.rows.flat().flatMap(tablesIn);
    case 'conditional':
      return [boxed.test, boxed.yes, boxed.no].flatMap(tablesIn);
    case 'filter':
      return [boxed.source, boxed.match].flatMap(tablesIn);
    default:
      return [boxed.source, boxed.body].flatMap(tablesIn);
  }
}

/** A table with the texts of its cells. */
export function raw(table: Table, owner: RawTable['owner'], file: string): RawTable {
  return {
    owner,
    file,
    id: table.id,
    line: table.line,
    hitPolicy: table.aggregation === undefined ? table.hitPolicy : `${table.hitPolicy} ${table.aggregation}`,
    inputs: table.inputs.map(({ label, expression }) => ({
      label: label ?? expression.text.trim(),
      expression: expression.text.trim(),
    })),
    outputs: table.outputs.map(({ name, label, otherwise }, index) => ({
      name: name ?? label ?? (table.outputs.length === 1 ? owner.name : `output ${index + 1}`),
      label: label ?? name ?? owner.name,
      ...(otherwise === undefined ? {} : { otherwise: otherwise.text.trim() }),
    })),
    annotations: table.annotations,
    rules: table.rules.map((rule, index) => ({
      number: index + 1,
      id: rule.id,
      line: rule.line,
      conditions: rule.conditions.map(({ text }) => text.trim()),
      outputs: rule.outputs.map(({ text }) => text.trim()),
      annotations: Object.fromEntries(table.annotations.map((name, at) => [name, rule.annotations[at] ?? ''])),
    })),
  };
}

/** One input data of a model with its declared type, `any` where none is declared. */
export interface NeededInput {
  readonly name: string;
  readonly type: FeelType;
}

/** The input data a decision or service (by id or name) needs, through all decisions and knowledge it requires; by name. */
export function needs(model: DecisionModel, decision: string): NeededInput[] {
  const graph = graphOf(model);
  const start = graph === undefined ? undefined : find(graph, model, decision);
  const found = new Map<string, FeelType>();
  const seen = new Set<GraphNode>();
  const visit = (node: GraphNode): void => {
    if (seen.has(node)) return;
    seen.add(node);
    if (node.kind === 'input') found.set(nameOf(node), node.typed.type);
    else if (node.kind === 'service') node.parameters.forEach(visit);
    else node.requires.forEach(visit);
  };
  if (start !== undefined) visit(start);
  return [...found].map(([name, type]) => ({ name, type })).sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The names of what `needs` finds. */
export function names(model: DecisionModel, decision: string): string[] {
  return needs(model, decision).map(({ name }) => name);
}
