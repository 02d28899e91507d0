import { compile, encode, type FeelContext, type FeelType, type FeelValue, kindOf, type Program } from '@torget/feel';
import type { Rule, Table, TableInput, TableOutput, Text } from '../read/model.ts';
import type { TracedInput, TracedRule } from '../types.ts';
import type { Compiled } from './boxed.ts';
import { settle } from './hit-policy.ts';
import type { Hit, OutputColumn } from './outputs.ts';
import type { Code, Session } from './session.ts';
import { clashAt, compileAt, type Site, typedAt } from './site.ts';
import { conform, type Typed } from './typed.ts';

/** A condition column; `type` is inferred where the model declares none, and then binds no value. */
export interface Column {
  readonly label: string;
  readonly text: string;
  readonly program: Program | undefined;
  readonly typed: Typed;
  readonly type: FeelType;
  readonly allowed: Program | undefined;
}

export interface Row {
  readonly id: string;
  /** A cell that cannot be read never holds. */
  readonly tests: readonly (Program | null | undefined)[];
  readonly outputs: readonly (Program | undefined)[];
  /** The rule as the trace shows it when it did not hit. */
  readonly traced: TracedRule;
}

/** A table as the analysis sees it. */
export interface CompiledTable {
  readonly table: Table;
  readonly file: string;
  readonly owner: string;
  readonly ownerId: string;
  readonly columns: readonly Column[];
  readonly outputs: readonly OutputColumn[];
  readonly rows: readonly Row[];
}

/** Compiles a decision table (DMN 1.5, chapter 8). Evaluating it adds an entry to the trace. */
export function compileTable(table: Table, site: Site): Compiled {
  const columns = table.inputs.map((input) => columnOf(input, site));
  const outputs = table.outputs.map((output, index) => outputOf(output, index, table, site));
  const rows = table.rules.map((rule, index) => rowOf(rule, index, columns, outputs, table, site));
  const { id: ownerId, name: owner } = site.owner;
  site.tables.push({ table, file: site.unit.definitions.file, owner, ownerId, columns, outputs, rows });
  const code: Code = (globals, session) => {
    const values = columns.map((column, index) =>
      inputValue(column, globals, session, table.inputs[index]?.id ?? table.id),
    );
    const hits: Hit[] = [];
    const seen: FeelContext[] = [];
    const rules = rows.map((row) => {
      if (hits.length > 0 && table.hitPolicy === 'FIRST') return row.traced;
      if (!holds(row, values, globals, seen, session)) return row.traced;
      const hit = outputsOf(row, outputs, globals, session);
      hits.push(hit);
      return { ...row.traced, hit: true, outputs: stored(hit, outputs) };
    });
    const fallback = () => otherwise(outputs, globals, session);
    const value = values.includes(REFUSED) ? null : settle(table, hits, outputs, fallback, session);
    const inputs = columns.map((column, index): TracedInput => {
      const seen = values[index] ?? null;
      return { label: column.label, expression: column.text, value: encode(seen === REFUSED ? null : seen) };
    });
    const { id, name } = site.owner;
    session.record({ id, name, kind: 'table', hitPolicy: policyText(table), inputs, rules, value: encode(value) });
    return value;
  };
  return { code, type: typeOfTable(table, outputs) };
}

function policyText(table: Table): string {
  return table.aggregation === undefined ? table.hitPolicy : `${table.hitPolicy} ${table.aggregation}`;
}

function columnOf(input: TableInput, site: Site): Column {
  const program = input.expression.text.trim() === '' ? undefined : compileAt(site, input.expression, input.id);
  const typed = typedAt(site, input.typeRef, input);
  const type = typed.type.kind === 'any' ? (program?.type ?? typed.type) : typed.type;
  const allowed = input.values === undefined ? undefined : compileAt(site, input.values, input.id, { input: type });
  const text = input.expression.text.trim();
  return { label: input.label ?? text, text, program, typed, type, allowed };
}

function outputOf(output: TableOutput, index: number, table: Table, site: Site): OutputColumn {
  const typed = typedAt(site, output.typeRef, output);
  const values = output.values?.text ?? typed.allowedText;
  const list = values === undefined ? undefined : compile(`[${values}]`, { scope: {}, lenient: true });
  return {
    name: output.name ?? output.label ?? (table.outputs.length === 1 ? site.owner.name : `output ${index + 1}`),
    typed,
    order: list?.ok === true ? list.value : undefined,
    otherwise: output.otherwise === undefined ? undefined : compileAt(site, output.otherwise, output.id),
    id: output.id,
  };
}

function rowOf(
  rule: Rule,
  index: number,
  columns: readonly Column[],
  outputs: readonly OutputColumn[],
  table: Table,
  site: Site,
): Row {
  const annotations = table.annotations.map((name, at) => [name, rule.annotations[at] ?? ''] as const);
  return {
    id: rule.id,
    tests: columns.map((column, at) => cellOf(rule.conditions[at], column.type, rule.id, site)),
    outputs: outputs.map((output, at) => {
      const cell = rule.outputs[at];
      if (cell === undefined || cell.text.trim() === '' || cell.text.trim() === '-') return undefined;
      const program = compileAt(site, cell, rule.id);
      if (program !== undefined) clashAt(site, program.type, output.typed.type, { ...cell, id: rule.id });
      return program;
    }),
    traced: {
      number: index + 1,
      id: rule.id,
      hit: false,
      conditions: rule.conditions.map(({ text }) => text.trim()),
      outputs: {},
      annotations: Object.fromEntries(annotations.filter(([, text]) => text !== '')),
    },
  };
}

/** A condition's test; null for `-` and empty cells, which always hold. */
function cellOf(cell: Text | undefined, input: FeelType, id: string, site: Site): Program | null | undefined {
  if (cell === undefined || cell.text.trim() === '' || cell.text.trim() === '-') return null;
  return compileAt(site, cell, id, { input });
}

/** Stands for an input that is outside its allowed values: no rule may answer for it. */
const REFUSED: FeelValue = Object.freeze({ refused: true });

function inputValue(column: Column, globals: FeelContext, session: Session, element: string): FeelValue {
  const value = column.program === undefined ? null : session.run(column.program, globals, element);
  const conformed = conform(value, column.typed, session.shared.options);
  if (conformed === undefined) {
    session.warn(element, 'input-type', `${kindOf(value)} is not of the column's type`);
    return REFUSED;
  }
  if (column.allowed === undefined || conformed === null) return conformed;
  if (session.run(column.allowed, { ...globals, '?': conformed }, element) === true) return conformed;
  session.warn(element, 'input-values', 'the value is not among the allowed ones');
  return REFUSED;
}

/** `seen` keeps, by column, the names that its cells see, for those cells that need more than their input. */
function holds(
  row: Row,
  values: readonly FeelValue[],
  globals: FeelContext,
  seen: FeelContext[],
  session: Session,
): boolean {
  return row.tests.every((test, index) => {
    if (test === null) return true;
    const value = values[index] ?? null;
    if (test === undefined || value === REFUSED) return false;
    if (test.holds !== undefined) return test.holds(value) === true;
    seen[index] ??= { ...globals, '?': value };
    return session.run(test, seen[index], row.id) === true;
  });
}

function outputsOf(row: Row, outputs: readonly OutputColumn[], globals: FeelContext, session: Session): Hit {
  return row.outputs.map((program, index) => {
    const value = program === undefined ? null : session.run(program, globals, row.id);
    const typed = outputs[index]?.typed;
    const conformed = typed === undefined ? value : conform(value, typed, session.shared.options);
    return conformed === undefined
      ? session.warn(row.id, 'output-type', `${kindOf(value)} is not of the column's type`)
      : conformed;
  });
}

function stored(hit: Hit, outputs: readonly OutputColumn[]) {
  return Object.fromEntries(outputs.map(({ name }, index) => [name, encode(hit[index] ?? null)]));
}

/** The default outputs when no rule hits, or undefined when the table has none. */
function otherwise(outputs: readonly OutputColumn[], globals: FeelContext, session: Session): Hit | undefined {
  if (outputs.every((one) => one.otherwise === undefined)) return undefined;
  return outputs.map((one) => (one.otherwise === undefined ? null : session.run(one.otherwise, globals, one.id)));
}

function typeOfTable(table: Table, outputs: readonly OutputColumn[]): FeelType {
  const [first] = outputs;
  const entries = Object.fromEntries(outputs.map(({ name, typed }) => [name, typed.type]));
  const one: FeelType = outputs.length === 1 && first !== undefined ? first.typed.type : { kind: 'context', entries };
  if (table.aggregation === 'COUNT') return { kind: 'number' };
  const many = ['COLLECT', 'RULE ORDER', 'OUTPUT ORDER'].includes(table.hitPolicy) && table.aggregation === undefined;
  return many ? { kind: 'list', of: one } : one;
}
