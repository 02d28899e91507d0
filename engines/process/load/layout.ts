import type { Layout } from '../model.ts';
import { child, type Element, list, text, type } from './element.ts';

interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** The picture of one process out of the file's diagrams (BPMN 2.0 §12). `owns` says which element ids belong to it. */
export function layout(definitions: Element, owns: (id: string) => boolean): Layout {
  const shapes: Record<string, Box> = {};
  const edges: Record<string, { x: number; y: number }[]> = {};
  const labels: Record<string, Box> = {};
  const frames: (Box & { id: string; kind: 'pool' | 'lane'; name: string })[] = [];
  for (const diagram of list(definitions, 'diagrams')) {
    for (const drawn of list(child(diagram, 'plane'), 'planeElement')) {
      const element = child(drawn, 'bpmnElement');
      const id = element?.id;
      if (element === undefined || id === undefined || !owns(id)) continue;
      const bounds = box(child(drawn, 'bounds'));
      const label = box(child(child(drawn, 'label'), 'bounds'));
      const kind = type(element);
      if (kind === 'Participant' || kind === 'Lane') {
        const name = text(element, 'name') ?? '';
        if (bounds !== undefined) frames.push({ id, kind: kind === 'Lane' ? 'lane' : 'pool', name, ...bounds });
      } else if (bounds !== undefined) shapes[id] = bounds;
      else edges[id] = list(drawn, 'waypoint').map((point) => ({ x: number(point, 'x'), y: number(point, 'y') }));
      if (label !== undefined) labels[id] = label;
    }
  }
  return { shapes, edges, labels, frames };
}

function box(bounds: Element | undefined): Box | undefined {
  if (bounds === undefined) return undefined;
  const [x, y] = [number(bounds, 'x'), number(bounds, 'y')];
  return { x, y, width: number(bounds, 'width'), height: number(bounds, 'height') };
}

function number(element: Element, name: string): number {
  const value = element[name];
  return typeof value === 'number' && Number.isFinite(value) ? value : 0;
}
