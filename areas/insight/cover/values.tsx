import type { Json } from '@torget/feel';
import type { ComponentChildren } from 'preact';
import { outcomeText } from '#areas/cases/index.ts';
import { isUuid } from '#platform/database/index.ts';
import { formatDate, formatDateTime, text } from '#platform/text/index.ts';
import type { ServiceDefinition } from '#platform/town/index.ts';
import { type Cover, List, Rows } from './parts.tsx';
import { COLUMNS } from './tables.ts';

export type Row = { readonly [column: string]: unknown };

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;
const DAY = /^[12]\d{3}-\d\d-\d\d$/;

/** Codes of the house that stand in columns of their own, in words. Outcomes have theirs in the case file. */
const CODES = [
  ...['applicant', 'co-applicant', 'represented', 'agent', 'guardian', 'counterparty', 'affected', 'former'],
  ...['in', 'out', 'internal', 'application', 'attachment', 'letter', 'statement', 'person', 'organisation'],
  ...['automated', 'officer', 'board', 'chair', 'entered', 'completed', 'information', 'decision', 'self', 'trustee'],
  ...['document', 'known', 'registered-address'],
] as const;
const CODED = ['kind', 'role', 'direction', 'outcome', 'decided_by', 'what', 'how', 'asked_by', 'identity', 'reason'];

interface RowProps {
  readonly cover: Cover;
  readonly row: Row;
  /** What the steps of the case are called. */
  readonly steps: ServiceDefinition['steps'] | undefined;
}

/** A row of a table by its columns with something to read, each with its label; nothing of what is empty. */
export function RowText({ cover, row, steps }: RowProps) {
  const rows = COLUMNS.flatMap((column) => {
    const value = row[column];
    if (isEmpty(value)) return [];
    const named = typeof value === 'string' ? nameOf(cover, column, value, steps) : undefined;
    return [[cover.t(`insight.cover.column.${column}`), named ?? valueText(cover, value as Json)] as const];
  });
  return rows.length === 0 ? null : <Rows rows={rows} />;
}

function isEmpty(value: unknown): boolean {
  if (value === null || value === undefined || value === '') return true;
  return typeof value === 'object' && Object.keys(value).length === 0;
}

/** What the municipality calls it: a service, a board, a unit, a step, or what a code means. */
function nameOf(cover: Cover, column: string, id: string, steps: RowProps['steps']): string | undefined {
  const { town, language, catalogue } = cover;
  const titles = {
    service: catalogue.find(id)?.definition.title,
    board: town.boards.find((one) => one.id === id)?.title,
    unit: town.units.find((one) => one.id === id)?.title,
    step: steps?.[id],
  };
  const title = Object.entries(titles).find(([name]) => name === column)?.[1];
  if (title !== undefined) return text(title, language);
  return CODED.includes(column) ? codeText(cover, id) : undefined;
}

function valueText(cover: Cover, value: Json): ComponentChildren {
  if (typeof value !== 'object' || value === null) return plain(cover, value);
  const lines = leaves(value);
  if (Array.isArray(value) && value.every((one) => typeof one !== 'object'))
    return <List items={lines.map((line) => plain(cover, line.value))} />;
  return <Rows rows={lines.map((line) => [line.label, plain(cover, line.value)] as const)} />;
}

/** Every value under the names that lead to it, as words; ids by which rows find each other are in the data beside. */
function leaves(value: Json, path: readonly string[] = []): { label: string; value: string | number | boolean }[] {
  if (value === null || value === '') return [];
  if (typeof value !== 'object')
    return typeof value === 'string' && isUuid(value) ? [] : [{ label: path.map(words).join(', '), value }];
  const inner = Array.isArray(value)
    ? value.map((item, index) => [String(index + 1), item] as const)
    : Object.entries(value);
  return inner.flatMap(([name, one]) => leaves(one, [...path, name]));
}

/** `senaste_hyra` as one reads it: the names that services and registers give are words of Swedish. */
const words = (name: string, index: number) => {
  const said = name.replaceAll(/[_-]/g, ' ');
  return index === 0 ? said.charAt(0).toUpperCase() + said.slice(1) : said;
};

function plain({ t, language }: Cover, value: string | number | boolean | null): string {
  if (typeof value === 'boolean') return t(value ? 'insight.cover.yes' : 'insight.cover.no');
  if (typeof value !== 'string') return String(value ?? '');
  try {
    if (DAY.test(value)) return formatDate(Temporal.PlainDate.from(value).toString(), language);
    if (INSTANT.test(value)) return formatDateTime(Temporal.Instant.from(value).toString(), language);
  } catch {
    // Only looks like a day.
  }
  return value;
}

function codeText({ t }: Cover, code: string): string {
  const known = CODES.find((one) => one === code);
  return known === undefined ? outcomeText(t, code) : t(`insight.cover.code.${known}`);
}
