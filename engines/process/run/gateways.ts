import type { Flow, Node } from '../model.ts';
import type { Token } from '../state.ts';
import { askListener } from './ask.ts';
import { complete, finish } from './complete.ts';
import { condition } from './evaluate.ts';
import { splitInclusive } from './inclusive.ts';
import { depart, listenAt, noFlow } from './move.ts';
import { history, type Run, scopeOf } from './run.ts';
import { arm } from './subscriptions.ts';

/** The first true flow in the order of the XML, then the default; none is a fault. */
export function enterExclusive(run: Run, node: Node, token: Token): void {
  history(run, token, 'entered');
  listenAt(run, node.listeners?.start, token);
  if (!askListener(run, node, token, 'start', 0)) leaveExclusive(run, node, token);
}

export function leaveExclusive(run: Run, node: Node, token: Token): void {
  if (node.outgoing.length === 0) {
    complete(run, node, token);
    return;
  }
  const flow = firstTrue(run, node, scopeOf(run, token));
  listenAt(run, node.listeners?.end, token);
  finish(run, token);
  depart(run, node, [flow], token.scope);
}

function firstTrue(run: Run, node: Node, scope: number): Flow {
  for (const flow of node.outgoing) {
    if (flow.isDefault) continue;
    if (flow.condition === undefined || condition(run, flow.condition, scope, flow.id)) return flow;
  }
  return node.outgoing.find((flow) => flow.isDefault) ?? noFlow(node);
}

/**
 * Waits for one token per incoming flow (BPMN 2.0 §13.3.2). Two tokens on one flow do not fire it: the surplus stays
 * for the next round. Counting arrivals, as other engines do, would let it through.
 */
export function enterParallel(run: Run, node: Node, token: Token): void {
  const joined = node.incoming.length > 1 ? join(run, node, token) : [];
  if (joined === undefined) {
    run.tokens.set(token.id, { ...token, state: 'joining' });
    return;
  }
  for (const one of joined) run.tokens.delete(one.id);
  history(run, token, 'entered');
  listenAt(run, node.listeners?.start, token);
  if (!askListener(run, node, token, 'start', 0)) complete(run, node, token);
}

/** The oldest waiting token of each other flow; `undefined` while a flow is empty or has a token before this one. */
function join(run: Run, node: Node, token: Token): readonly Token[] | undefined {
  const waiting = new Map<string | undefined, Token>();
  for (const one of run.tokens.values()) {
    const here = one.element === node.id && one.scope === token.scope && one.state === 'joining';
    if (here && !waiting.has(one.by)) waiting.set(one.by, one);
  }
  if (waiting.has(token.by)) return undefined;
  const others = node.incoming.filter((flow) => flow.id !== token.by).map((flow) => waiting.get(flow.id));
  return others.every((one) => one !== undefined) ? others : undefined;
}

/** A join waits until every token stands still; then it is known who may still come. */
export function enterInclusive(run: Run, node: Node, token: Token): void {
  if (node.incoming.length > 1) run.tokens.set(token.id, { ...token, state: 'joining' });
  else splitInclusive(run, node, token);
}

/** Waits for all events behind it; the first one wins. */
export function enterEventGateway(run: Run, node: Node, token: Token): void {
  history(run, token, 'entered');
  if (!askListener(run, node, token, 'start', 0)) race(run, node, token);
}

export function race(run: Run, node: Node, token: Token): void {
  for (const flow of node.outgoing) {
    const event = run.model.nodes.get(flow.to);
    if (event !== undefined) arm(run, event, token);
  }
}
