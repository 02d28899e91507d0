import type { Json } from '@torget/feel';
import { jsonOf } from '../feel-value.ts';
import type { Fields } from '../yaml/fields.ts';
import type { Expectation } from './types.ts';

/** Reads `expect`; undefined is the expectation of nothing. */
export function readExpectation(fields: Fields | undefined): Expectation {
  if (fields === undefined) return {};
  const decision = fields.node('decision') === undefined ? undefined : jsonIn(fields, 'decision');
  const deadlines = fields.node('deadlines') === undefined ? undefined : readDeadlines(fields.map('deadlines'));
  const stops = fields.maybeMap('stops');
  const expectation: Expectation = {
    ...(decision === undefined ? {} : { decision }),
    ...(fields.node('path') === undefined ? {} : { path: fields.texts('path') }),
    ...(fields.node('tasks') === undefined ? {} : { tasks: fields.texts('tasks') }),
    ...(fields.node('letters') === undefined ? {} : { letters: fields.maps('letters').map(readLetter) }),
    ...(deadlines === undefined ? {} : { deadlines }),
    ...(stops === undefined ? {} : { stops: readStops(stops) }),
    ...(fields.node('errors') === undefined ? {} : { errors: fields.maps('errors').map(readError) }),
  };
  fields.end();
  return expectation;
}

/** The map under a key as JSON; an empty object when it is absent. */
export function jsonIn(fields: Fields, key: string): { readonly [name: string]: Json } {
  const node = fields.maybeMap(key) === undefined ? undefined : fields.node(key);
  return node === undefined ? {} : (jsonOf(node) as { readonly [name: string]: Json });
}

function readLetter(fields: Fields): { id: string; contains: readonly string[]; lacks: readonly string[] } {
  const letter = { id: fields.text('id'), contains: fields.texts('contains'), lacks: fields.texts('lacks') };
  fields.end();
  return letter;
}

function readDeadlines(fields: Fields): { readonly [kind: string]: string | { readonly [from: string]: string } } {
  const kinds = fields.keys().map((kind) => {
    const node = fields.node(kind);
    if (node?.kind !== 'map') return [kind, fields.date(kind)] as const;
    const table = fields.map(kind);
    return [kind, Object.fromEntries(table.keys().map((from) => [from, table.date(from)]))] as const;
  });
  return Object.fromEntries(kinds);
}

function readStops(fields: Fields): { page: string; contains?: string } {
  const contains = fields.maybeText('contains');
  const stop = { page: fields.text('page'), ...(contains === undefined ? {} : { contains }) };
  fields.end();
  return stop;
}

function readError(fields: Fields): { at: string; rule?: string } {
  const rule = fields.maybeText('rule');
  const error = { at: fields.text('at'), ...(rule === undefined ? {} : { rule }) };
  fields.end();
  return error;
}
