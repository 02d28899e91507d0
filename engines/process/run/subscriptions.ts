import type { Node } from '../model.ts';
import type { Subscription, Token } from '../state.ts';
import { noValue, optionalText, text, textOf, valueAt } from './evaluate.ts';
import { fresh, type Run, scopeOf } from './run.ts';
import { DEFAULT_ZONE, dueAt } from './timers.ts';

/** Who waits: a token, or a scope with an event sub-process. */
type Waiter = Pick<Subscription, 'token' | 'scope'>;

/** Arms the boundary events of an activity that has just been entered; errors and escalations need no subscription. */
export function armBoundary(run: Run, node: Node, token: Token): void {
  for (const boundary of run.model.boundary.get(node.id) ?? []) arm(run, boundary, token);
}

/** Makes the token wait for an event. Names, keys and times are evaluated now, as seen from the token. */
export function arm(run: Run, event: Node, token: Token): void {
  armFor(run, event, { token: token.id }, scopeOf(run, token));
}

/** Arms the event sub-processes of a scope that has just been opened (process.md §2, Event sub-process). */
export function armScope(run: Run, element: string, scope: number): void {
  for (const inside of run.model.eventSubProcesses.get(element) ?? []) {
    const start = run.model.nodes.get(run.model.starts.get(inside.id) ?? '');
    if (start !== undefined) armFor(run, start, { token: 0, scope }, scope);
  }
}

/** Makes a token or a scope wait for an event; what it says is evaluated as seen from `scope`. */
export function armFor(run: Run, event: Node, waiter: Waiter, scope: number): void {
  const waits = event.event;
  if (waits?.kind === 'message' && waits.message !== undefined) {
    const name = text(run, waits.message.name, scope, event, 'message');
    const key = optionalText(run, waits.message.correlationKey, scope);
    if (key === undefined && waits.message.correlationKey !== undefined) {
      noValue(waits.message.correlationKey, event, 'correlationKey');
    }
    subscribe(run, { kind: 'message', name, ...(key === undefined ? {} : { key }) }, event, waiter);
  }
  if (waits?.kind === 'timer' && waits.timer !== undefined) {
    const written = textOf(valueAt(run, waits.timer.value, scope));
    const { at, zone = DEFAULT_ZONE } = run.event;
    const due = written === undefined ? undefined : dueAt(waits.timer.kind, written, at, zone);
    subscribe(run, { kind: 'timer', ...(due ?? noValue(waits.timer.value, event, 'timer')) }, event, waiter);
  }
  if (waits?.kind === 'signal' && waits.signal !== undefined) {
    subscribe(run, { kind: 'signal', name: text(run, waits.signal.name, scope, event, 'signal') }, event, waiter);
  }
  if (waits?.kind === 'condition') run.armed.push(subscribe(run, { kind: 'condition' }, event, waiter));
}

function subscribe(run: Run, what: Omit<Subscription, 'id' | 'token' | 'element'>, event: Node, who: Waiter): number {
  const id = fresh(run);
  renew(run, { id, element: event.id, ...who, ...what });
  return id;
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

/** Removes all that the event sub-processes of a scope wait for. */
export function disarmScope(run: Run, scope: number): void {
  for (const one of run.subscriptions.values()) if (one.scope === scope) unsubscribe(run, one);
}
