import type { FeelContext } from '@torget/feel';
import type { Flow, Node, Token } from '../types.ts';
import { condition } from './evaluate.ts';
import { applyOutputs } from './mapping.ts';
import { fresh, history, nodeOf, ownScope, type Run, refuse } from './run.ts';
import { disarm } from './subscriptions.ts';

/** Puts a token before an element of a scope; it enters when its turn on the agenda comes. */
export function send(run: Run, element: string, scope: number, by?: string): Token {
  const token: Token = { id: fresh(run), scope, element, state: 'waiting', ...(by === undefined ? {} : { by }) };
  run.tokens.set(token.id, token);
  return token;
}

/** Sends one token down each flow; the first flow runs first until it waits. */
export function take(run: Run, flows: readonly Flow[], scope: number): void {
  const sent = flows.map((flow) => {
    run.effects.push({ kind: 'took', flow: flow.id });
    return send(run, flow.to, scope, flow.id).id;
  });
  run.agenda.push(...sent.reverse());
}

/** Completes an element: outputs, subscriptions gone, then on by its flows. */
export function complete(run: Run, node: Node, token: Token, output?: FeelContext): void {
  applyOutputs(run, node, token, output);
  finish(run, token);
  leave(run, node, token.scope);
}

/** Takes a token out of the state as completed. */
export function finish(run: Run, token: Token): void {
  disarm(run, token.id);
  const own = ownScope(run, token.id);
  if (own !== undefined) run.scopes.delete(own.id);
  run.tokens.delete(token.id);
  history(run, token, 'completed');
}

/** All flows of an element fire, conditional ones when true, the default when none of those is (BPMN 2.0 §13.2.1). */
export function leave(run: Run, node: Node, scope: number): void {
  const { outgoing } = node;
  const plain = outgoing.every((flow) => flow.condition === undefined && !flow.isDefault);
  const taken = plain ? outgoing : chosen(run, node, scope);
  if (taken.length > 0) take(run, taken, scope);
  else if (outgoing.length > 0) noFlow(node);
  else settle(run, scope);
}

function chosen(run: Run, node: Node, scope: number): readonly Flow[] {
  const regular = node.outgoing.filter((flow) => !flow.isDefault);
  const open = regular.filter((flow) => flow.condition === undefined || condition(run, flow.condition, scope, flow.id));
  const conditional = open.some((flow) => flow.condition !== undefined);
  const fallback = node.outgoing.filter((flow) => flow.isDefault);
  return conditional || fallback.length === 0 ? open : [...open, ...fallback];
}

export function noFlow(node: Node): never {
  const shown = node.name ?? node.id;
  return refuse(
    'no-flow-true',
    {
      sv: `Inget villkor efter "${shown}" är sant och det finns inget standardflöde.`,
      en: `No condition behind "${shown}" is true and there is no default flow.`,
    },
    node.id,
  );
}

/** A scope without tokens is done: the sub-process completes, or the instance ends. */
export function settle(run: Run, scope: number): void {
  for (const token of run.tokens.values()) if (token.scope === scope) return;
  const state = run.scopes.get(scope);
  if (state === undefined) return;
  const token = state.token === undefined ? undefined : run.tokens.get(state.token);
  if (token !== undefined) complete(run, nodeOf(run, token.element), token);
  else end(run, 'completed');
}

export function end(run: Run, how: 'completed' | 'cancelled'): void {
  run.ended = how;
  run.effects.push({ kind: 'ended', how });
}
