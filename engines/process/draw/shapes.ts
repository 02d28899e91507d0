import { isSubProcess } from '../load/kinds.ts';
import type { Node } from '../model.ts';
import { eventMark, gatewayMark, repeatMarks, round, taskMark } from './marks.ts';
import { capacity, lines, wrap } from './text.ts';
import type { Part, State } from './types.ts';

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A task, event, gateway or sub-process as its author placed it. Done and present ones carry the pine line of the way. */
export function shape(node: Node, box: Box, state: State, dress: Dress = { heat: 0 }): readonly Part[] {
  if (node.kind.endsWith('Event')) return event(node, box, state, dress);
  if (node.kind.endsWith('Gateway')) return gateway(node, box, state);
  return activity(node, box, state, dress);
}

/** What figures over many cases add to an element: its colour, and a line at its foot. */
interface Dress {
  readonly heat: number;
  readonly note?: string | undefined;
}

function activity(node: Node, box: Box, state: State, { heat, note }: Dress): readonly Part[] {
  const frame = { x: box.x, y: box.y, width: box.width, height: box.height, rx: 8 };
  const parts: Part[] = [{ tag: 'rect', attributes: { class: `box h${heat}`, ...frame } }];
  if (state !== 'ahead') parts.push({ tag: 'rect', attributes: { class: 'flow flow--main', ...frame } });
  const repeats = repeatMarks(node, box.x + box.width / 2, box.y + box.height - 10);
  parts.push(...border(node, box), ...repeats);
  if (isSubProcess(node.kind)) return parts;
  parts.push(...taskMark(node, box.x + 15, box.y + 15));
  const room = note === undefined ? box : { ...box, y: box.y + HEAD, height: box.height - HEAD - FOOT };
  if (node.name !== undefined) parts.push(inside(node.name, room, node.kind === 'task'));
  if (note !== undefined) parts.push(foot(note, { ...box, height: box.height - (repeats.length > 0 ? 10 : 0) }));
  return parts;
}

/** A second line inside for what is more than a box: dashed begins by itself, double is a transaction or another process. */
function border(node: Node, box: Box): readonly Part[] {
  const inset = 4;
  const [x, y] = [box.x + inset, box.y + inset];
  const frame = { x, y, width: box.width - 2 * inset, height: box.height - 2 * inset, rx: 6, fill: 'none' };
  if (node.kind === 'eventSubProcess') return [{ tag: 'rect', attributes: { class: 'mark', ...frame } }];
  const double = node.kind === 'transaction' || node.kind === 'callActivity';
  return double ? [{ tag: 'rect', attributes: { class: 'flow', ...frame } }] : [];
}

/** Height of the line at the foot, and how far the name then keeps from the mark above. */
const [FOOT, HEAD] = [16, 8];

function foot(note: string, box: Box): Part {
  const x = round(box.x + box.width / 2);
  const attributes = { class: 'soft mid', x, y: round(box.y + box.height - 8) };
  return { tag: 'text', attributes, lines: lines(wrap(note, capacity(box.width - 8, 12), 1), x, 14) };
}

/** The name in the middle of the box, below the mark when it has several lines. */
function inside(name: string, box: Box, bare: boolean): Part {
  const wide = box.width >= 130;
  const [size, leading] = wide ? [13, 16] : [12, 14];
  const room = box.height - (bare ? 12 : 28);
  const texts = wrap(name, capacity(box.width - 12, size), Math.max(1, Math.floor(room / leading)));
  const height = (texts.length - 1) * leading;
  const middle = box.y + box.height / 2 + (texts.length > 2 && !bare ? 7 : 0);
  const x = round(box.x + box.width / 2);
  return {
    tag: 'text',
    attributes: { class: wide ? 'strong mid' : 'in mid', x, y: round(middle - height / 2 + size * 0.36) },
    lines: lines(texts, x, leading),
  };
}

function event(node: Node, box: Box, state: State, { heat }: Dress): readonly Part[] {
  const [cx, cy, r] = [round(box.x + box.width / 2), round(box.y + box.height / 2), round(box.width / 2)];
  const circle = (className: string, radius: number): Part => ({
    tag: 'circle',
    attributes: { class: className, cx, cy, r: round(radius) },
  });
  const mark = eventMark(node, cx, cy, r / 18);
  const way = state === 'ahead' ? [] : [circle('flow flow--main', r)];
  if (node.kind === 'startEvent') return [circle('box', r), ...way, ...mark];
  // The heavy ring of an end event: a full disc with a lighter one on it.
  if (node.kind === 'endEvent')
    return [circle(state === 'ahead' ? 'tip' : 'tip--main', r), circle('h0', r - 3.5), ...mark];
  if (node.interrupting === false) {
    const dashed = (radius: number): Part => {
      const { tag, attributes } = circle('mark', radius);
      return { tag, attributes: { ...attributes, fill: 'none' } };
    };
    return [circle('h0', r), ...way, dashed(r), dashed(r - 3.5), ...mark];
  }
  return [circle(heat === 0 ? 'box' : `box h${heat}`, r), ...way, circle('flow', r - 3.5), ...mark];
}

function gateway(node: Node, box: Box, state: State): readonly Part[] {
  const [x, y] = [round(box.x + box.width / 2), round(box.y + box.height / 2)];
  const [w, h] = [round(box.width / 2), round(box.height / 2)];
  const d = `M${x} ${round(y - h)}l${w} ${h}l${-w} ${h}l${-w} ${-h}z`;
  const way: readonly Part[] = state === 'ahead' ? [] : [{ tag: 'path', attributes: { class: 'flow flow--main', d } }];
  return [{ tag: 'path', attributes: { class: 'box', d } }, ...way, ...gatewayMark(node, x, y)];
}

/** The pill with the tokens at the upper right corner, lingon when something hinders. */
export function token(box: Box, count: number, hindered: boolean, shown: boolean): readonly Part[] {
  const text = shown || count > 1 ? String(count) : '';
  const width = 16 + Math.max(1, text.length) * 8;
  const [x, y] = [round(box.x + box.width - width + 8), round(box.y - 12)];
  const pill: Part = {
    tag: 'rect',
    attributes: { class: hindered ? 'token token--bad' : 'token', x, y, width, height: 24, rx: 12 },
  };
  const middle = round(x + width / 2);
  if (text === '') {
    // A single case: a light point in the pill, so that the place is seen without colour.
    return [pill, { tag: 'circle', attributes: { class: 'h0', cx: middle, cy: y + 12, r: 4 } }];
  }
  return [
    pill,
    {
      tag: 'text',
      attributes: { class: 'token-n', x: middle, y: round(y + 16.5) },
      lines: [{ text, x: middle, dy: 0 }],
    },
  ];
}
