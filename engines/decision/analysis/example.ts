import type { Bilingual, FeelValue } from '@torget/feel';
import { type Box, same } from './boxes.ts';
import type { Dimension, Grid } from './grid.ts';
import { isAny, OTHER_TEXT, type Sample, said } from './samples.ts';

/** One input that lies in a part of a table's grid: for each dimension a value, constants of the cells before others. */
export function exampleIn(where: Box, { dimensions }: Grid): readonly Sample[] {
  return dimensions.map(({ samples }, dimension) => {
    const runs = where[dimension] ?? [];
    const positions = runs.flatMap(([from, to]) =>
      Array.from({ length: Math.min(to - from + 1, 3) }, (_, at) => from + at),
    );
    const candidates = positions.flatMap((position) => samples[position] ?? []);
    const [first] = candidates;
    const best = candidates.find(({ named }) => named) ?? first;
    if (best === undefined) throw new RangeError('an empty part of a table has no example');
    return best;
  });
}

/** The values of an example by column of the table; a text that no cell names is written as such a text. */
export function valuesOf(example: readonly Sample[], { dimensions }: Grid): readonly FeelValue[] {
  const values: FeelValue[] = [];
  dimensions.forEach(({ columns }, dimension) => {
    const value = example[dimension]?.value ?? null;
    for (const column of columns) values[column] = value === OTHER_TEXT ? 'någon annan text' : value;
  });
  return values;
}

/** `= 10`; beside a name only how it compares with it: `< rates.gräns`. */
function told(sample: Sample, { symbol }: Dimension, other: string): string {
  if (symbol === undefined || sample.value === null) return `= ${said(sample, other)}`;
  return `${sample.named ? '=' : sample.rank === 0 ? '<' : '>'} ${symbol}`;
}

/** ` when x = 10, y = "a"`: only the columns that matter; empty when none does. */
export function when(where: Box, grid: Grid): Bilingual {
  const example = exampleIn(where, grid);
  const matters = (dimension: Dimension, index: number) =>
    !same(where[index] ?? [], dimension.whole) && !dimension.samples.every(isAny);
  const parts = (other: string) =>
    grid.dimensions
      .flatMap((dimension, index) => {
        const sample = example[index];
        if (sample === undefined || !matters(dimension, index)) return [];
        return [`${dimension.label} ${told(sample, dimension, other)}`];
      })
      .join(', ');
  const [sv, en] = [parts('någon annan text'), parts('any other text')];
  return {
    sv: sv === '' ? ', vad som än matas in' : ` när ${sv}`,
    en: en === '' ? ', whatever the input' : ` when ${en}`,
  };
}
