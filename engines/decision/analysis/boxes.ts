/** Stretches of positions `[from, to]`, both included, lowest first, none touching another. */
export type Runs = readonly (readonly [number, number])[];

/** One set of positions for each dimension: where a rule holds. */
export type Box = readonly Runs[];

/** All of so many positions. */
export function everything(count: number): Runs {
  return count === 0 ? [] : [[0, count - 1]];
}

/** What two sets of positions have in common. */
export function meet(a: Runs, b: Runs): Runs {
  const common: [number, number][] = [];
  let [i, j] = [0, 0];
  for (let left = a[i], right = b[j]; left !== undefined && right !== undefined; left = a[i], right = b[j]) {
    const [from, to] = [Math.max(left[0], right[0]), Math.min(left[1], right[1])];
    if (from <= to) common.push([from, to]);
    if (left[1] < right[1]) i += 1;
    else j += 1;
  }
  return common;
}

/** What two boxes have in common, or undefined when they are apart. */
export function common(a: Box, b: Box): Box | undefined {
  const shared: Runs[] = [];
  for (const [dimension, runs] of a.entries()) {
    const both = meet(runs, b[dimension] ?? []);
    if (both.length === 0) return undefined;
    shared.push(both);
  }
  return shared;
}

/** Whether two boxes have a position in common. */
export function meets(a: Box, b: Box): boolean {
  return a.every((runs, dimension) => touch(runs, b[dimension] ?? []));
}

function touch(a: Runs, b: Runs): boolean {
  let [i, j] = [0, 0];
  for (let left = a[i], right = b[j]; left !== undefined && right !== undefined; left = a[i], right = b[j]) {
    if (left[0] <= right[1] && right[0] <= left[1]) return true;
    if (left[1] < right[1]) i += 1;
    else j += 1;
  }
  return false;
}

export function same(a: Runs, b: Runs): boolean {
  return a.length === b.length && a.every(([from, to], index) => b[index]?.[0] === from && b[index]?.[1] === to);
}

/** How many positions a set has. */
function size(runs: Runs): number {
  return runs.reduce((all, [from, to]) => all + to - from + 1, 0);
}

/** The dimensions, those first in which the boxes are smallest: there most of them fall away. */
export function sharpest(boxes: readonly Box[], dimensions: number): number[] {
  const share = (dimension: number) => boxes.reduce((all, box) => all + size(box[dimension] ?? []), 0);
  const positions = (dimension: number) => Math.max(1, ...boxes.map((box) => box[dimension]?.at(-1)?.[1] ?? 0));
  const weight = Array.from({ length: dimensions }, (_, one) => share(one) / positions(one));
  return Array.from({ length: dimensions }, (_, one) => one).sort((a, b) => (weight[a] ?? 0) - (weight[b] ?? 0));
}
