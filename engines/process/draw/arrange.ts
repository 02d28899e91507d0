import { isSubProcess } from '../load/kinds.ts';
import type { Layout, Node, ProcessModel } from '../model.ts';

interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

const [COLUMN, ROW, PAD] = [60, 40, 40];

/**
 * A plain layout from left to right for models that were written without one: one column per step from the start,
 * parallel ways below each other, a sub-process as large as what is inside.
 */
export function arrange(model: ProcessModel): Layout {
  const shapes: Record<string, Box> = {};
  scope(model, undefined, shapes, { x: 0, y: 0 });
  for (const events of model.boundary.values()) {
    events.forEach((event, index) => {
      const host = shapes[event.attachedTo ?? ''];
      if (host === undefined) return;
      shapes[event.id] = {
        x: host.x + host.width - 40 - index * 44,
        y: host.y + host.height - 18,
        width: 36,
        height: 36,
      };
    });
  }
  const edges: Record<string, { x: number; y: number }[]> = {};
  for (const flow of model.flows.values())
    edges[flow.id] = line(shapes[flow.from], shapes[flow.to], model.nodes.get(flow.from));
  return { shapes, edges, labels: {}, frames: [] };
}

/** Places one scope with its upper left corner at `at`; returns its size. */
function scope(
  model: ProcessModel,
  parent: string | undefined,
  shapes: Record<string, Box>,
  at: { x: number; y: number },
): { width: number; height: number } {
  const nodes = [...model.nodes.values()].filter((node) => node.parent === parent && node.kind !== 'boundaryEvent');
  let x = at.x;
  let height = 0;
  for (const column of columns(model, nodes)) {
    let y = at.y;
    let width = 0;
    for (const node of column) {
      const size = sizeOf(model, node, shapes, { x, y });
      shapes[node.id] = { x, y, ...size };
      y += size.height + ROW;
      width = Math.max(width, size.width);
    }
    // Narrow shapes stand in the middle of their column.
    for (const node of column) {
      const box = shapes[node.id];
      if (box !== undefined && !isSubProcess(node.kind)) box.x += (width - box.width) / 2;
      if (box !== undefined && box.height < 80 && !isSubProcess(node.kind)) box.y += (80 - box.height) / 2;
    }
    height = Math.max(height, y - at.y - ROW);
    x += width + COLUMN;
  }
  return { width: Math.max(100, x - at.x - COLUMN), height: Math.max(80, height) };
}

function sizeOf(
  model: ProcessModel,
  node: Node,
  shapes: Record<string, Box>,
  at: { x: number; y: number },
): { width: number; height: number } {
  if (node.kind.endsWith('Event')) return { width: 36, height: 36 };
  if (node.kind.endsWith('Gateway')) return { width: 50, height: 50 };
  if (!isSubProcess(node.kind)) return { width: 120, height: 80 };
  const inner = scope(model, node.id, shapes, { x: at.x + PAD, y: at.y + PAD });
  return { width: inner.width + 2 * PAD, height: inner.height + 2 * PAD };
}

/** Nodes by the longest way from the start, ways back left out; what cannot be reached stands in the first column. */
function columns(model: ProcessModel, nodes: readonly Node[]): readonly (readonly Node[])[] {
  const rank = new Map<string, number>();
  const order: Node[] = [];
  const seen = new Set<string>();
  // Depth first, each node after all that follow it: read backwards, no way leads back except the loops.
  const walk = (node: Node): void => {
    seen.add(node.id);
    for (const next of following(model, node)) if (!seen.has(next.id)) walk(next);
    order.unshift(node);
  };
  for (const node of nodes) if (node.kind === 'startEvent') walk(node);
  const place = new Map(order.map((node, index) => [node.id, index]));
  for (const node of order) {
    const here = rank.get(node.id) ?? 0;
    for (const next of following(model, node)) {
      const back = (place.get(next.id) ?? 0) <= (place.get(node.id) ?? 0);
      if (!back) rank.set(next.id, Math.max(rank.get(next.id) ?? 0, here + 1));
    }
  }
  const found: Node[][] = [];
  for (const node of nodes) {
    const column = rank.get(node.id) ?? 0;
    found[column] = [...(found[column] ?? []), node];
  }
  return Array.from(found, (column) => column ?? []);
}

function following(model: ProcessModel, node: Node): readonly Node[] {
  const beside = (model.boundary.get(node.id) ?? []).flatMap((event) => event.outgoing);
  return [...node.outgoing, ...beside].flatMap((flow) => model.nodes.get(flow.to) ?? []);
}

/** Out at the right, in at the left, a corner between; a way back goes below. */
function line(from: Box | undefined, to: Box | undefined, source: Node | undefined): { x: number; y: number }[] {
  if (from === undefined || to === undefined) return [];
  const target = { x: to.x, y: to.y + to.height / 2 };
  const below = source?.kind === 'boundaryEvent';
  const start = below
    ? { x: from.x + from.width / 2, y: from.y + from.height }
    : { x: from.x + from.width, y: from.y + from.height / 2 };
  if (below) return [start, { x: start.x, y: target.y }, target];
  if (target.x <= start.x) {
    const depth = Math.max(from.y + from.height, to.y + to.height) + ROW / 2;
    const bottom = { x: to.x + to.width / 2, y: to.y + to.height };
    return [
      { x: from.x + from.width / 2, y: from.y + from.height },
      { x: from.x + from.width / 2, y: depth },
      { x: bottom.x, y: depth },
      bottom,
    ];
  }
  if (start.y === target.y) return [start, target];
  const bend = target.x - COLUMN / 2;
  return [start, { x: bend, y: start.y }, { x: bend, y: target.y }, target];
}
