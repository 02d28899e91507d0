import type { Node, NodeKind } from '../types.ts';
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
};

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
  const thrown = node.kind === 'endEvent' && node.event?.kind === 'error';
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
