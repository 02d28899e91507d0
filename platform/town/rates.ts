import { createHash } from 'node:crypto';
import type { FeelContext, FeelValue } from '@torget/feel';
import { type At, Faults } from './faults.ts';
import { feelDate, feelOf, jsonOf } from './feel-value.ts';
import type { RateRow, Rates, RateTable } from './types.ts';
import { type Fields, rootFields } from './yaml/fields.ts';
import { parseYaml, type Yaml } from './yaml/parse.ts';

const STATUSES = ['verified', 'derived', 'unverified', 'missing'] as const;
/** What the row itself says under these names; a value may not be called so. */
const OWN = ['from', 'to', 'status', 'source'];

/** Reads `rates/<id>.yaml` (settled.md, "Names in expressions, rates, time"): no gaps, no overlaps, a source each. */
export function readRateTable(file: string, text: string): { readonly table?: RateTable; readonly faults: Faults } {
  const faults = new Faults(file);
  const root = rootFields(parseYaml(text, faults), faults);
  if (root === undefined) return { faults };
  const id = root.text('id');
  const unit = root.text('unit');
  const rows = root.maps('rows').map((fields) => ({ row: readRow(fields), at: fields.at }));
  root.end();
  if (!/^[a-z][a-z0-9_]*$/.test(id)) {
    faults.error(
      root.where('id'),
      'rate-id',
      { sv: `Tabellens id "${id}" går inte att skriva i FEEL.`, en: `The table id "${id}" cannot be written in FEEL.` },
      { sv: 'Använd små bokstäver, siffror och understreck.', en: 'Use small letters, digits and underscores.' },
    );
  }
  if (rows.length === 0) {
    faults.error(
      root.where('rows'),
      'missing-key',
      { sv: 'Tabellen har inga rader.', en: 'The table has no rows.' },
      {
        sv: 'Lägg till rows med from, to, status, source och values.',
        en: 'Add rows with from, to, status, source and values.',
      },
    );
  }
  checkSpan(rows, faults);
  return faults.failed ? { faults } : { table: { id, unit, rows: rows.map((entry) => entry.row) }, faults };
}

function readRow(fields: Fields): RateRow {
  const from = fields.date('from');
  const to = fields.date('to');
  const status = fields.oneOf('status', STATUSES);
  const source = fields.text('source');
  const node = fields.node('values');
  fields.end();
  if (source === '' && fields.node('source') !== undefined) fields.faults.error(...noSource(fields.where('source')));
  if (status === 'missing') return { from, to, status, source, hash: hashOf({ from, to, status, source }) };
  if (node?.kind !== 'map') fields.map('values');
  for (const own of OWN) {
    if (node?.kind !== 'map' || !node.entries.has(own)) continue;
    fields.faults.error(
      node.entries.get(own)?.at ?? fields.at,
      'rate-value',
      { sv: `Ett värde får inte heta "${own}".`, en: `A value must not be called "${own}".` },
      { sv: 'Det namnet är radens eget; välj ett annat.', en: 'That name is the row’s own; choose another.' },
    );
  }
  const values = node === undefined ? {} : (feelOf(node) as FeelContext);
  return { from, to, status, source, values, hash: hashOf({ from, to, status, source, values: json(node) }) };
}

function json(node: Yaml | undefined): unknown {
  return node === undefined ? null : jsonOf(node);
}

function noSource(at: At): Parameters<Faults['error']> {
  return [
    at,
    'missing-key',
    { sv: 'Raden saknar källa.', en: 'The row has no source.' },
    { sv: 'Skriv var beloppet står: sida eller SFS-nummer och paragraf.', en: 'Write where the figure is printed.' },
  ];
}

/** SHA-256 of the row with its keys in one order, so that the order in the file doesn't matter. */
function hashOf(row: unknown): string {
  return createHash('sha256').update(canonical(row)).digest('hex');
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const keys = Object.keys(value).sort();
  return `{${keys.map((key) => `${JSON.stringify(key)}:${canonical((value as Record<string, unknown>)[key])}`).join(',')}}`;
}

function checkSpan(rows: readonly { readonly row: RateRow; readonly at: At }[], faults: Faults): void {
  let last: RateRow | undefined;
  for (const { row, at } of rows) {
    if (row.from === '' || row.to === '') continue;
    if (row.to < row.from) {
      faults.error(
        at,
        'rate-dates',
        {
          sv: `Raden slutar ${row.to}, innan den börjar ${row.from}.`,
          en: `The row ends ${row.to}, before it begins ${row.from}.`,
        },
        { sv: 'Byt plats på datumen.', en: 'Swap the dates.' },
      );
    }
    if (last !== undefined) checkNeighbours(last, row, at, faults);
    last = row;
  }
}

function checkNeighbours(before: RateRow, row: RateRow, at: At, faults: Faults): void {
  const next = Temporal.PlainDate.from(before.to).add({ days: 1 }).toString();
  if (row.from === next) return;
  const overlap = row.from < next;
  faults.error(
    at,
    overlap ? 'rate-overlap' : 'rate-gap',
    overlap
      ? {
          sv: `Raden börjar ${row.from}, men raden före gäller till ${before.to}.`,
          en: `The row begins ${row.from}, but the one before applies until ${before.to}.`,
        }
      : { sv: `Inget gäller från ${next} till ${row.from}.`, en: `Nothing applies from ${next} to ${row.from}.` },
    overlap
      ? {
          sv: 'Raderna ska stå i tidsföljd och aldrig gälla samtidigt.',
          en: 'Rows stand in order of time and never apply at once.',
        }
      : {
          sv: 'Lägg till raden, eller en rad med "status: missing" och varför den saknas.',
          en: 'Add the row, or a row with "status: missing" and why it is missing.',
        },
  );
}

/** The tables of a town by date. */
export function ratesOf(tables: readonly RateTable[]): Rates {
  const on = (date: string): ReturnType<Rates['on']> => {
    const day = date.length === 7 ? `${date}-01` : date.slice(0, 10);
    const context: { [id: string]: FeelValue } = {};
    const missing: string[] = [];
    const hashes: string[] = [];
    for (const table of tables) {
      const row = table.rows.find((candidate) => candidate.from <= day && day <= candidate.to);
      if (row?.values === undefined) {
        context[table.id] = null;
        missing.push(table.id);
        continue;
      }
      const { from, to, status, source } = row;
      context[table.id] = { ...row.values, from: feelDate(from), to: feelDate(to), status, source };
      hashes.push(row.hash);
    }
    return { context, missing, hashes };
  };
  return { tables, on };
}
