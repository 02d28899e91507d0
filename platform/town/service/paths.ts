import type { Node, ProcessModel } from '@torget/process';
import { calledBy, type Processes } from './processes.ts';

/**
 * True when no way from the start reaches the element without passing a node that holds, also through processes that are
 * called. Walks the graph backwards.
 */
export function everyPathPasses(processes: Processes, element: string, holds: (node: Node) => boolean): boolean {
  const process = whole(processes);
  const seen = new Set<string>([element]);
  const queue = [element];
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    const node = process.nodes.get(id);
    if (node === undefined) continue;
    if (id !== element && holds(node)) continue;
    if (isFirst(process, node)) return false;
    for (const before of predecessors(process, node)) {
      if (!seen.has(before)) {
        seen.add(before);
        queue.push(before);
      }
    }
  }
  return true;
}

/** All processes of a service as one graph: ids are unique in it. */
interface Whole {
  readonly nodes: ReadonlyMap<string, Node>;
  readonly starts: ReadonlyMap<string, string>;
  readonly links: ReadonlyMap<string, string>;
  /** Element → the process that it stands in. */
  readonly inside: ReadonlyMap<string, ProcessModel>;
  readonly processes: Processes;
}

function whole(processes: Processes): Whole {
  const models = [...processes.all.values()];
  return {
    nodes: new Map(models.flatMap((model) => [...model.nodes])),
    starts: new Map(models.flatMap((model) => [...model.starts])),
    links: new Map(models.flatMap((model) => [...model.links])),
    inside: new Map(models.flatMap((model) => [...model.nodes.keys()].map((id) => [id, model] as const))),
    processes,
  };
}

/** A start that nothing comes before: of the service's own process, or of one that an expression may call. */
function isFirst(process: Whole, node: Node): boolean {
  if (node.kind !== 'startEvent' || node.parent !== undefined) return false;
  return callers(process, node).length === 0;
}

function callers(process: Whole, start: Node): readonly Node[] {
  const called = process.inside.get(start.id)?.id;
  return [...process.nodes.values()].filter((node) => node.call !== undefined && calledBy(node) === called);
}

/** Where a token may have been before: by a flow, at the host of a boundary event, outside and inside a sub-process. */
function predecessors(process: Whole, node: Node): readonly string[] {
  const called = process.processes.all.get(calledBy(node) ?? '');
  // What is called has been gone through from its start to one of its ends.
  if (called !== undefined) return ends(called.nodes.values(), undefined);
  const before = node.incoming.map((flow) => flow.from);
  if (node.kind === 'boundaryEvent' && node.attachedTo !== undefined)
    before.push(...predecessorsOfHost(process, node.attachedTo));
  if (node.kind === 'startEvent' && node.parent === undefined)
    before.push(...callers(process, node).flatMap((call) => call.incoming.map((flow) => flow.from)));
  if (node.kind === 'startEvent' && node.parent !== undefined) {
    const scope = process.nodes.get(node.parent);
    before.push(...(scope?.kind === 'eventSubProcess' ? [scope.id] : (scope?.incoming.map((flow) => flow.from) ?? [])));
  }
  // An event sub-process may begin at any time: as soon as the scope around it has begun.
  if (node.kind === 'eventSubProcess')
    before.push(process.starts.get(node.parent ?? '') ?? process.inside.get(node.id)?.start ?? '');
  if (node.kind === 'subProcess' || node.kind === 'transaction') {
    before.length = 0;
    before.push(...ends(process.nodes.values(), node.id));
  }
  for (const [from, to] of process.links) if (to === node.id) before.push(from);
  return before;
}

/** A boundary event leaves its host before the host is done: what counts is what came before the host. */
function predecessorsOfHost(process: Whole, host: string): readonly string[] {
  return process.nodes.get(host)?.incoming.map((flow) => flow.from) ?? [];
}

/** Elements of a scope that nothing follows. */
function ends(nodes: Iterable<Node>, parent: string | undefined): readonly string[] {
  return [...nodes].filter((inner) => inner.parent === parent && inner.outgoing.length === 0).map(({ id }) => id);
}
