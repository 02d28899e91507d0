import type { Bilingual } from '@torget/feel';
import type { Change, Node, ProcessModel } from '../model.ts';
import type { Done, Ended, ScopeState, State, Subscription, Token } from '../state.ts';
import type { Effect, Event, Refusal } from '../step.ts';

/** A variable that has changed in a scope; conditions are judged by it. */
export interface Changed {
  readonly scope: number;
  readonly name: string;
  readonly change: Change;
}

/** The working copy of one step: the state opened up for change, and the effects so far. Lives only inside `advance`. */
export interface Run {
  readonly model: ProcessModel;
  readonly event: Event;
  next: number;
  readonly tokens: Map<number, Token>;
  readonly scopes: Map<number, ScopeState>;
  /** Token → the scope of its own. */
  readonly own: Map<number, number>;
  readonly subscriptions: Map<number, Subscription>;
  done: readonly Done[];
  readonly called: boolean;
  readonly effects: Effect[];
  /** Tokens on their way into an element; the last one goes first, so that a branch runs until it waits. */
  readonly agenda: number[];
  /** Changes of variables that conditions have not been judged by yet. */
  changed: Changed[];
  /** Conditions that have just been armed and have not been judged yet. */
  armed: number[];
  /** Conditions that have fired in this step: each fires once at most. */
  readonly fired: Set<number>;
  ended: Ended | undefined;
}

export function open(model: ProcessModel, state: State | null, event: Event): Run {
  const own = new Map<number, number>();
  for (const scope of state?.scopes ?? []) if (scope.token !== undefined) own.set(scope.token, scope.id);
  return {
    model,
    event,
    next: state?.next ?? 1,
    tokens: new Map(state?.tokens.map((token) => [token.id, token])),
    scopes: new Map(state?.scopes.map((scope) => [scope.id, scope])),
    own,
    subscriptions: new Map(state?.subscriptions.map((one) => [one.id, one])),
    done: state?.done ?? [],
    called: state?.called ?? (event.kind === 'start' && event.called === true),
    effects: [],
    agenda: [],
    changed: [],
    armed: [],
    fired: new Set(),
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
    ...(run.done.length === 0 ? {} : { done: run.done }),
    ...(run.called ? { called: true } : {}),
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
    whole(run.model, element) ??
    refuse(
      'unknown-element',
      { sv: `Elementet ${element} finns inte i modellen.`, en: `The element ${element} is not in the model.` },
      element,
    )
  );
}

/** The process itself, when it listens to its own end: where a token stands that waits for that. */
function whole({ id, ending }: ProcessModel, element: string): Node | undefined {
  if (element !== id || ending === undefined) return undefined;
  const empty = { outgoing: [], incoming: [], headers: {}, properties: {}, inputs: [], outputs: [] };
  return { id, kind: 'task', ...empty, ...ending, jobs: { start: [], end: ending.jobs?.end ?? [] } };
}

/** Scope that belongs to a token itself: a running sub-process, or the local variables of a task. */
export function ownScope(run: Run, token: number): ScopeState | undefined {
  const id = run.own.get(token);
  return id === undefined ? undefined : run.scopes.get(id);
}

/** A scope of the token's own inside the token's scope. */
export function openScope(run: Run, token: Token, more: Partial<ScopeState> = {}): ScopeState {
  const id = fresh(run);
  const scope = { id, element: token.element, parent: token.scope, token: token.id, variables: {}, ...more };
  run.scopes.set(id, scope);
  run.own.set(token.id, id);
  return scope;
}

/** Takes the token's own scope away, and what could be compensated inside it. */
export function closeScope(run: Run, token: number): void {
  const id = run.own.get(token);
  if (id === undefined) return;
  run.scopes.delete(id);
  run.own.delete(token);
  if (run.done.length > 0) run.done = run.done.filter((one) => one.scope !== id);
}

/** Where expressions of a token are evaluated. */
export function scopeOf(run: Run, token: Token): number {
  return run.own.get(token.id) ?? token.scope;
}

/** Whether the token is one instance of a loop, not the element as a whole. */
export function isInstance(run: Run, token: Token): boolean {
  const scope = run.scopes.get(token.scope);
  return scope?.loop !== undefined && scope.element === token.element;
}

export function history(run: Run, token: Token, what: 'entered' | 'completed' | 'cancelled'): void {
  run.effects.push({ kind: 'history', element: token.element, token: token.id, what });
}

export function isEmpty(run: Run, scope: number): boolean {
  for (const token of run.tokens.values()) if (token.scope === scope) return false;
  return true;
}
