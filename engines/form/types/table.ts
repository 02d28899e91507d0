import type { FeelType, FeelValue, Json } from '@torget/feel';
import { isRecord } from '../facts.ts';
import type {
  Around,
  Fields,
  PrintedEntry,
  PrintedRow,
  Problem,
  Question,
  QuestionType,
  Read,
  TypeRow,
} from '../types.ts';
import { objectSchema } from './group.ts';

type Rows = (type: QuestionType) => TypeRow;
type Line = NonNullable<Question['rows']>[number];

/** Types of one small field each: more does not fit into a cell. */
export const CELLS: readonly QuestionType[] = ['text', 'whole-number', 'decimal', 'money', 'time', 'choice'];

/** The field of a cell. */
export function cellName(name: string, row: string, column: string): string {
  return `${name}-${row}-${column}`;
}

function lineIn(value: Json, row: string): { readonly [column: string]: Json } | undefined {
  if (!Array.isArray(value)) return undefined;
  return value.find((line: Json): line is { [key: string]: Json } => isRecord(line) && line['rad'] === row);
}

/** Problems of one cell, at its own field and place. */
function atCell(problems: readonly Problem[], column: Question, row: Line, index: number): readonly Problem[] {
  if (problems.length === 0) return [];
  const named = (language: 'sv' | 'en') =>
    `${column.label[language] ?? column.label.sv}, ${row.label[language] ?? row.label.sv}`;
  const asked = { ...column, label: { sv: named('sv'), en: named('en') } };
  return problems.map((problem) => ({
    ...problem,
    question: asked,
    pointer: `/${index}/${column.id}${problem.pointer ?? ''}`,
    part: `-${row.id}-${column.id}${problem.part ?? ''}`,
  }));
}

function read(rows: Rows, question: Question, name: string, fields: Fields, around: Around): Read {
  const problems: Problem[] = [];
  let typedIn = false;
  const value = (question.rows ?? []).map((row, index): { readonly [key: string]: Json } => {
    const line: { [column: string]: Json } = { rad: row.id };
    for (const column of question.columns ?? []) {
      const cell = rows(column.type).read(column, cellName(name, row.id, column.id), fields, around);
      if (cell.kind !== 'empty') typedIn = true;
      if (cell.kind === 'wrong') problems.push(...atCell(cell.problems, column, row, index));
      if (cell.kind === 'value') line[column.id] = cell.value;
    }
    return line;
  });
  if (!typedIn) return { kind: 'empty' };
  return problems.length > 0 ? { kind: 'wrong', problems } : { kind: 'value', value };
}

function check(rows: Rows, question: Question, value: Json, around: Around): readonly Problem[] {
  const [wanted, columns] = [question.rows ?? [], question.columns ?? []];
  if (!Array.isArray(value) || value.length > wanted.length) return [{ rule: 'shape' }];
  const ids = value.map((line: Json) => (isRecord(line) ? line['rad'] : undefined));
  if (new Set(ids).size < ids.length || ids.some((id) => !wanted.some((row) => row.id === id)))
    return [{ rule: 'shape' }];
  return wanted.flatMap((row, index) => {
    const line = lineIn(value, row.id) ?? {};
    if (Object.keys(line).some((key) => key !== 'rad' && !columns.some((column) => column.id === key)))
      return [{ rule: 'shape', pointer: `/${index}` }];
    return columns.flatMap((column) => {
      const cell = line[column.id];
      if (cell === undefined || cell === null)
        return column.optional ? [] : atCell([{ rule: 'required' }], column, row, index);
      return atCell(rows(column.type).check(column, cell, around), column, row, index);
    });
  });
}

/** Every row of the question in its order, so that row and sum stand where the form says, whoever sent them. */
function settle(rows: Rows, question: Question, value: Json, around: Around): Json {
  return (question.rows ?? []).map((row) => {
    const given = lineIn(value, row.id) ?? {};
    const line: { [column: string]: Json } = { rad: row.id };
    for (const column of question.columns ?? []) {
      const cell = given[column.id];
      if (cell !== undefined && cell !== null)
        line[column.id] = rows(column.type).settle?.(cell, around, column) ?? cell;
    }
    return line;
  });
}

function lineType(question: Question, rows: Rows): FeelType {
  const cells = (question.columns ?? []).map((column): [string, FeelType] => [
    column.id,
    rows(column.type).feel(column),
  ]);
  return { kind: 'context', entries: { rad: { kind: 'string' }, ...Object.fromEntries(cells) } };
}

function print(rows: Rows, question: Question, value: Json, around: Around): readonly PrintedEntry[] {
  return (question.rows ?? []).flatMap((row): PrintedEntry[] => {
    const line = lineIn(value, row.id);
    const cells = (question.columns ?? []).flatMap((column): PrintedRow[] => {
      const cell = line?.[column.id];
      if (cell === undefined || cell === null) return [];
      return [{ question: column.id, label: column.label, value: rows(column.type).print(column, cell, around) }];
    });
    return cells.length === 0 ? [] : [{ title: [{ kind: 'label', label: row.label }], rows: cells }];
  });
}

/** Rows that the form knows, and the same small questions for each: the row of the table, made with the other rows. */
export function table(rows: Rows): TypeRow {
  return {
    data: true,
    verb: 'answer',
    read: (question, name, fields, around) => read(rows, question, name, fields, around),
    write: (question, name, value): Fields =>
      Object.assign(
        {},
        ...(question.rows ?? []).flatMap((row) =>
          (question.columns ?? []).map((column) => {
            const cell = lineIn(value, row.id)?.[column.id];
            const field = cellName(name, row.id, column.id);
            return cell === undefined || cell === null ? {} : rows(column.type).write(column, field, cell);
          }),
        ),
      ),
    check: (question, value, around) => check(rows, question, value, around),
    settle: (value, around, question) => settle(rows, question, value, around),
    schema: (question) => {
      const ids = (question.rows ?? []).map((row) => row.id);
      const cells = objectSchema(question.columns ?? [], rows);
      const properties = { rad: { type: 'string', enum: ids }, ...(cells['properties'] as { [key: string]: Json }) };
      const required = ['rad', ...(cells['required'] as string[])];
      const items = { type: 'object', properties, required, additionalProperties: false };
      return { type: 'array', items, minItems: ids.length, maxItems: ids.length };
    },
    feel: (question) => ({ kind: 'list', of: lineType(question, rows) }),
    toFeel: (question, value): FeelValue =>
      (question.rows ?? []).map((row) => {
        const line = lineIn(value, row.id) ?? {};
        const cells = (question.columns ?? []).map((column): [string, FeelValue] => {
          const cell = line[column.id];
          return [column.id, cell === undefined || cell === null ? null : rows(column.type).toFeel(column, cell)];
        });
        return { rad: row.id, ...Object.fromEntries(cells) };
      }),
    print: (question, value, around) => ({ kind: 'entries', entries: print(rows, question, value, around) }),
  };
}
