import type { Flow } from '../model.ts';
import { round } from './marks.ts';
import type { Part } from './types.ts';

interface Point {
  readonly x: number;
  readonly y: number;
}

const CORNER = 6;

/** A flow along its waypoints with rounded corners and a tip; taken flows are the thick pine line. */
export function edge(flow: Flow, points: readonly Point[], taken: boolean): readonly Part[] {
  const [last, before] = [points.at(-1), points.at(-2)];
  if (last === undefined || before === undefined) return [];
  const angle = round((Math.atan2(last.y - before.y, last.x - before.x) * 180) / Math.PI);
  const parts: Part[] = [
    { tag: 'path', attributes: { class: taken ? 'flow flow--main' : 'flow', d: line(points) } },
    {
      tag: 'path',
      attributes: {
        class: taken ? 'tip tip--main' : 'tip',
        d: 'M0 0l-9 -5v10z',
        transform: `translate(${round(last.x)} ${round(last.y)}) rotate(${angle})`,
      },
    },
  ];
  // BPMN 2.0 §10.6: the default flow has a small stroke across its beginning.
  if (flow.isDefault) parts.push(slash(points));
  return parts;
}

/** The line ends a little before the tip's point, so that the thick one does not stick out. */
function line(points: readonly Point[]): string {
  const [first, ...rest] = points;
  if (first === undefined) return '';
  const pieces = [`M${round(first.x)} ${round(first.y)}`];
  rest.forEach((point, index) => {
    const next = rest[index + 1];
    const previous = points[index] ?? first;
    if (next === undefined) {
      const end = toward(point, previous, 4);
      pieces.push(`L${round(end.x)} ${round(end.y)}`);
      return;
    }
    const radius = Math.min(CORNER, distance(previous, point) / 2, distance(point, next) / 2);
    const [enter, exit] = [toward(point, previous, radius), toward(point, next, radius)];
    pieces.push(
      `L${round(enter.x)} ${round(enter.y)}Q${round(point.x)} ${round(point.y)} ${round(exit.x)} ${round(exit.y)}`,
    );
  });
  return pieces.join('');
}

function slash(points: readonly Point[]): Part {
  const [first, second] = [points[0] ?? { x: 0, y: 0 }, points[1] ?? { x: 0, y: 0 }];
  const at = toward(first, second, 12);
  const turn = round((Math.atan2(second.y - first.y, second.x - first.x) * 180) / Math.PI);
  const transform = `translate(${round(at.x)} ${round(at.y)}) rotate(${turn})`;
  return { tag: 'path', attributes: { class: 'flow', d: 'M-3 5l6 -10', transform } };
}

/** Middle of the longest piece: where an unplaced name is read best. */
export function middle(points: readonly Point[]): Point {
  let best: { readonly length: number; readonly at: Point } = { length: -1, at: points[0] ?? { x: 0, y: 0 } };
  points.slice(1).forEach((point, index) => {
    const previous = points[index] ?? point;
    const length = distance(previous, point);
    if (length > best.length) best = { length, at: { x: (previous.x + point.x) / 2, y: (previous.y + point.y) / 2 } };
  });
  return best.at;
}

function toward(from: Point, to: Point, by: number): Point {
  const length = distance(from, to);
  if (length === 0) return from;
  return { x: from.x + ((to.x - from.x) * by) / length, y: from.y + ((to.y - from.y) * by) / length };
}

function distance(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}
