import type { ProcessModel } from '../model.ts';

/** What a change by hand does to the ways through a model. */
export interface Ways {
  /** Elements whose tokens are cancelled. */
  readonly cancelled: readonly string[];
  /** Elements where other tokens stand. */
  readonly kept: readonly string[];
  readonly started: readonly { readonly element: string; readonly after: boolean }[];
}

/**
 * Elements that would have come and now do not: they lie between a cancelled token and the place where another one
 * starts, or nothing that is left can reach them. A start without a cancelled token is measured from the process's start.
 */
export function passed(model: ProcessModel, { cancelled, kept, started }: Ways): readonly string[] {
  const from = cancelled.length > 0 ? cancelled : model.entries;
  const found = new Set<string>();
  for (const { element, after } of started) {
    const before = reach(model, from, element);
    for (const id of before) {
      if ((id !== element || after) && (id === element || reach(model, [id]).has(element))) found.add(id);
    }
    if (after) found.add(element);
  }
  if (cancelled.length > 0) {
    const left = reach(model, [...kept, ...started.filter(({ after }) => !after).map(({ element }) => element)]);
    const behind = started.filter(({ after }) => after).flatMap(({ element }) => followers(model, element));
    for (const id of reach(model, behind)) left.add(id);
    for (const id of reach(model, cancelled)) if (!left.has(id)) found.add(id);
  }
  return [...model.nodes.keys()].filter((id) => found.has(id));
}

/** All that can come from some elements on, themselves included; nothing behind `stop`. */
function reach(model: ProcessModel, from: readonly string[], stop?: string): Set<string> {
  const found = new Set<string>();
  const open = [...from];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (found.has(id) || !model.nodes.has(id)) continue;
    found.add(id);
    if (id !== stop) open.push(...followers(model, id), ...inside(model, id));
  }
  return found;
}

/** Where a token may go from an element: its flows, its boundary events, its link; from an end, behind what is around. */
function followers(model: ProcessModel, id: string): readonly string[] {
  const node = model.nodes.get(id);
  if (node === undefined) return [];
  const link = model.links.get(id);
  const ways = [
    ...node.outgoing.map((flow) => flow.to),
    ...(model.boundary.get(id) ?? []).map((event) => event.id),
    ...(link === undefined ? [] : [link]),
  ];
  const around = node.parent === undefined ? undefined : model.nodes.get(node.parent);
  if (node.outgoing.length > 0 || link !== undefined || around === undefined) return ways;
  return [...ways, ...followers(model, around.id)];
}

function inside(model: ProcessModel, id: string): readonly string[] {
  const start = model.starts.get(id);
  const adHoc =
    model.nodes.get(id)?.adHoc === undefined ? [] : [...model.nodes.values()].filter((one) => one.parent === id);
  return [
    ...(start === undefined ? [] : [start]),
    ...(model.eventSubProcesses.get(id) ?? []).map((one) => one.id),
    ...adHoc.map((one) => one.id),
  ];
}
