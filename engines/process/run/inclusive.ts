import type { Flow, Node, ProcessModel } from '../model.ts';
import type { Token } from '../state.ts';
import { askListener } from './ask.ts';
import { complete, finish } from './complete.ts';
import { condition } from './evaluate.ts';
import { depart, listenAt, noFlow } from './move.ts';
import { history, nodeOf, type Run, scopeOf } from './run.ts';

/** All true flows, the default only when none is; nothing true and no default is a fault. */
export function splitInclusive(run: Run, node: Node, token: Token): void {
  history(run, token, 'entered');
  listenAt(run, node.listeners?.start, token);
  if (!askListener(run, node, token, 'start', 0)) leaveInclusive(run, node, token);
}

export function leaveInclusive(run: Run, node: Node, token: Token): void {
  const { outgoing } = node;
  if (outgoing.length === 0) {
    complete(run, node, token);
    return;
  }
  const open = outgoing.filter(
    (flow) =>
      !flow.isDefault && (flow.condition === undefined || condition(run, flow.condition, scopeOf(run, token), flow.id)),
  );
  const fallback = outgoing.filter((flow) => flow.isDefault);
  const taken = open.length > 0 ? open : fallback;
  if (taken.length === 0) noFlow(node);
  listenAt(run, node.listeners?.end, token);
  finish(run, token);
  depart(run, node, taken, token.scope);
}

/**
 * Fires the first inclusive join, in the order of the file, that has nothing more to wait for (BPMN 2.0 §13.4.3). Asked
 * when every token stands still, so also after a cancellation. False when none can fire.
 */
export function fireInclusive(run: Run): boolean {
  for (const here of joinsWaiting(run)) {
    const [first] = here;
    const node = first === undefined ? undefined : nodeOf(run, first.element);
    if (first === undefined || node === undefined || !mayFire(run, node, first.scope, here)) continue;
    const taken = new Map<string | undefined, Token>();
    for (const one of here) if (!taken.has(one.by)) taken.set(one.by, one);
    for (const one of taken.values()) run.tokens.delete(one.id);
    splitInclusive(run, node, { ...first, state: 'waiting' });
    return true;
  }
  return false;
}

/** The tokens at each inclusive join of each scope, joins in the order of the file. */
function joinsWaiting(run: Run): readonly (readonly Token[])[] {
  const joins = new Map<string, Token[]>();
  for (const token of run.tokens.values()) {
    if (token.state !== 'joining') continue;
    const key = `${token.scope} ${token.element}`;
    const here = joins.get(key);
    if (here !== undefined) here.push(token);
    else if (nodeOf(run, token.element).kind === 'inclusiveGateway') joins.set(key, [token]);
  }
  if (joins.size < 2) return [...joins.values()];
  const order = orderOf(run.model);
  const place = ([token]: readonly Token[]) => order.get(token?.element ?? '') ?? 0;
  return [...joins.values()].sort((a, b) => place(a) - place(b));
}

/**
 * Every other token of the scope that can reach an empty flow without passing the join must also be able to reach one
 * that has a token already, likewise: the second half of the rule keeps joins in loops from waiting for ever.
 */
function mayFire(run: Run, node: Node, scope: number, here: readonly Token[]): boolean {
  const full = new Set(here.map((token) => token.by ?? ''));
  const empty = new Set(node.incoming.map(({ id }) => id).filter((id) => !full.has(id)));
  if (empty.size === 0) return true;
  for (const token of run.tokens.values()) {
    if (token.scope !== scope || (token.element === node.id && token.state === 'joining')) continue;
    const ahead = flowsAhead(run.model, token, node);
    if (ahead.some((id) => empty.has(id)) && !ahead.some((id) => full.has(id))) return false;
  }
  return true;
}

/** The flows into a join that a token can reach without passing it, or stands on. */
function flowsAhead(model: ProcessModel, token: Token, join: Node): readonly string[] {
  // One that waits for its asynchronous entry stands on its flow before the join.
  if (token.state === 'before' && token.element === join.id) return token.by === undefined ? [] : [token.by];
  // At an asynchronous exit the token stands on its flow already.
  const on = token.state === 'after' && token.by !== undefined ? model.flows.get(token.by) : undefined;
  if (on?.to === join.id) return [on.id];
  return reachable(model, join).get(on?.to ?? token.element) ?? [];
}

const orders = new WeakMap<ProcessModel, ReadonlyMap<string, number>>();

/** The place of each element in the file. */
function orderOf(model: ProcessModel): ReadonlyMap<string, number> {
  const order = orders.get(model) ?? new Map([...model.nodes.keys()].map((id, index) => [id, index]));
  orders.set(model, order);
  return order;
}

type Reach = ReadonlyMap<string, readonly string[]>;

/** Element → the flows into a join that can be reached from it without passing the join: worked out once per model. */
const reach = new WeakMap<ProcessModel, Map<string, Reach>>();

export function reachable(model: ProcessModel, join: Node): Reach {
  const known = reach.get(model) ?? new Map<string, Reach>();
  reach.set(model, known);
  const found = known.get(join.id) ?? reachOf(model, join);
  known.set(join.id, found);
  return found;
}

function reachOf(model: ProcessModel, join: Node): Reach {
  const found = new Map<string, string[]>();
  for (const flow of join.incoming) {
    for (const id of backwards(model, join, flow)) found.set(id, [...(found.get(id) ?? []), flow.id]);
  }
  return found;
}

/** Boundary events and links count as edges, event sub-processes do not (process.md §2, Inclusive join). */
function backwards(model: ProcessModel, join: Node, flow: Flow): ReadonlySet<string> {
  const found = new Set<string>();
  const open = [flow.from];
  while (open.length > 0) {
    const id = open.pop() ?? '';
    const node = model.nodes.get(id);
    if (node === undefined || id === join.id || found.has(id)) continue;
    found.add(id);
    open.push(...node.incoming.map((one) => one.from));
    if (node.attachedTo !== undefined) open.push(node.attachedTo);
    for (const [from, to] of model.links) if (to === id) open.push(from);
  }
  return found;
}
