import { type Box, meets, sharpest } from './boxes.ts';

/** Two boxes by their numbers, the lower first. */
export interface Pair {
  readonly first: number;
  readonly second: number;
}

/**
 * Every two boxes that have a position in common, in order of the first, then the second. Boxes are swept along the
 * dimension that tells most of them apart, so that only those that lie over each other there are compared.
 */
export function pairs(boxes: readonly Box[], dimensions: number): Pair[] {
  const [along] = sharpest(boxes, dimensions);
  const found: Pair[] = [];
  const spans = boxes.map((box, number) => {
    const runs = along === undefined ? [[0, 0] as const] : (box[along] ?? []);
    return { number, from: runs[0]?.[0] ?? 0, to: runs.at(-1)?.[1] ?? -1 };
  });
  let open: typeof spans = [];
  for (const span of spans.filter(({ from, to }) => from <= to).sort((a, b) => a.from - b.from)) {
    open = open.filter(({ to }) => to >= span.from);
    for (const { number } of open) {
      const [first, second] = [Math.min(number, span.number), Math.max(number, span.number)];
      if (meets(boxes[first] ?? [], boxes[second] ?? [])) found.push({ first, second });
    }
    open.push(span);
  }
  return found.sort((a, b) => a.first - b.first || a.second - b.second);
}
