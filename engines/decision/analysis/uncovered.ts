import { type Box, meet, type Runs, same, sharpest } from './boxes.ts';

export interface Search {
  /** Parts of the space that no box covers, at most as many as asked for. */
  readonly found: readonly Box[];
  /** False when the search gave up: there may be more, or any. */
  readonly complete: boolean;
  readonly work: number;
}

/** Work is counted in boxes looked at; this much takes less than half a second. */
export const MAX_WORK = 2_000_000;

/**
 * The parts of a space that no box covers: the space is swept one dimension at a time, and only the boxes that hold in
 * a stretch go on into the next dimension (after Calvanese, Dumas, Laurson, Maggi, Montali and Teinemaa, “Semantics and
 * analysis of DMN decision tables”, 2016, there recursively over sorted columns). Stretches in which the same boxes
 * hold are looked at once, and a set of boxes that was found to cover all the rest is not asked again.
 */
export function uncovered(space: Box, boxes: readonly Box[], most: number, work = MAX_WORK): Search {
  if (space.some((runs) => runs.length === 0)) return { found: [], complete: true, work: 0 };
  return new Sweep(space, boxes, most, work).search();
}

class Sweep {
  readonly #space: Box;
  readonly #boxes: readonly Box[];
  readonly #most: number;
  readonly #order: readonly number[];
  /** From which step of the order on a box covers everything that is left. */
  readonly #fullFrom: readonly number[];
  readonly #covered = new Set<string>();
  readonly #found: Box[] = [];
  #work: number;
  readonly #given: number;

  constructor(space: Box, boxes: readonly Box[], most: number, work: number) {
    this.#space = space;
    this.#boxes = boxes.map((box) => box.map((runs, dimension) => meet(runs, space[dimension] ?? [])));
    this.#most = most;
    this.#work = work - boxes.length;
    this.#given = work;
    this.#order = sharpest(this.#boxes, space.length);
    this.#fullFrom = this.#boxes.map((box) => {
      let step = this.#order.length;
      while (step > 0 && this.#isFull(box, this.#order[step - 1] ?? 0)) step -= 1;
      return step;
    });
  }

  search(): Search {
    const live = [...this.#boxes.keys()].filter((box) => this.#boxes[box]?.every((runs) => runs.length > 0));
    this.#visit(0, live, [...this.#space]);
    return { found: this.#found, complete: this.#work > 0, work: this.#given - this.#work };
  }

  #isFull(box: Box, dimension: number): boolean {
    return same(box[dimension] ?? [], this.#space[dimension] ?? []);
  }

  /** Looks at what is left from a step on, where these boxes hold; `path` says how it came there. */
  #visit(step: number, live: readonly number[], path: readonly Runs[]): void {
    if (this.#found.length >= this.#most || this.#work <= 0) return;
    if (live.length === 0) {
      this.#found.push(path);
      return;
    }
    if (live.some((box) => (this.#fullFrom[box] ?? 0) <= step)) return;
    const key = `${step}:${live.join(',')}`;
    if (this.#covered.has(key)) return;
    const before = this.#found.length;
    const dimension = this.#order[step] ?? 0;
    for (const part of this.#parts(dimension, live)) {
      this.#visit(step + 1, part.live, path.with(dimension, part.runs));
    }
    if (this.#found.length === before && this.#work > 0) this.#covered.add(key);
  }

  /** The stretches of a dimension by which boxes hold there; those with the fewest first, where a gap is likely. */
  #parts(dimension: number, live: readonly number[]): { live: readonly number[]; runs: Runs }[] {
    const parts = new Map<string, { live: readonly number[]; runs: [number, number][] }>();
    const inside = new Set<number>();
    const cuts = this.#cuts(dimension, live);
    cuts.forEach(({ at, enter, leave, space }, index) => {
      for (const box of leave) inside.delete(box);
      for (const box of enter) inside.add(box);
      if (!space) return;
      const here = [...inside].sort((a, b) => a - b);
      this.#work -= here.length + 1;
      const key = here.join(',');
      const run: [number, number] = [at, (cuts[index + 1]?.at ?? at + 1) - 1];
      const known = parts.get(key);
      if (known === undefined) parts.set(key, { live: here, runs: [run] });
      else if (known.runs.at(-1)?.[1] === at - 1) known.runs.splice(-1, 1, [known.runs.at(-1)?.[0] ?? at, run[1]]);
      else known.runs.push(run);
    });
    return [...parts.values()].sort((a, b) => a.live.length - b.live.length);
  }

  /** Where boxes begin and end along a dimension; `space` says whether the stretch that begins there is part of it. */
  #cuts(dimension: number, live: readonly number[]): Cut[] {
    const cuts = new Map<number, Cut>();
    const cut = (at: number) => {
      const known = cuts.get(at) ?? { at, enter: [], leave: [], space: false };
      cuts.set(at, known);
      return known;
    };
    const space = this.#space[dimension] ?? [];
    for (const [from, to] of space) {
      cut(from);
      cut(to + 1);
    }
    for (const box of live) {
      for (const [from, to] of this.#boxes[box]?.[dimension] ?? []) {
        cut(from).enter.push(box);
        cut(to + 1).leave.push(box);
      }
    }
    const sorted = [...cuts.values()].sort((a, b) => a.at - b.at);
    let stretch = 0;
    for (const one of sorted) {
      while ((space[stretch]?.[1] ?? Number.POSITIVE_INFINITY) < one.at) stretch += 1;
      one.space = (space[stretch]?.[0] ?? Number.POSITIVE_INFINITY) <= one.at;
    }
    return sorted;
  }
}

interface Cut {
  readonly at: number;
  readonly enter: number[];
  readonly leave: number[];
  space: boolean;
}
