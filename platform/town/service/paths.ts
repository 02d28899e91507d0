import type { Node, ProcessModel } from '@torget/process';

/** True when no way from the start reaches the element without passing a node that holds. Walks the graph backwards. */
export function everyPathPasses(process: ProcessModel, element: string, holds: (node: Node) => boolean): boolean {
  const seen = new Set<string>([element]);
  const queue = [element];
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    const node = process.nodes.get(id);
    if (node === undefined) continue;
    if (id !== element && holds(node)) continue;
    if (node.kind === 'startEvent' && node.parent === undefined) return false;
    for (const before of predecessors(process, node)) {
      if (!seen.has(before)) {
        seen.add(before);
        queue.push(before);
      }
    }
  }
  return true;
}

/** Where a token may have been before: by a flow, at the host of a boundary event, outside and inside a sub-process. */
function predecessors(process: ProcessModel, node: Node): readonly string[] {
  const before = node.incoming.map((flow) => flow.from);
  if (node.kind === 'boundaryEvent' && node.attachedTo !== undefined)
    before.push(...predecessorsOfHost(process, node.attachedTo));
  if (node.kind === 'startEvent' && node.parent !== undefined) {
    const scope = process.nodes.get(node.parent);
    before.push(...(scope?.kind === 'eventSubProcess' ? [scope.id] : (scope?.incoming.map((flow) => flow.from) ?? [])));
  }
  // An event sub-process may begin at any time: as soon as the scope around it has begun.
  if (node.kind === 'eventSubProcess') before.push(process.starts.get(node.parent ?? '') ?? process.start);
  if (node.kind === 'subProcess' || node.kind === 'transaction') {
    const ends = [...process.nodes.values()].filter((inner) => inner.parent === node.id && inner.outgoing.length === 0);
    before.length = 0;
    before.push(...ends.map((inner) => inner.id));
  }
  for (const [from, to] of process.links) if (to === node.id) before.push(from);
  return before;
}

/** A boundary event leaves its host before the host is done: what counts is what came before the host. */
function predecessorsOfHost(process: ProcessModel, host: string): readonly string[] {
  return process.nodes.get(host)?.incoming.map((flow) => flow.from) ?? [];
}
