import { find } from './evaluate.ts';
import { type RawTable, raw } from './inspect.ts';
import { graphOf } from './load.ts';
import type { Boxed } from './read/model.ts';
import { type GraphNode, nameOf } from './run/graph.ts';
import type { DecisionModel } from './types.ts';

/** Logic as its author wrote it, to be shown. */
export type Written =
  | { readonly kind: 'expression'; readonly text: string }
  | { readonly kind: 'table'; readonly table: RawTable }
  /** A context; the entry without a name is its result. */
  | { readonly kind: 'entries'; readonly entries: readonly { readonly name?: string; readonly value: Written }[] }
  | { readonly kind: 'function'; readonly parameters: readonly string[]; readonly body: Written }
  /** Parts of a boxed expression, each under its role: `if`, `then`, `else`, `for x in`, `return`, `called`. */
  | { readonly kind: 'parts'; readonly parts: readonly { readonly role: string; readonly value: Written }[] }
  | { readonly kind: 'list'; readonly items: readonly Written[] }
  | { readonly kind: 'nothing' };

/** One part of the requirement graph of a decision. */
export interface Outlined {
  readonly id: string;
  readonly name: string;
  /** What people call it. */
  readonly label: string;
  readonly kind: GraphNode['kind'];
  /** Ids of what it requires itself, in the order of the model. */
  readonly requires: readonly string[];
  readonly logic: Written;
}

/**
 * The requirement graph of a decision in reading order: everything stands after what it requires, the decision itself
 * (by id or name) last. Empty for a name that the model does not have.
 */
export function outline(model: DecisionModel, decision: string): Outlined[] {
  const graph = graphOf(model);
  const start = graph === undefined ? undefined : find(graph, model, decision);
  const found: Outlined[] = [];
  const seen = new Set<GraphNode>();
  const visit = (node: GraphNode): void => {
    if (seen.has(node)) return;
    seen.add(node);
    const required = requiredBy(node);
    required.forEach(visit);
    const { id, name, label } = node.source;
    const logic = writtenOf(node);
    found.push({ id, name: nameOf(node), label: label ?? name, kind: node.kind, requires: required.map(idOf), logic });
  };
  if (start !== undefined) visit(start);
  return found;
}

const idOf = ({ source }: GraphNode) => source.id;

function requiredBy(node: GraphNode): readonly GraphNode[] {
  if (node.kind === 'input') return [];
  return node.kind === 'service' ? [...node.parameters, ...node.outputs] : node.requires;
}

function writtenOf(node: GraphNode): Written {
  if (node.kind !== 'decision' && node.kind !== 'knowledge') return { kind: 'nothing' };
  const { id, name, logic } = node.source;
  return written(logic, { owner: { id, name, kind: node.kind }, file: node.unit.definitions.file });
}

interface Where {
  readonly owner: RawTable['owner'];
  readonly file: string;
}

function written(boxed: Boxed | undefined, where: Where): Written {
  if (boxed === undefined) return { kind: 'nothing' };
  const part = (role: string, value: Boxed | undefined) => ({ role, value: written(value, where) });
  switch (boxed.kind) {
    case 'literal':
      return { kind: 'expression', text: boxed.text.trim() };
    case 'table':
      return { kind: 'table', table: raw(boxed.table, where.owner, where.file) };
    case 'context':
      return {
        kind: 'entries',
        entries: boxed.entries.map(({ variable, value }) => ({
          ...(variable === undefined ? {} : { name: variable.name }),
          value: written(value, where),
        })),
      };
    case 'function':
      return {
        kind: 'function',
        parameters: boxed.parameters.map(({ name }) => name),
        body: written(boxed.body, where),
      };
    case 'invocation':
      return {
        kind: 'parts',
        parts: [part('call', boxed.called), ...boxed.bindings.map(({ parameter, value }) => part(parameter, value))],
      };
    case 'list':
      return { kind: 'list', items: boxed.items.map((item) => written(item, where)) };
    case 'relation':
      return { kind: 'list', items: boxed.rows.map((row) => relationRow(row, boxed.columns, where)) };
    case 'conditional':
      return { kind: 'parts', parts: [part('if', boxed.test), part('then', boxed.yes), part('else', boxed.no)] };
    case 'filter':
      return { kind: 'parts', parts: [part('in', boxed.source), part('match', boxed.match)] };
    default: {
      const does = boxed.kind === 'for' ? 'return' : 'satisfies';
      return {
        kind: 'parts',
        parts: [part(`${boxed.kind} ${boxed.iterator} in`, boxed.source), part(does, boxed.body)],
      };
    }
  }
}

function relationRow(row: readonly Boxed[], columns: readonly { readonly name: string }[], where: Where): Written {
  return {
    kind: 'entries',
    entries: row.map((cell, index) => ({ name: columns[index]?.name ?? '', value: written(cell, where) })),
  };
}
