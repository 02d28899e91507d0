import type { Done, Ended, LoopState, ScopeState, State, Subscription, Token } from '@torget/process';
import { sql } from 'kysely';
import type { Db } from '#platform/database/index.ts';

/** An instance as it stands in the database, with its place among those that call each other. */
export interface LoadedInstance {
  readonly id: string;
  readonly businessKey: string;
  /** The business key as models see it; null: the id of the case, empty: none. */
  readonly label: string | null;
  readonly serviceVersion: string;
  readonly process: string;
  readonly root: string;
  readonly rootVersion: string;
  readonly parent: { readonly instance: string; readonly token: number } | undefined;
  readonly depth: number;
  readonly suspended: boolean;
  readonly state: State;
}

type Nullable<T> = { readonly [key in keyof T]: T[key] | null };

interface Row {
  readonly key: string;
  readonly version: string;
  readonly process: string;
  readonly label: string | null;
  readonly root: string;
  readonly rootVersion: string;
  readonly parent: string | null;
  readonly parentToken: number | null;
  readonly depth: number;
  readonly suspended: boolean;
  readonly next: number;
  readonly ended: Ended | null;
  readonly tokens: readonly Nullable<Token>[] | null;
  readonly scopes: readonly ScopeRow[] | null;
  readonly variables: readonly VariableRow[] | null;
  readonly events: readonly Nullable<Subscription>[] | null;
  readonly timers: readonly Nullable<Subscription>[] | null;
  readonly done: readonly (Omit<Done, 'counter' | 'variables' | 'inner'> & { readonly snapshot: Snapshot })[] | null;
}

interface ScopeRow {
  readonly id: number;
  readonly element: string;
  readonly parent: number | null;
  readonly token: number | null;
  readonly counter: number | null;
  readonly loop: LoopState | null;
  readonly queue: readonly string[] | null;
  readonly results: ScopeState['results'] | null;
}

interface VariableRow {
  readonly scope: number;
  readonly name: string;
  readonly value: never;
  readonly marks: { readonly [pointer: string]: string } | null;
}

/** What is kept of completed work beside its place: its variables as they were. */
export type Snapshot = Pick<Done, 'counter' | 'variables' | 'inner'>;

/** Locks the tree of an instance and reads its whole state in one statement; undefined when there is none. */
export async function loadInstance(tx: Db, id: string): Promise<LoadedInstance | undefined> {
  const { rows } = await sql<{ doc: Row | null }>`select runtime.load(${id}) as doc`.execute(tx);
  const row = rows[0]?.doc ?? undefined;
  if (row === undefined) return undefined;
  return {
    id,
    businessKey: row.key,
    label: row.label,
    serviceVersion: row.version,
    process: row.process,
    root: row.root,
    rootVersion: row.rootVersion,
    parent: row.parent === null ? undefined : { instance: row.parent, token: row.parentToken ?? 0 },
    depth: row.depth,
    suspended: row.suspended,
    state: toState(row),
  };
}

function toState(row: Row): State {
  const subscriptions = [...(row.events ?? []), ...(row.timers ?? []).map(toTimer)].map(bare);
  const done = (row.done ?? []).map(({ snapshot, ...rest }) => ({ ...rest, ...snapshot }));
  return {
    process: row.process,
    next: row.next,
    tokens: (row.tokens ?? []).map((token) => bare(token) as Token),
    scopes: scopesOf(row.scopes ?? [], row.variables ?? []),
    subscriptions: (subscriptions as Subscription[]).sort((a, b) => a.id - b.id),
    ...(done.length === 0 ? {} : { done }),
    ...(row.parent === null ? {} : { called: true }),
    ...(row.ended === null ? {} : { ended: row.ended }),
  };
}

function toTimer(row: Nullable<Subscription>): Nullable<Subscription> {
  return { ...row, kind: 'timer', due: Temporal.Instant.from(row.due ?? '').toString() };
}

/** A row without what is null: the state leaves out what is not there. */
function bare(row: object): object {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null));
}

function scopesOf(rows: readonly ScopeRow[], variables: readonly VariableRow[]): ScopeState[] {
  const held = new Map(rows.map(({ id }) => [id, {} as { [name: string]: ScopeState['variables'][string] }]));
  for (const { scope, name, value, marks } of variables) {
    const stored = marks === null ? { value } : { value, marks };
    // A variable may be called `__proto__`: define, never assign.
    Object.defineProperty(held.get(scope) ?? {}, name, { value: stored, enumerable: true, configurable: true });
  }
  return rows.map((row) => ({ ...bare(row), variables: held.get(row.id) ?? {} }) as ScopeState);
}
