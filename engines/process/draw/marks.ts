import type { Node, NodeKind } from '../model.ts';
import type { Part } from './types.ts';

/** Small drawings that tell kinds apart, after BPMN 2.0's own. Each is centred on 0, 0. */

/** Outlines of 14 × 14 for tasks. */
const TASKS: { readonly [kind in NodeKind]?: string } = {
  userTask: 'M-3.5 -3.5a3.5 3.5 0 1 1 7 0a3.5 3.5 0 1 1 -7 0M-7 7c0 -4.5 3 -6.5 7 -6.5s7 2 7 6.5z',
  serviceTask:
    'M-2 0a2 2 0 1 1 4 0a2 2 0 1 1 -4 0M-5 0a5 5 0 1 1 10 0a5 5 0 1 1 -10 0M0 -5v-2M0 5v2M-5 0h-2M5 0h2M-3.5 -3.5l-1.4 -1.4M3.5 3.5l1.4 1.4M-3.5 3.5l-1.4 1.4M3.5 -3.5l1.4 -1.4',
  sendTask: 'M-7 -5h14v10h-14zM-7 -5l7 6l7 -6',
  receiveTask: 'M-7 -5h14v10h-14zM-7 -5l7 6l7 -6',
  businessRuleTask: 'M-7 -6h14v12h-14zM-7 -2h14M-7 2h14M-2 -2v8',
  scriptTask: 'M-5 -7h8l3 3v11h-11zM-2 -2h5M-2 1h5M-2 4h5',
  manualTask: 'M-6 6v-7l3 -4l1.5 1l-1.5 3h9v2.4h-6M3 1.4v2.3h-6M2 3.7v2.3h-8',
};

/** Marks of events, for a circle of radius 18. */
const EVENTS: { readonly [kind: string]: string } = {
  message: 'M-8 -5.5h16v11h-16zM-8 -5.5l8 6.5l8 -6.5',
  timer: 'M-8.5 0a8.5 8.5 0 1 1 17 0a8.5 8.5 0 1 1 -17 0M0 -5.5v5.5l4 2.5',
  error: 'M-7 7l3 -13l5 7l5 -8l-3 13l-5 -7z',
  signal: 'M0 -8l8 13h-16z',
  escalation: 'M0 -8.5l6.5 16l-6.5 -6l-6.5 6z',
  condition: 'M-6 -8h12v16h-12zM-4 -4.5h8M-4 0h8M-4 4.5h8',
  link: 'M-8 -3.5h9v-4l8 7.5l-8 7.5v-4h-9z',
  compensation: 'M0 -6v12l-8 -6zM8 -6v12l-8 -6z',
  cancel: 'M-7 -4.5l2.5 -2.5l4.5 4.5l4.5 -4.5l2.5 2.5l-4.5 4.5l4.5 4.5l-2.5 2.5l-4.5 -4.5l-4.5 4.5l-2.5 -2.5l4.5 -4.5z',
};

/** Small signs at the foot of an activity: how it is repeated, that it undoes another, that its steps have no order. */
const REPEATS = {
  parallel: 'M-4 -6v10M0 -6v10M4 -6v10',
  sequential: 'M-5 -5h10M-5 -1h10M-5 3h10',
  standard: 'M-3 4a5 5 0 1 1 4 0.6M-3 4l-3 -0.5M-3 4l0.4 -3.4',
  compensation: 'M0 -5v9l-6 -4.5zM6 -5v9l-6 -4.5z',
  adHoc: 'M-7 1c2 -5 5 -5 7 -2s5 3 7 -2',
} as const;

export function repeatMarks(node: Node, x: number, y: number): readonly Part[] {
  const signs = [
    ...(node.loop === undefined ? [] : [REPEATS[node.loop.kind]]),
    ...(node.isHandler === true ? [REPEATS.compensation] : []),
    ...(node.adHoc === undefined ? [] : [REPEATS.adHoc]),
  ];
  const left = x - (signs.length - 1) * 9;
  return signs.map((sign, index) => ({
    tag: 'path',
    attributes: at(sign, 'flow', round(left + index * 18), round(y)),
  }));
}

const PLUS = 'M-2 -11h4v9h9v4h-9v9h-4v-9h-9v-4h9z';

export function taskMark(node: Node, x: number, y: number): readonly Part[] {
  const path = TASKS[node.kind];
  return path === undefined ? [] : [{ tag: 'path', attributes: at(path, 'flow', x, y) }];
}

export function eventMark(node: Node, x: number, y: number, scale: number): readonly Part[] {
  if (node.event?.kind === 'terminate') {
    return [{ tag: 'circle', attributes: { class: 'tip', cx: x, cy: y, r: round(9 * scale) } }];
  }
  const path = EVENTS[node.event?.kind ?? ''];
  if (path === undefined) return [];
  // A thrown event is filled, a caught one an outline (BPMN 2.0 §10.5.1); the envelope's flap would vanish when filled.
  const throws = node.kind === 'endEvent' || node.kind === 'intermediateThrowEvent';
  const thrown = throws && node.event?.kind !== 'message';
  return [{ tag: 'path', attributes: at(path, thrown ? 'tip' : 'flow', x, y, scale) }];
}

export function gatewayMark(node: Node, x: number, y: number): readonly Part[] {
  if (node.kind === 'parallelGateway') return [{ tag: 'path', attributes: at(PLUS, 'tip', x, y) }];
  if (node.kind === 'exclusiveGateway') {
    return [
      {
        tag: 'path',
        attributes: { ...at(PLUS, 'tip', x, y), transform: `translate(${x} ${y}) rotate(45) scale(0.85)` },
      },
    ];
  }
  if (node.kind === 'inclusiveGateway') {
    return [{ tag: 'circle', attributes: { class: 'flow', cx: x, cy: y, r: 11, 'stroke-width': 3 } }];
  }
  const pentagon = 'M0 -7l6.7 4.9l-2.6 7.8h-8.2l-2.6 -7.8z';
  return [
    { tag: 'circle', attributes: { class: 'flow', cx: x, cy: y, r: 13 } },
    { tag: 'path', attributes: at(pentagon, 'flow', x, y) },
  ];
}

function at(d: string, className: string, x: number, y: number, scale = 1): Part['attributes'] {
  const sized = scale === 1 ? '' : ` scale(${round(scale)})`;
  return { class: className, d, transform: `translate(${x} ${y})${sized}` };
}

export function round(value: number): number {
  return Math.round(value * 10) / 10;
}
