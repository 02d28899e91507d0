import type { ScopeState, State, Subscription, Token } from '@torget/process';
import { sql } from 'kysely';
import type { Db } from '#platform/database/index.ts';

export interface LoadedInstance {
  readonly id: string;
  readonly businessKey: string;
  readonly serviceVersion: string;
  readonly process: string;
  readonly state: State;
}

interface Row {
  readonly business_key: string;
  readonly service_version: string;
  readonly process: string;
  readonly next: number;
  readonly ended_how: 'completed' | 'cancelled' | null;
  readonly tokens: (Token & { by: string | null })[];
  readonly scopes: { id: number; element: string; parent: number | null; token: number | null }[];
  readonly variables: { scope: number; name: string; value: never; marks: { [pointer: string]: string } | null }[];
  readonly messages: { id: number; token: number; element: string; name: string; key: string | null }[];
  readonly timers: {
    id: number;
    token: number;
    element: string;
    due: string;
    remaining: number | null;
    every: string | null;
  }[];
}

/** Locks an instance and reads its whole state in one statement; undefined when there is none. */
export async function loadInstance(tx: Db, id: string): Promise<LoadedInstance | undefined> {
  const { rows } = await sql<Row>`
    select i.business_key, d.service_version, d.process, i.next, i.ended_how,
      (select coalesce(jsonb_agg(jsonb_build_object('id', t.id, 'scope', t.scope, 'element', t.element, 'state', t.state, 'by', t.by)
        order by t.id), '[]') from runtime.token t where t.instance_id = i.id) as tokens,
      (select coalesce(jsonb_agg(jsonb_build_object('id', s.id, 'element', s.element, 'parent', s.parent, 'token', s.token)
        order by s.id), '[]') from runtime.scope s where s.instance_id = i.id) as scopes,
      (select coalesce(jsonb_agg(jsonb_build_object('scope', v.scope, 'name', v.name, 'value', v.value, 'marks', v.marks)), '[]')
        from runtime.variable v where v.instance_id = i.id) as variables,
      (select coalesce(jsonb_agg(jsonb_build_object('id', m.id, 'token', m.token, 'element', m.element, 'name', m.name, 'key', m.key)
        order by m.id), '[]') from runtime.subscription m where m.instance_id = i.id) as messages,
      (select coalesce(jsonb_agg(jsonb_build_object('id', r.id, 'token', r.token, 'element', r.element, 'due', r.due,
        'remaining', r.remaining, 'every', r.every) order by r.id), '[]') from runtime.timer r where r.instance_id = i.id) as timers
    from runtime.instance i join runtime.definition d on d.id = i.definition_id
    where i.id = ${id} for update of i`.execute(tx);
  const row = rows[0];
  if (row === undefined) return undefined;
  return {
    id,
    businessKey: row.business_key,
    serviceVersion: row.service_version,
    process: row.process,
    state: toState(row),
  };
}

function toState(row: Row): State {
  return {
    process: row.process,
    next: row.next,
    tokens: row.tokens.map(({ by, ...token }) => (by === null ? token : { ...token, by })),
    scopes: row.scopes.map((scope) => toScope(scope, row.variables)),
    subscriptions: [...row.messages.map(toMessage), ...row.timers.map(toTimer)].sort((a, b) => a.id - b.id),
    ...(row.ended_how === null ? {} : { ended: row.ended_how }),
  };
}

function toScope(scope: Row['scopes'][number], variables: Row['variables']): ScopeState {
  const own = variables.filter((variable) => variable.scope === scope.id);
  return {
    id: scope.id,
    element: scope.element,
    ...(scope.parent === null ? {} : { parent: scope.parent }),
    ...(scope.token === null ? {} : { token: scope.token }),
    variables: Object.fromEntries(
      own.map(({ name, value, marks }) => [name, marks === null ? { value } : { value, marks }]),
    ),
  };
}

function toMessage({ key, ...row }: Row['messages'][number]): Subscription {
  return { ...row, kind: 'message', ...(key === null ? {} : { key }) };
}

function toTimer({ due, remaining, every, ...row }: Row['timers'][number]): Subscription {
  return {
    ...row,
    kind: 'timer',
    due: Temporal.Instant.from(due).toString(),
    ...(remaining === null ? {} : { remaining }),
    ...(every === null ? {} : { every }),
  };
}

type Rows = readonly object[];

interface Changes {
  readonly tokens: Rows;
  readonly scopes: Rows;
  readonly variables: Rows;
  readonly messages: Rows;
  readonly timers: Rows;
}

function rowsOf(state: State): Changes {
  return {
    tokens: state.tokens,
    scopes: state.scopes.map(({ variables: _, ...scope }) => scope),
    variables: state.scopes.flatMap((scope) =>
      Object.entries(scope.variables).map(([name, stored]) => ({
        scope: scope.id,
        name,
        value: stored.value,
        marks: stored.marks ?? null,
      })),
    ),
    messages: state.subscriptions.filter((s) => s.kind === 'message'),
    timers: state.subscriptions.filter((s) => s.kind === 'timer'),
  };
}

/** Rows of `after` that `before` does not have in the same form. */
function changed(before: Rows, after: Rows): Rows {
  const known = new Set(before.map((row) => JSON.stringify(row)));
  return after.filter((row) => !known.has(JSON.stringify(row)));
}

const keyOf = (row: object): string =>
  'name' in row && 'scope' in row ? `${row.scope} ${row.name}` : 'id' in row ? String(row.id) : '';

function gone(before: Rows, after: Rows): Rows {
  const kept = new Set(after.map(keyOf));
  return before.filter((row) => !kept.has(keyOf(row)));
}

/** Writes the difference between two states of an instance: deletions and upserts in one statement each, none if nothing changed. */
export async function saveState(tx: Db, id: string, before: State | null, after: State, at: string): Promise<void> {
  const old = before === null ? { tokens: [], scopes: [], variables: [], messages: [], timers: [] } : rowsOf(before);
  const now = rowsOf(after);
  if (before !== null) await deleteRows(tx, id, old, now);
  const put = {
    tokens: changed(old.tokens, now.tokens),
    scopes: changed(old.scopes, now.scopes),
    variables: changed(old.variables, now.variables),
    messages: changed(old.messages, now.messages),
    timers: changed(old.timers, now.timers),
  };
  const ended = after.ended ?? null;
  await sql`
    with doc as (select ${JSON.stringify(put)}::jsonb as d),
    i as (update runtime.instance set next = ${after.next}, ended_how = ${ended}::text,
        ended_at = case when ${ended}::text is null then null else coalesce(ended_at, ${at}::timestamptz) end where id = ${id}),
    t as (insert into runtime.token as was (instance_id, id, scope, element, state, by, since)
        select ${id}::uuid, r.id, r.scope, r.element, r.state, r.by, ${at}::timestamptz from doc, jsonb_to_recordset(d->'tokens') as r(id int, scope int, element text, state text, by text)
        on conflict (instance_id, id) do update set scope = excluded.scope, element = excluded.element, state = excluded.state, by = excluded.by,
          since = case when was.element = excluded.element then was.since else excluded.since end),
    s as (insert into runtime.scope (instance_id, id, element, parent, token)
        select ${id}::uuid, r.id, r.element, r.parent, r.token from doc, jsonb_to_recordset(d->'scopes') as r(id int, element text, parent int, token int)
        on conflict (instance_id, id) do update set parent = excluded.parent, token = excluded.token),
    v as (insert into runtime.variable (instance_id, scope, name, value, marks)
        select ${id}::uuid, r.scope, r.name, coalesce(r.value, 'null'), r.marks from doc, jsonb_to_recordset(d->'variables') as r(scope int, name text, value jsonb, marks jsonb)
        on conflict (instance_id, scope, name) do update set value = excluded.value, marks = excluded.marks),
    m as (insert into runtime.subscription (instance_id, id, token, element, name, key)
        select ${id}::uuid, r.id, r.token, r.element, r.name, r.key from doc, jsonb_to_recordset(d->'messages') as r(id int, token int, element text, name text, key text)
        on conflict (instance_id, id) do update set key = excluded.key)
    insert into runtime.timer (instance_id, id, token, element, due, remaining, every)
        select ${id}::uuid, r.id, r.token, r.element, r.due, r.remaining, r.every from doc, jsonb_to_recordset(d->'timers') as r(id int, token int, element text, due timestamptz, remaining int, every text)
        on conflict (instance_id, id) do update set due = excluded.due, remaining = excluded.remaining`.execute(tx);
}

async function deleteRows(tx: Db, id: string, old: Changes, now: Changes): Promise<void> {
  const away = {
    tokens: gone(old.tokens, now.tokens).map(keyOf).map(Number),
    scopes: gone(old.scopes, now.scopes).map(keyOf).map(Number),
    variables: gone(old.variables, now.variables),
    messages: gone(old.messages, now.messages).map(keyOf).map(Number),
    timers: gone(old.timers, now.timers).map(keyOf).map(Number),
  };
  if (Object.values(away).every((list) => list.length === 0)) return;
  await sql`
    with t as (delete from runtime.token where instance_id = ${id} and id = any(${away.tokens}::int[])),
    s as (delete from runtime.scope where instance_id = ${id} and id = any(${away.scopes}::int[])),
    m as (delete from runtime.subscription where instance_id = ${id} and id = any(${away.messages}::int[])),
    r as (delete from runtime.timer where instance_id = ${id} and id = any(${away.timers}::int[]))
    delete from runtime.variable v using jsonb_to_recordset(${JSON.stringify(away.variables)}::jsonb) as g(scope int, name text)
      where v.instance_id = ${id} and v.scope = g.scope and v.name = g.name`.execute(tx);
}
