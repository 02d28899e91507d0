import type { Box, Runs } from './boxes.ts';

/** Most rules that are not hidden show it at one of so many places. */
const TRIES = 40;

/**
 * A position of a box that none of the others holds, found by looking at some: its corners, then places strewn over it.
 * Undefined says nothing: the box may be covered or not. The places are always the same ones for the same box.
 */
export function probe(box: Box, others: readonly Box[]): Box | undefined {
  let state = 1;
  const draw = (limit: number) => {
    // Lehmer's generator: an analysis must say the same every time.
    state = (state * 48_271) % 2_147_483_647;
    return state % limit;
  };
  for (let tried = 0; tried < TRIES; tried += 1) {
    const point = box.map((runs) => (tried === 0 ? first(runs) : tried === 1 ? last(runs) : strewn(runs, draw)));
    const free = others.every((other) => point.some((at, dimension) => !holds(other[dimension] ?? [], at)));
    if (free) return point.map((at) => [[at, at]]);
  }
  return undefined;
}

const first = (runs: Runs) => runs[0]?.[0] ?? 0;
const last = (runs: Runs) => runs.at(-1)?.[1] ?? 0;

function strewn(runs: Runs, draw: (limit: number) => number): number {
  const [from, to] = runs[draw(runs.length)] ?? [0, 0];
  return from + draw(to - from + 1);
}

function holds(runs: Runs, at: number): boolean {
  return runs.some(([from, to]) => from <= at && at <= to);
}
