import type { Node, ProcessModel } from '../model.ts';

/**
 * What an element asks of a runtime beyond tasks, jobs, decisions, and messages and timers that a token waits for. A
 * runtime says which of these it serves; a model that asks for others must not be deployed on it.
 */
export type Demand =
  /** Loop scopes with counters, frozen items and results. */
  | 'loop'
  /** `call-process` and its answers. */
  | 'call'
  /** Subscriptions of a scope. */
  | 'scope-subscription'
  /** Broadcast, and subscriptions to signals. */
  | 'signal'
  /** Subscriptions to conditions: judged by the engine at every event, also when only facts have changed. */
  | 'condition'
  /** Tokens at asynchronous borders, `defer` and `continue`. */
  | 'continuation'
  /** Completed work in the state, tokens that compensate. */
  | 'compensation'
  /** `activate` and `finish`, queue and results of the scope. */
  | 'ad-hoc'
  /** Instances started by a timer or a signal. */
  | 'start'
  /** The starting person. */
  | 'initiator'
  /** A decision's version, or its rows. */
  | 'decision'
  /** The number of a listener in the state of a token. */
  | 'listener'
  /** What is being done with a task in the state of its token, `task-change`, `task-denied`, calls that nobody waits for. */
  | 'task-listener'
  /** `failed` before a failure is noted. */
  | 'error-definition';

/** Each element with what it asks for, in the order of the file. */
export function demands(model: ProcessModel): readonly { readonly element: string; readonly demand: Demand }[] {
  return [...model.nodes.values()].flatMap((node) => of(node, model).map((demand) => ({ element: node.id, demand })));
}

function of(node: Node, model: ProcessModel): readonly Demand[] {
  const found: Demand[] = [];
  const kind = node.event?.kind;
  const inside = model.nodes.get(node.parent ?? '')?.kind === 'eventSubProcess' && node.kind === 'startEvent';
  if (node.loop !== undefined) found.push('loop');
  if (node.call !== undefined) found.push('call');
  if (kind === 'signal') found.push('signal');
  if (kind === 'condition') found.push('condition');
  if (kind === 'compensation' || kind === 'cancel') found.push('compensation');
  if (inside && (kind === 'message' || kind === 'timer')) found.push('scope-subscription');
  if (node.kind === 'startEvent' && node.parent === undefined && kind === 'timer') found.push('start');
  if (node.before || node.after) found.push('continuation');
  if (node.jobs !== undefined) found.push('listener');
  if (node.taskJobs !== undefined) found.push('task-listener');
  if (node.adHoc !== undefined) found.push('ad-hoc');
  if (node.initiator !== undefined) found.push('initiator');
  const bound = node.decision?.binding?.kind;
  if (bound === 'version' || bound === 'versionTag' || node.decision?.mapping !== undefined) found.push('decision');
  if (node.errors !== undefined) found.push('error-definition');
  return found;
}
