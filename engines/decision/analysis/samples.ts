import {
  date,
  dateTime,
  decimal,
  duration,
  type EvaluateOptions,
  type FeelType,
  type FeelValue,
  kindOf,
  textOf,
  time,
} from '@torget/feel';
import type { Column } from '../run/table.ts';
import { conform } from '../run/typed.ts';
import type { CellReading } from './cell.ts';
import { between, beyond, placeOf, type Scale, scalesOf } from './scale.ts';

/** The analysis asks cells only, and none of those that it asks reads the clock. */
export const OPTIONS: EvaluateOptions = { instant: '1970-01-01T00:00:00Z' };

/** Stands for every text that no cell names. */
export const OTHER_TEXT = '\u0000 any other text';

/** A value that stands for all others of its stretch: those for which every cell says the same. */
export interface Sample {
  readonly value: FeelValue;
  /** A constant of some cell; else something below, between or above. */
  readonly named: boolean;
  /** The scale it belongs to, and its rank there: odd on a constant, even beside one. */
  readonly scale: number;
  readonly rank: number;
}

/** All the values that a column can tell apart. */
export interface Domain {
  readonly scales: readonly Scale[];
  readonly samples: readonly Sample[];
  /** The samples are all there is: cells of any form can be asked. */
  readonly finite: boolean;
}

/** What a column's type and its cells make of its values. Values outside the type or the allowed ones are no input. */
export function domainOf(column: Column, readings: readonly CellReading[]): Domain {
  const breaks = readings.flatMap((one) => one.breaks);
  const ordered = readings.some((one) => one.ordered);
  const kinds = new Set(breaks.map(kindOf));
  const boolean = column.type.kind === 'boolean' || kinds.has('boolean');
  const values: FeelValue[] = boolean
    ? [...breaks.filter((one) => typeof one !== 'boolean'), false, true]
    : [...breaks];
  // A cell that names null alone tells it from everything else.
  if (kinds.has('null') && kinds.size === 1 && !boolean) values.push(TYPICAL[column.type.kind] ?? OTHER_TEXT);
  const scales = scalesOf(values.filter((one) => one !== null && typeof one !== 'boolean'));
  const nothing: Sample[] = kinds.has('null') ? [{ value: null, named: true, scale: -1, rank: 0 }] : [];
  const both: Sample[] = boolean ? [true, false].map((value, rank) => ({ value, named: true, scale: -2, rank })) : [];
  const found = [...scales.flatMap((scale, index) => along(scale, index, ordered)), ...both, ...nothing];
  const samples = found.flatMap((one) => admitted(one, column));
  const finite = samples.every(({ named }) => named) && (closed(column.type) || constrained(column));
  return samples.length > 0 || found.length > 0
    ? { scales, samples, finite }
    : { scales, samples: [ANY], finite: false };
}

/** A column in which no cell tells values apart. */
const ANY: Sample = { value: null, named: false, scale: -3, rank: 0 };

export function isAny(sample: Sample): boolean {
  return sample.scale === ANY.scale;
}

/** Some value of the type: it stands for a symbol, and for whatever is not null. */
export function typicalOf({ kind }: FeelType): FeelValue {
  return TYPICAL[kind] ?? null;
}

const TYPICAL: { readonly [kind: string]: FeelValue } = {
  number: decimal(0),
  date: date('2026-01-01'),
  time: time('12:00:00'),
  'date and time': dateTime('2026-01-01T12:00:00'),
  'days and time duration': duration('P1D'),
  'years and months duration': duration('P1M'),
};

function closed(type: FeelType): boolean {
  return type.kind === 'boolean' || type.kind === 'null';
}

function constrained({ allowed, typed }: Column): boolean {
  return allowed !== undefined || typed.allowed !== undefined;
}

/** Every constant of a scale, something between each two, and something below and above. Texts compared for equality
 *  alone need one other text only. */
function along(scale: Scale, index: number, ordered: boolean): Sample[] {
  const { breaks } = scale;
  const sample = (value: FeelValue | undefined, rank: number, named: boolean): Sample[] =>
    value === undefined ? [] : [{ value, named, scale: index, rank }];
  if (typeof breaks[0] === 'string' && !ordered) {
    const texts = breaks.flatMap((value, place) => sample(value, 2 * place + 1, true));
    return [...texts, ...sample(OTHER_TEXT, 2 * breaks.length, false)];
  }
  const inner = breaks.flatMap((value, place) => {
    const next = breaks[place + 1];
    const own = sample(value, 2 * place + 1, true);
    return next === undefined ? own : [...own, ...sample(between(value, next), 2 * place + 2, false)];
  });
  const [low = null, high = null] = [breaks[0], breaks.at(-1)];
  return [
    ...sample(beyond(low, 'below'), 0, false),
    ...inner,
    ...sample(beyond(high, 'above'), 2 * breaks.length, false),
  ];
}

/** The sample as the column takes it in, or none where the column refuses it. */
function admitted(sample: Sample, column: Column): Sample[] {
  if (sample.value === null) return [sample];
  const value = conform(sample.value, column.typed, OPTIONS);
  if (value === undefined) return [];
  const allowed = column.allowed === undefined || column.allowed.evaluate({ '?': value }, OPTIONS).value === true;
  return allowed ? [{ ...sample, value }] : [];
}

/**
 * The stretches of positions for which a cell with these constants says the same, lowest first: at one of its constants,
 * between two of them, and each value that has no order (true, false, null) by itself.
 */
export function stretchesOf(reading: CellReading, domain: Domain): readonly (readonly [number, number])[] {
  const { samples, scales } = domain;
  const stretches: (readonly [number, number])[] = [];
  let at = 0;
  for (const [index, scale] of scales.entries()) {
    const places = reading.breaks.map((value) => placeOf(value, scale)).filter((place) => place >= 0);
    const cuts = [...new Set(places)].sort((a, b) => a - b);
    let end = at;
    while (samples[end]?.scale === index) end += 1;
    for (const rank of cuts.map((place) => 2 * place + 1)) {
      const own = lowest(samples, at, end, rank);
      if (own > at) stretches.push([at, own - 1]);
      at = own;
      if (samples[at]?.rank !== rank || at >= end) continue;
      stretches.push([at, at]);
      at += 1;
    }
    if (end > at) stretches.push([at, end - 1]);
    at = end;
  }
  for (; at < samples.length; at += 1) stretches.push([at, at]);
  return stretches;
}

/** The first position in `[from, to)` whose rank is at least this; `to` where there is none. */
function lowest(samples: readonly Sample[], from: number, to: number, rank: number): number {
  let [low, high] = [from, to];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((samples[middle]?.rank ?? 0) < rank) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** A sample as a person would say it. */
export function said({ value }: Sample, other: string): string {
  if (value === OTHER_TEXT) return other;
  return typeof value === 'string' ? `"${value}"` : textOf(value);
}
