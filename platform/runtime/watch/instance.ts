import { sql } from 'kysely';
import type { Db } from '#platform/database/index.ts';

/** A token with everything that it may wait for: why the instance goes no further. */
export interface StandingToken {
  readonly id: number;
  readonly element: string;
  readonly state: string;
  /** RFC 3339. */
  readonly since: string;
  readonly task: {
    readonly groups: readonly string[];
    readonly users: number;
    readonly assigned: boolean;
    readonly claimed: boolean;
    readonly due: string | null;
  } | null;
  readonly job: {
    readonly type: string;
    readonly attempts: number;
    readonly retries: number;
    readonly due: string;
  } | null;
  readonly timers: readonly { readonly element: string; readonly due: string }[];
  readonly messages: readonly { readonly element: string; readonly name: string }[];
}

/**
 * A variable as those see it who keep processes running and work no cases: its name and what kind of value it has. The
 * value itself is never read out of the database, unless it is an id.
 */
export interface NamedVariable {
  readonly scope: number;
  readonly scopeElement: string | null;
  readonly name: string;
  readonly type: 'string' | 'number' | 'boolean' | 'array' | 'object' | 'null';
  /** Entries of a list or context. */
  readonly entries: number | null;
  readonly id: string | null;
}

export interface InstanceView {
  readonly id: string;
  readonly definition: string;
  readonly version: string;
  readonly process: string;
  readonly businessKey: string | null;
  readonly startedAt: Temporal.Instant;
  readonly endedAt: Temporal.Instant | null;
  readonly endedHow: 'completed' | 'cancelled' | 'failed' | null;
  /** The instance whose call activity started this one, and those that this one has started. */
  readonly parent: string | null;
  readonly called: readonly {
    readonly id: string;
    readonly process: string;
    readonly token: number;
    readonly ended: boolean;
  }[];
  readonly tokens: readonly StandingToken[];
  readonly variables: readonly NamedVariable[];
}

/** One instance as it stands, in one statement; undefined when there is none. The caller has asked who may see it. */
export async function instanceView(db: Db, id: string): Promise<InstanceView | undefined> {
  const { rows } = await sql<InstanceView>`
    select i.id, d.id as definition, d.service_version as version, d.process, i.business_key as "businessKey",
      i.started_at as "startedAt", i.ended_at as "endedAt", i.ended_how as "endedHow", i.parent_id as parent,
      (select coalesce(jsonb_agg(jsonb_build_object('id', c.id, 'process', e.process, 'token', c.parent_token,
          'ended', c.ended_at is not null) order by c.id), '[]')
        from (select * from runtime.instance where parent_id = i.id order by id desc limit 100) c
        join runtime.definition e on e.id = c.definition_id) as called,
      (select coalesce(jsonb_agg(jsonb_build_object('id', t.id, 'element', t.element, 'state', t.state, 'since', t.since,
          'task', ${task}, 'job', ${job}, 'timers', ${timers}, 'messages', ${messages}) order by t.id), '[]')
        from runtime.token t where t.instance_id = i.id) as tokens,
      (select coalesce(jsonb_agg(jsonb_build_object('scope', v.scope, 'scopeElement', s.element, 'name', v.name,
          'type', jsonb_typeof(v.value), 'entries', ${entries}, 'id', ${anId}) order by v.scope, v.name), '[]')
        from runtime.variable v left join runtime.scope s on s.instance_id = v.instance_id and s.id = v.scope
        where v.instance_id = i.id) as variables
    from runtime.instance i join runtime.definition d on d.id = i.definition_id where i.id = ${id}`.execute(db);
  return rows[0];
}

const task = sql`(select jsonb_build_object('groups', k.candidate_groups, 'users', cardinality(k.candidate_users),
    'assigned', k.assignee is not null, 'claimed', c.task_id is not null, 'due', k.due)
  from runtime.task k left join runtime.task_claim c on c.task_id = k.id where k.instance_id = t.instance_id and k.token = t.id)`;

const job = sql`(select jsonb_build_object('type', j.type, 'attempts', j.attempts, 'retries', j.retries, 'due', j.due)
  from runtime.job j where j.instance_id = t.instance_id and j.token = t.id order by j.due limit 1)`;

const timers = sql`(select coalesce(jsonb_agg(jsonb_build_object('element', r.element, 'due', r.due) order by r.due), '[]')
  from runtime.timer r where r.instance_id = t.instance_id and r.token = t.id)`;

const messages = sql`(select coalesce(jsonb_agg(jsonb_build_object('element', m.element, 'name', m.name) order by m.id), '[]')
  from runtime.subscription m where m.instance_id = t.instance_id and m.token = t.id)`;

const entries = sql`case jsonb_typeof(v.value) when 'array' then jsonb_array_length(v.value)
  when 'object' then (select count(*) from jsonb_object_keys(v.value)) end`;

const anId = sql`case when jsonb_typeof(v.value) = 'string'
  and v.value #>> '{}' ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then v.value #>> '{}' end`;
