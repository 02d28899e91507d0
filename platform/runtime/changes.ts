import type { Stored } from '@torget/feel';
import type { ScopeState, State, Subscription } from '@torget/process';
import type { Snapshot } from './store.ts';

type Rows = object[];

/** Rows to write and rows to delete, by the lists of `runtime.save`; `m` is the place of the instance among the members. */
export interface Changes {
  readonly tokens: Rows;
  readonly scopes: Rows;
  readonly variables: Rows;
  readonly events: Rows;
  readonly timers: Rows;
  readonly done: Rows;
}

export type Kind = keyof Changes;

export function none(): Changes {
  return { tokens: [], scopes: [], variables: [], events: [], timers: [], done: [] };
}

/**
 * The difference between two states of one instance. The engine never changes what it was given, so that what is the
 * same object is the same, and only the rest is looked at.
 */
export function difference(m: number, before: State | null, after: State, put: Changes, gone: Changes): void {
  const was = <T extends { readonly id: number }>(rows: readonly T[] | undefined) =>
    new Map(rows?.map((row) => [row.id, row]));
  each(was(before?.tokens), after.tokens, (token) => put.tokens.push({ m, ...token }), forget(m, gone.tokens));
  each(was(before?.done), after.done ?? [], (one) => put.done.push(doneRow(m, one)), forget(m, gone.done));
  const armed = (one: Subscription) => (one.kind === 'timer' ? put.timers : put.events).push({ m, ...one });
  each(was(before?.subscriptions), after.subscriptions, armed, (one) =>
    (one.kind === 'timer' ? gone.timers : gone.events).push({ m, id: one.id }),
  );
  const scopes = was(before?.scopes);
  each(
    scopes,
    after.scopes,
    (scope) => scopeChanged(m, scopes.get(scope.id), scope, put, gone),
    (scope) => {
      gone.scopes.push({ m, id: scope.id });
      variables(m, scope.id, scope.variables, {}, put, gone);
    },
  );
}

/** Calls `changed` for what is new or another object than before, `left` for what is no longer there. */
function each<T extends { readonly id: number }>(
  before: ReadonlyMap<number, T>,
  after: readonly T[],
  changed: (row: T) => unknown,
  left: (row: T) => unknown,
): void {
  const kept = new Set<number>();
  for (const row of after) {
    kept.add(row.id);
    if (before.get(row.id) !== row) changed(row);
  }
  for (const row of before.values()) if (!kept.has(row.id)) left(row);
}

function forget(m: number, list: Rows): (row: { readonly id: number }) => void {
  return ({ id }) => list.push({ m, id });
}

function doneRow(m: number, { id, scope, element, ...snapshot }: NonNullable<State['done']>[number]): object {
  return { m, id, scope, element, snapshot: snapshot satisfies Snapshot };
}

function scopeChanged(m: number, was: ScopeState | undefined, scope: ScopeState, put: Changes, gone: Changes): void {
  const { variables: now, ...row } = scope;
  if (was === undefined || !sameButVariables(was, scope)) put.scopes.push({ m, ...row });
  variables(m, scope.id, was?.variables ?? {}, now, put, gone);
}

function sameButVariables(a: ScopeState, b: ScopeState): boolean {
  return (
    a.element === b.element &&
    a.parent === b.parent &&
    a.token === b.token &&
    a.counter === b.counter &&
    a.loop === b.loop &&
    a.queue === b.queue &&
    a.results === b.results
  );
}

type Variables = { readonly [name: string]: Stored };

function variables(m: number, scope: number, was: Variables, now: Variables, put: Changes, gone: Changes): void {
  if (was === now) return;
  for (const [name, stored] of Object.entries(now)) {
    const old = Object.hasOwn(was, name) ? was[name] : undefined;
    if (old === stored || (old !== undefined && JSON.stringify(old) === JSON.stringify(stored))) continue;
    put.variables.push({ m, scope, name, value: stored.value, marks: stored.marks });
  }
  for (const name of Object.keys(was)) if (!Object.hasOwn(now, name)) gone.variables.push({ m, scope, name });
}
