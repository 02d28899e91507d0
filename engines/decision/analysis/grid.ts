import { type FeelContext, type FeelValue, isContext, type Program } from '@torget/feel';
import type { Column, CompiledTable, Row } from '../run/table.ts';
import type { Typed } from '../run/typed.ts';
import { type Box, everything, meet, type Runs } from './boxes.ts';
import { type CellReading, readCell } from './cell.ts';
import { type Domain, domainOf, OPTIONS, type Sample, stretchesOf, typicalOf } from './samples.ts';

/** Columns that ask the same expression are one dimension: they always see one value. */
export interface Dimension {
  readonly label: string;
  /** The columns it stands for, by their place in the table. */
  readonly columns: readonly number[];
  readonly samples: readonly Sample[];
  /** All positions. */
  readonly whole: Runs;
  /** The one name that all cells compare with: samples lie below, at and above it, whatever its value. */
  readonly symbol?: string;
}

/** A cell whose answer cannot be known from its column's value alone. */
export interface Unread {
  readonly rule: number;
  readonly column: number;
  readonly why: 'names' | 'form';
}

/** A table as boxes over the stretches of its columns. */
export interface Grid {
  readonly dimensions: readonly Dimension[];
  readonly space: Box;
  /** Where each rule holds, unread cells taken to hold. */
  readonly boxes: readonly Box[];
  readonly unread: readonly Unread[];
  /** The cells that hold for no value of their column. */
  readonly never: readonly { readonly rule: number; readonly column: number }[];
}

/** What the model declares of the names that a table's columns may ask. */
export type Declared = ReadonlyMap<string, Typed>;

/** A column that declares no type of its own asks for a name or path that has one, and with it its allowed values. */
function withDeclared(column: Column, declared: Declared): Column {
  if (column.typed.type.kind !== 'any') return column;
  const [first = '', ...path] = column.text.split('.').map((name) => name.trim());
  const typed = path.reduce<Typed | undefined>((one, name) => one?.parts?.get(name), declared.get(first));
  return typed === undefined ? column : { ...column, typed, type: typed.type };
}

/** Lays a table out. Each cell is asked once for every stretch between its own constants, by the compiled cell itself. */
export function gridOf({ columns: written, rows }: CompiledTable, declared: Declared): Grid {
  const columns = written.map((column) => withDeclared(column, declared));
  const groups = new Map<string, number[]>();
  for (const [place, { text }] of columns.entries()) groups.set(text, [...(groups.get(text) ?? []), place]);
  const laid = [...groups.values()].map((places) => layOut(places, columns, rows));
  return {
    dimensions: laid.map(({ dimension }) => dimension),
    space: laid.map(({ dimension }) => dimension.whole),
    boxes: rows.map((_, rule) => laid.map(({ runs }) => runs[rule] ?? [])),
    unread: laid.flatMap(({ unread }) => unread).sort((a, b) => a.rule - b.rule || a.column - b.column),
    never: laid.flatMap(({ never }) => never),
  };
}

interface Laid {
  readonly dimension: Dimension;
  readonly runs: readonly Runs[];
  readonly unread: readonly Unread[];
  readonly never: Grid['never'];
}

function layOut(places: readonly number[], columns: readonly Column[], rows: readonly Row[]): Laid {
  const [first] = places.flatMap((place) => columns[place] ?? []);
  const nowhere = { label: '', columns: [], samples: [], whole: [] };
  if (first === undefined) return { dimension: nowhere, runs: [], unread: [], never: [] };
  const asked = new Asked(first, places, columns, rows);
  const unread: Unread[] = [];
  const never: { rule: number; column: number }[] = [];
  const cell = (row: Row, rule: number, column: number): Runs => {
    const runs = asked.runs(row, column);
    if (typeof runs === 'string') unread.push({ rule, column, why: runs });
    else if (runs.length === 0) never.push({ rule, column });
    return typeof runs === 'string' ? asked.whole : runs;
  };
  const runs = rows.map((row, rule) =>
    places.map((place) => cell(row, rule, place)).reduce((all, one) => meet(all, one), asked.whole),
  );
  const { samples } = asked.domain;
  const dimension = { label: first.label, columns: places, samples, whole: asked.whole };
  const { symbol } = asked;
  return { dimension: symbol === undefined ? dimension : { ...dimension, symbol: symbol.name }, runs, unread, never };
}

/** The cells of one dimension, each text asked once. */
class Asked {
  readonly symbol: Named | undefined;
  readonly domain: Domain;
  readonly whole: Runs;
  readonly #readings = new Map<string, CellReading | undefined>();
  readonly #runs = new Map<string, Runs>();
  readonly #bounded: boolean;

  constructor(first: Column, places: readonly number[], columns: readonly Column[], rows: readonly Row[]) {
    for (const row of rows) {
      for (const place of places) {
        const text = cellText(row, place);
        if (row.tests[place]) this.#readings.set(text, isSimple(first) ? readCell(text) : undefined);
      }
    }
    const limits = places.flatMap((place) => limitsOf(columns[place]));
    const readings = [...this.#readings.values(), ...limits].filter((one) => one !== undefined);
    this.#bounded = limits.every((one) => one !== undefined);
    this.symbol = symbolOf(readings, first);
    this.domain = domainOf(first, this.symbol === undefined ? readings : [this.symbol.reading]);
    this.whole = everything(this.domain.samples.length);
  }

  /** Where a cell holds, or why that is not known. */
  runs(row: Row, place: number): Runs | Unread['why'] {
    const test = row.tests[place] ?? null;
    if (test === null) return this.whole;
    const text = cellText(row, place);
    const reading = this.#bounded ? this.#readings.get(text) : undefined;
    const names = test.reads.some((name) => name !== '?');
    const known = reading === undefined ? this.domain.finite && !names : !names || this.symbol !== undefined;
    if (!known || asksClock(text)) return names ? 'names' : 'form';
    const runs = this.#runs.get(text) ?? ask(test, this.domain, this.symbol?.reading ?? reading, this.symbol?.context);
    this.#runs.set(text, runs);
    return runs;
  }
}

interface Named {
  readonly name: string;
  /** The cells as if the name were a constant of the column's type, and the names under which they find it. */
  readonly reading: CellReading;
  readonly context: FeelContext;
}

/**
 * Where all cells of a column compare with one name and no constant, only the order counts: below it, at it, above it.
 * With two names, or a name and a constant, nobody knows which comes first.
 */
function symbolOf(readings: readonly CellReading[], { type }: Column): Named | undefined {
  const [name, ...others] = new Set(readings.flatMap(({ symbols }) => symbols));
  if (name === undefined || others.length > 0 || readings.some(({ breaks }) => breaks.length > 0)) return undefined;
  const value = typicalOf(type.kind === 'any' ? { kind: 'number' } : type);
  if (value === null) return undefined;
  const context = name.split('.').reduceRight<FeelValue>((inner, key) => ({ [key]: inner }), value);
  return isContext(context) ? { name, reading: { breaks: [value], ordered: true, symbols: [] }, context } : undefined;
}

function cellText(row: Row, place: number): string {
  return row.traced.conditions[place] ?? '';
}

/** Lists and contexts have no order along which they could be swept. */
function isSimple({ type }: Column): boolean {
  return !['list', 'context', 'function', 'range'].includes(type.kind);
}

function asksClock(text: string): boolean {
  return /\b(?:now|today)\s*\(/.test(text);
}

/** The constants of the allowed values; undefined where these are no plain values and ranges. */
function limitsOf(column: Column | undefined): (CellReading | undefined)[] {
  const texts = [column?.allowed?.text, column?.typed.allowedText];
  return texts.flatMap((text) => (text === undefined ? [] : [readCell(text)]));
}

/** Where a cell holds: asked once in every stretch in which its answer is the same, or everywhere where it has no reading. */
function ask(test: Program, domain: Domain, reading: CellReading | undefined, names: FeelContext = {}): Runs {
  const { samples } = domain;
  const stretches = reading === undefined ? samples.map((_, at) => [at, at] as const) : stretchesOf(reading, domain);
  const holds = ([from]: readonly [number, number]) =>
    test.evaluate({ ...names, '?': samples[from]?.value ?? null }, OPTIONS).value === true;
  const runs: [number, number][] = [];
  for (const [from, to] of stretches.filter(holds)) {
    const last = runs.at(-1);
    if (last !== undefined && last[1] === from - 1) last[1] = to;
    else runs.push([from, to]);
  }
  return runs;
}
