import type { FeelContext } from '@torget/feel';
import type { Node } from '../model.ts';
import type { Subscription, Token } from '../state.ts';
import { complete, divert, finish, follow, startEventSub } from './complete.ts';
import { send } from './move.ts';
import { history, nodeOf, type Run, refuse } from './run.ts';
import { renew, unsubscribe } from './subscriptions.ts';
import { DEFAULT_ZONE, nextDue } from './timers.ts';

/** A message, signal or timer has come for a subscription, or its condition is true. */
export function happen(run: Run, subscription: Subscription, variables?: FeelContext): void {
  const event = nodeOf(run, subscription.element);
  if (subscription.scope !== undefined) {
    if (event.interrupting === false && subscription.kind === 'timer') again(run, subscription);
    startEventSub(run, event, subscription.scope, variables);
    return;
  }
  const token = run.tokens.get(subscription.token) ?? unknownSubscription(subscription.id);
  const waiting = nodeOf(run, token.element);
  if (event.kind === 'boundaryEvent') boundary(run, event, token, subscription, variables);
  else if (waiting.kind === 'eventBasedGateway') gateway(run, waiting, event, token, variables);
  else complete(run, event, token, variables);
}

export function unknownSubscription(id: number): never {
  return refuse('unknown-subscription', {
    sv: `Ingen väntar på händelsen (prenumeration ${id}).`,
    en: `Nothing waits for the event (subscription ${id}).`,
  });
}

function boundary(
  run: Run,
  event: Node,
  host: Token,
  subscription: Subscription,
  variables: FeelContext | undefined,
): void {
  if (event.interrupting === false) {
    if (subscription.kind === 'timer') again(run, subscription);
    follow(run, event, host.scope, variables);
  } else divert(run, event, host, variables);
}

/** A cycle waits for its next time; any other timer is used up. A message may come again. */
function again(run: Run, subscription: Subscription): void {
  const { every, due, remaining } = subscription;
  const left = remaining === undefined ? undefined : remaining - 1;
  const zone = run.event.zone ?? DEFAULT_ZONE;
  const next = every === undefined || due === undefined ? undefined : nextDue(due, every, run.event.at, zone);
  if (next === undefined || (left !== undefined && left <= 0)) unsubscribe(run, subscription);
  else renew(run, { ...subscription, due: next, ...(left === undefined ? {} : { remaining: left }) });
}

/** The first event wins: the other subscriptions go, and the token moves through the event. */
function gateway(run: Run, node: Node, event: Node, token: Token, variables: FeelContext | undefined): void {
  const flow = node.outgoing.find((one) => one.to === event.id);
  finish(run, token);
  if (flow !== undefined) run.effects.push({ kind: 'took', flow: flow.id });
  const next = send(run, event.id, token.scope, flow === undefined ? {} : { by: flow.id });
  history(run, next, 'entered');
  complete(run, event, next, variables);
}
