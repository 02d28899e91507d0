import type { Node, Subscription, Token } from '../types.ts';
import { noValue, optionalText, text, textOf, valueAt } from './evaluate.ts';
import { fresh, ownScope, type Run } from './run.ts';
import { DEFAULT_ZONE, dueAt } from './timers.ts';

/** Arms the boundary events of an activity that has just been entered; errors need no subscription. */
export function armBoundary(run: Run, node: Node, token: Token): void {
  for (const boundary of run.model.boundary.get(node.id) ?? []) arm(run, boundary, token);
}

/** Makes the token wait for a message or a timer. Names, keys and times are evaluated now, as seen from the token. */
export function arm(run: Run, event: Node, token: Token): void {
  const scope = ownScope(run, token.id)?.id ?? token.scope;
  const waits = event.event;
  if (waits?.kind === 'message' && waits.message !== undefined) {
    const name = text(run, waits.message.name, scope, event, 'message');
    const key = optionalText(run, waits.message.correlationKey, scope);
    if (key === undefined && waits.message.correlationKey !== undefined) {
      noValue(waits.message.correlationKey, event, 'correlationKey');
    }
    subscribe(run, { kind: 'message', name, ...(key === undefined ? {} : { key }) }, event, token);
  }
  if (waits?.kind === 'timer' && waits.timer !== undefined) {
    const written = textOf(valueAt(run, waits.timer.value, scope));
    const { at, zone = DEFAULT_ZONE } = run.event;
    const due = written === undefined ? undefined : dueAt(waits.timer.kind, written, at, zone);
    subscribe(run, { kind: 'timer', ...(due ?? noValue(waits.timer.value, event, 'timer')) }, event, token);
  }
}

function subscribe(run: Run, what: Omit<Subscription, 'id' | 'token' | 'element'>, event: Node, token: Token): void {
  renew(run, { id: fresh(run), token: token.id, element: event.id, ...what });
}

/** Stores a subscription, new or with its next due time. */
export function renew(run: Run, subscription: Subscription): void {
  run.subscriptions.set(subscription.id, subscription);
  run.effects.push({ kind: 'subscribe', subscription });
}

export function unsubscribe(run: Run, subscription: Subscription): void {
  run.subscriptions.delete(subscription.id);
  run.effects.push({ kind: 'unsubscribe', subscription: subscription.id, element: subscription.element });
}

/** Removes all that a token waits for. */
export function disarm(run: Run, token: number): void {
  for (const one of run.subscriptions.values()) if (one.token === token) unsubscribe(run, one);
}
