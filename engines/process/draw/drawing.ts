import { isSubProcess } from '../load/kinds.ts';
import type { Flow, Node, ProcessModel } from '../model.ts';
import { arrange } from './arrange.ts';
import { describe, stateOf } from './describe.ts';
import { edge, middle } from './edges.ts';
import { round } from './marks.ts';
import { type Box, shape, token } from './shapes.ts';
import { capacity, lines, wrap } from './text.ts';
import type { Drawing, Group, Part, PictureOptions, Step } from './types.ts';

/** Room around the picture, for tokens and thick lines. */
const MARGIN = 24;

/**
 * The picture of a model as data: what is painted where, with the classes of `d-svg` and nothing else (no inline style,
 * no script). The layout is the author's; a model without one is arranged from left to right.
 */
export function drawing(model: ProcessModel, options: PictureOptions = {}): Drawing {
  const layout = model.layout.shapes[model.start] === undefined ? arrange(model) : model.layout;
  const state = stateOf(options);
  const taken = new Set(options.taken ?? []);
  const hindered = new Set(options.hindered ?? []);
  const placed = [...model.nodes.values()].flatMap((node) => {
    const box = layout.shapes[node.id];
    return box === undefined ? [] : [{ node, box }];
  });
  const group = (node: Node, box: Box): Group => ({
    element: node.id,
    state: state(node.id),
    parts: shape(node, box, state(node.id), { heat: options.heat?.[node.id] ?? 0, note: options.notes?.[node.id] }),
  });
  const isFrame = (node: Node) => isSubProcess(node.kind);
  const edges = [...model.flows.values()].map((flow) => {
    const parts = edge(flow, layout.edges[flow.id] ?? [], taken.has(flow.id));
    return { element: flow.id, state: taken.has(flow.id) ? 'done' : 'ahead', parts } satisfies Group;
  });
  const names = [
    ...placed.map(({ node, box }) => nodeLabel(node, box, layout.labels[node.id])),
    ...[...model.flows.values()].map((flow) => flowLabel(flow, layout.edges[flow.id] ?? [], layout.labels[flow.id])),
  ].flatMap((label) => label ?? []);
  const tokens = placed.flatMap(({ node, box }) => {
    const count = options.tokens?.[node.id] ?? (hindered.has(node.id) ? 1 : 0);
    if (count === 0) return [];
    const parts = token(box, count, hindered.has(node.id), options.counts === true);
    return [{ element: node.id, state: 'now', parts } satisfies Group];
  });
  const boxes = [...placed.map(({ box }) => box), ...layout.frames, ...Object.values(layout.labels)];
  return {
    ...extent(boxes, Object.values(layout.edges).flat()),
    title: model.name ?? model.id,
    description: inWords(describe(model, options, options.language), options.language ?? 'sv'),
    frames: [
      ...layout.frames.map(frame),
      ...placed.filter(({ node }) => isFrame(node)).map(({ node, box }) => group(node, box)),
    ],
    // The way of the case lies on top of the others.
    edges: edges.toSorted((a, b) => Number(a.state === 'done') - Number(b.state === 'done')),
    shapes: placed.filter(({ node }) => !isFrame(node)).map(({ node, box }) => group(node, box)),
    labels: [...names, ...tokens],
  };
}

/** Pools and lanes: a thin frame with the name on its left side. */
function frame(box: ProcessModel['layout']['frames'][number]): Group {
  const { x, y, width, height } = box;
  const parts: Part[] = [{ tag: 'rect', attributes: { class: 'grid', fill: 'none', x, y, width, height, rx: 4 } }];
  if (box.name !== '') {
    const [cx, cy] = [round(x + 18), round(y + height / 2)];
    const attributes = { class: 'soft mid', transform: `translate(${cx} ${cy}) rotate(-90)`, x: 0, y: 0 };
    parts.push({ tag: 'text', attributes, lines: lines(wrap(box.name, capacity(height - 12, 12), 1), 0, 14) });
  }
  return { element: box.id, state: 'ahead', parts };
}

/** Names of events and gateways stand below them unless the author placed them; a sub-process has its name on top. */
function nodeLabel(node: Node, box: Box, label: Box | undefined): Group | undefined {
  if (node.name === undefined) return undefined;
  if (isSubProcess(node.kind)) {
    const [x, y] = [round(box.x + 12), round(box.y + 20)];
    const texts = wrap(node.name, capacity(box.width - 24, 13), 1);
    return text(node.id, texts, x, y, 'strong');
  }
  if (!node.kind.endsWith('Event') && !node.kind.endsWith('Gateway')) return undefined;
  const x = round(label === undefined ? box.x + box.width / 2 : label.x + label.width / 2);
  const y = round(label === undefined ? box.y + box.height + 15 : label.y + 11);
  return text(node.id, wrap(node.name, capacity(Math.max(90, label?.width ?? 0), 12), 3), x, y, 'soft mid');
}

function flowLabel(flow: Flow, points: readonly { x: number; y: number }[], label: Box | undefined): Group | undefined {
  if (flow.name === undefined || points.length === 0) return undefined;
  const at = label === undefined ? middle(points) : { x: label.x + label.width / 2, y: label.y + 16 };
  const texts = wrap(flow.name, capacity(Math.max(90, label?.width ?? 0), 12), 2);
  return text(flow.id, texts, round(at.x), round(at.y - 5), 'soft mid');
}

/** Names that stand on lines keep a rim of the ground around them. */
const HALO = { stroke: 'var(--t-ground)', 'stroke-width': 4, 'stroke-linejoin': 'round', 'paint-order': 'stroke' };

function text(element: string, texts: readonly string[], x: number, y: number, className: string): Group {
  const part: Part = { tag: 'text', attributes: { class: className, x, y, ...HALO }, lines: lines(texts, x, 14) };
  return { element, state: 'ahead', parts: [part] };
}

function extent(boxes: readonly Box[], points: readonly { x: number; y: number }[]) {
  const xs = [...boxes.flatMap((box) => [box.x, box.x + box.width]), ...points.map((point) => point.x)];
  const ys = [...boxes.flatMap((box) => [box.y, box.y + box.height]), ...points.map((point) => point.y)];
  const x = Math.floor(min(xs) - MARGIN);
  const y = Math.floor(min(ys) - MARGIN);
  const width = Math.ceil(max(xs) + MARGIN) - x;
  const height = Math.ceil(max(ys) + MARGIN) - y;
  return { viewBox: `${x} ${y} ${width} ${height}`, width, height };
}

function min(values: readonly number[]): number {
  return values.reduce((least, value) => Math.min(least, value), values[0] ?? 0);
}

function max(values: readonly number[]): number {
  return values.reduce((most, value) => Math.max(most, value), values[0] ?? 0);
}

const WORDS = {
  sv: { now: 'Nu', done: 'Klart', ahead: 'Återstår' },
  en: { now: 'Now', done: 'Done', ahead: 'Ahead' },
} as const;

/** The whole picture in one sentence per state; the page shows the steps as a list beside it. */
function inWords(steps: readonly Step[], language: 'sv' | 'en'): string {
  const words = WORDS[language];
  return (['now', 'done', 'ahead'] as const)
    .map((state) => ({ state, named: steps.filter((step) => step.state === state).map((step) => step.name) }))
    .filter(({ named }) => named.length > 0)
    .map(({ state, named }) => `${words[state]}: ${named.join(', ')}.`)
    .join(' ');
}
