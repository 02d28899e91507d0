import type { Flow, Node, ProcessModel } from '../model.ts';
import type { Token } from '../state.ts';
import { complete, finish } from './complete.ts';
import { condition } from './evaluate.ts';
import { depart, listenAt, noFlow } from './move.ts';
import { history, nodeOf, type Run } from './run.ts';

/** All true flows, the default only when none is; nothing true and no default is a fault. */
export function splitInclusive(run: Run, node: Node, token: Token): void {
  history(run, token, 'entered');
  listenAt(run, node.listeners?.start, token);
  const { outgoing } = node;
  if (outgoing.length === 0) {
    complete(run, node, token);
    return;
  }
  const open = outgoing.filter(
    (flow) => !flow.isDefault && (flow.condition === undefined || condition(run, flow.condition, token.scope, flow.id)),
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
  const waiting = [...run.tokens.values()].filter(
    (token) => token.state === 'joining' && nodeOf(run, token.element).kind === 'inclusiveGateway',
  );
  if (waiting.length === 0) return false;
  const order = orderOf(run.model);
  const place = (token: Token) => order.get(token.element) ?? 0;
  waiting.sort((a, b) => place(a) - place(b) || a.id - b.id);
  for (const first of waiting) {
    const node = nodeOf(run, first.element);
    const here = waiting.filter((one) => one.element === first.element && one.scope === first.scope);
    if (here[0]?.id !== first.id || !mayFire(run, node, first.scope, here)) continue;
    const taken = new Map<string | undefined, Token>();
    for (const one of here) if (!taken.has(one.by)) taken.set(one.by, one);
    for (const one of taken.values()) run.tokens.delete(one.id);
    splitInclusive(run, node, { ...first, state: 'waiting' });
    return true;
  }
  return false;
}

/**
 * Every other token of the scope that can reach an empty flow without passing the join must also be able to reach one
 * that has a token already, likewise: the second half of the rule keeps joins in loops from waiting for ever.
 */
function mayFire(run: Run, node: Node, scope: number, here: readonly Token[]): boolean {
  const filled = new Set(here.map((token) => token.by));
  const [full, empty] = [
    node.incoming.filter(({ id }) => filled.has(id)),
    node.incoming.filter(({ id }) => !filled.has(id)),
  ];
  if (empty.length === 0) return true;
  for (const token of run.tokens.values()) {
    if (token.scope !== scope || here.includes(token)) continue;
    if (canReach(run.model, token, node, empty) && !canReach(run.model, token, node, full)) return false;
  }
  return true;
}

function canReach(model: ProcessModel, token: Token, join: Node, flows: readonly Flow[]): boolean {
  // At an asynchronous exit the token stands on its flow already.
  const on = token.state === 'after' && token.by !== undefined ? model.flows.get(token.by) : undefined;
  if (on !== undefined && flows.some((flow) => flow.id === on.id)) return true;
  // One that waits for its asynchronous entry stands on its flow before the join.
  if (token.state === 'before' && token.element === join.id) return flows.some((flow) => flow.id === token.by);
  const from = on?.to ?? token.element;
  return from !== join.id && flows.some((flow) => sources(model, join, flow).has(from));
}

const orders = new WeakMap<ProcessModel, ReadonlyMap<string, number>>();

/** The place of each element in the file. */
function orderOf(model: ProcessModel): ReadonlyMap<string, number> {
  const order = orders.get(model) ?? new Map([...model.nodes.keys()].map((id, index) => [id, index]));
  orders.set(model, order);
  return order;
}

/** Elements from which a flow into a join can be reached without passing the join: worked out once per model. */
const reach = new WeakMap<ProcessModel, Map<string, ReadonlySet<string>>>();

export function sources(model: ProcessModel, join: Node, flow: Flow): ReadonlySet<string> {
  const known = reach.get(model) ?? new Map<string, ReadonlySet<string>>();
  reach.set(model, known);
  const found = known.get(flow.id) ?? backwards(model, join, flow);
  known.set(flow.id, found);
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
