import type { Bilingual } from '@torget/feel';
import type { Effect, Event, Node, ProcessModel, Refusal, ScopeState, State, Subscription, Token } from '../types.ts';

/** The working copy of one step: the state opened up for change, and the effects so far. Lives only inside `advance`. */
export interface Run {
  readonly model: ProcessModel;
  readonly event: Event;
  next: number;
  readonly tokens: Map<number, Token>;
  readonly scopes: Map<number, ScopeState>;
  readonly subscriptions: Map<number, Subscription>;
  readonly effects: Effect[];
  /** Tokens on their way into an element; the last one goes first, so that a branch runs until it waits. */
  readonly agenda: number[];
  ended: State['ended'];
}

export function open(model: ProcessModel, state: State | null, event: Event): Run {
  return {
    model,
    event,
    next: state?.next ?? 1,
    tokens: new Map(state?.tokens.map((token) => [token.id, token])),
    scopes: new Map(state?.scopes.map((scope) => [scope.id, scope])),
    subscriptions: new Map(state?.subscriptions.map((one) => [one.id, one])),
    effects: [],
    agenda: [],
    ended: state?.ended,
  };
}

export function close(run: Run): State {
  return {
    process: run.model.id,
    next: run.next,
    tokens: [...run.tokens.values()],
    scopes: [...run.scopes.values()],
    subscriptions: [...run.subscriptions.values()],
    ...(run.ended === undefined ? {} : { ended: run.ended }),
  };
}

/** Leaves the step from any depth; `advance` catches it and answers `{ refused }`. Nothing outside ever sees it. */
export class Refused {
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    this.refusal = refusal;
  }
}

export function refuse(code: Refusal['code'], message: Bilingual, element?: string): never {
  throw new Refused({ code, message, ...(element === undefined ? {} : { element }) });
}

export function fresh(run: Run): number {
  const id = run.next;
  run.next += 1;
  return id;
}

/** The node of an element id; a state may come from another version of the model. */
export function nodeOf(run: Run, element: string): Node {
  return (
    run.model.nodes.get(element) ??
    refuse(
      'unknown-element',
      { sv: `Elementet ${element} finns inte i modellen.`, en: `The element ${element} is not in the model.` },
      element,
    )
  );
}

/** Scope that belongs to a token itself: a running sub-process, or the local variables of a task. */
export function ownScope(run: Run, token: number): ScopeState | undefined {
  for (const scope of run.scopes.values()) if (scope.token === token) return scope;
  return undefined;
}

export function history(run: Run, token: Token, what: 'entered' | 'completed' | 'cancelled'): void {
  run.effects.push({ kind: 'history', element: token.element, token: token.id, what });
}
