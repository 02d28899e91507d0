import { isSubProcess } from '../load/kinds.ts';
import type { Flow, Node, ProcessModel } from '../model.ts';

/**
 * One scope of a model (the process, or a sub-process) as a token game without data: every condition, message, timer
 * and error may turn out either way. A sub-process inside counts as one activity; it is a scope of its own.
 */
export interface Net {
  readonly scope: string | undefined;
  readonly model: ProcessModel;
  readonly nodes: readonly Node[];
  readonly starts: readonly Node[];
  /** The ways in which a node can go on once it has its token(s). */
  readonly ways: (node: Node) => readonly Way[];
}

/** Flows that get a token; `ends` when the whole scope stops (terminate, error end). */
export interface Way {
  readonly flows: readonly Flow[];
  readonly ends?: true;
}

export function nets(model: ProcessModel): readonly Net[] {
  const nodes = [...model.nodes.values()];
  const scopes = [undefined, ...nodes.filter((node) => isSubProcess(node.kind))];
  return scopes.map((scope) => {
    // Event sub-processes and compensation handlers are no part of the flow: nothing leads to them.
    const inside = nodes.filter(
      (node) => node.parent === scope?.id && node.kind !== 'eventSubProcess' && node.isHandler !== true,
    );
    const starts = inside.filter((node) =>
      scope?.kind === 'adHocSubProcess' ? isLoose(node) : node.kind === 'startEvent',
    );
    return { scope: scope?.id, model, nodes: inside, starts, ways: (node) => waysOf(model, node) };
  });
}

/** What staff may start in an ad-hoc sub-process. */
function isLoose(node: Node): boolean {
  return node.incoming.length === 0 && node.attachedTo === undefined;
}

function waysOf(model: ProcessModel, node: Node): readonly Way[] {
  const thrown = node.event?.kind;
  if (thrown === 'terminate' || (node.kind === 'endEvent' && (thrown === 'error' || thrown === 'cancel'))) {
    return [{ flows: [], ends: true }];
  }
  const link = model.nodes.get(model.links.get(node.id) ?? '');
  if (link !== undefined) return [{ flows: link.outgoing }];
  if (node.kind === 'exclusiveGateway' || node.kind === 'eventBasedGateway') {
    return node.outgoing.map((flow) => ({ flows: [flow] }));
  }
  if (node.kind === 'inclusiveGateway') return choices(node.outgoing).map((flows) => ({ flows }));
  const own = subsets(node.outgoing);
  const boundary = (model.boundary.get(node.id) ?? []).filter(({ event }) => event?.kind !== 'compensation');
  const beside = boundary.filter((event) => event.interrupting === false).map((event) => event.outgoing);
  // A non-interrupting event may come once or not at all; oftener only adds tokens of the same kind.
  // Each alone and all together are enough, as with conditional flows below.
  const extras = [[], ...beside, ...(beside.length > 1 ? [beside.flat()] : [])];
  const normal = own.flatMap((flows) => extras.map((extra) => ({ flows: [...flows, ...extra] })));
  const cut = boundary.filter((event) => event.interrupting !== false);
  return [...normal, ...cut.flatMap((event) => extras.map((extra) => ({ flows: [...event.outgoing, ...extra] })))];
}

/** Flows of an inclusive split: each alone, all together, and the default instead of them. */
function choices(outgoing: readonly Flow[]): readonly (readonly Flow[])[] {
  const always = outgoing.filter((flow) => flow.condition === undefined && !flow.isDefault);
  const may = outgoing.filter((flow) => flow.condition !== undefined);
  const fallback = outgoing.filter((flow) => flow.isDefault);
  const found = [...may.map((flow) => [...always, flow]), [...always, ...may], always.length > 0 ? always : fallback];
  return found.filter((flows) => flows.length > 0);
}

/** Flows of an activity: the plain ones always, of the conditional ones any, the default when no conditional is taken. */
function subsets(outgoing: readonly Flow[]): readonly (readonly Flow[])[] {
  const plain = outgoing.filter((flow) => flow.condition === undefined && !flow.isDefault);
  const fallback = outgoing.filter((flow) => flow.isDefault);
  const conditional = outgoing.filter((flow) => flow.condition !== undefined);
  if (conditional.length === 0) return [[...plain, ...fallback]];
  // Each alone and all together show every join that could wait in vain, without 2ⁿ cases.
  const chosen = [...conditional.map((flow) => [flow]), ...(conditional.length > 1 ? [conditional] : [])];
  return [[...plain, ...fallback], ...chosen.map((flows) => [...plain, ...flows])].filter((set) => set.length > 0);
}
