import { sql } from 'kysely';
import type { Db } from '#platform/database/index.ts';

/** What the log of a case has of its processes. Times are RFC 3339; persons are ids. */
export interface ProcessLog {
  readonly key: string;
  readonly instances: readonly {
    readonly id: string;
    readonly version: string;
    readonly process: string;
    readonly startedAt: string;
    readonly endedAt: string | null;
    readonly endedHow: string | null;
    /** The instance whose call activity started it. */
    readonly parent: string | null;
  }[];
  /** What staff did by hand; `from` and `to` are versions, when it changed version. */
  readonly interventions: readonly {
    readonly id: string;
    readonly instance: string;
    readonly what: string;
    readonly at: string;
    readonly by: string | null;
    readonly from: string | null;
    readonly to: string | null;
  }[];
  readonly steps: readonly {
    readonly id: string;
    readonly instance: string;
    readonly at: string;
    readonly element: string;
    readonly what: 'entered' | 'completed' | 'cancelled';
    readonly token: number | null;
    readonly by: string | null;
  }[];
  readonly tasks: readonly {
    readonly id: string;
    readonly instance: string;
    readonly element: string;
    readonly openedAt: string;
    readonly endedAt: string | null;
    readonly how: 'completed' | 'cancelled' | null;
  }[];
  readonly incidents: readonly {
    readonly id: string;
    readonly instance: string | null;
    readonly element: string | null;
    readonly type: string;
    readonly at: string;
    readonly endedAt: string | null;
    readonly how: string | null;
    readonly by: string | null;
  }[];
}

/** The raw log of some cases' processes, in the order of the keys: what happened, never what was said. */
export async function processLogs(db: Db, keys: readonly string[]): Promise<ProcessLog[]> {
  const { rows } = await sql<ProcessLog>`
    with hinder as materialized (select x.id, x.business_key, x.instance_id, x.element, x.type, x.first_at, e.at, e.how, e.by_party
      from runtime.incident x left join runtime.incident_end e on e.incident_id = x.id
      where x.business_key = any(${[...keys]}::uuid[]))
    select k.key,
      (select coalesce(jsonb_agg(jsonb_build_object('id', i.id, 'version', d.service_version, 'process', d.process,
          'startedAt', i.started_at, 'endedAt', i.ended_at, 'endedHow', i.ended_how, 'parent', i.parent_id) order by i.id), '[]')
        from runtime.instance i join runtime.definition d on d.id = i.definition_id where i.business_key = k.key) as instances,
      (select coalesce(jsonb_agg(jsonb_build_object('id', v.id, 'instance', v.instance_id, 'what', v.what, 'at', v.at,
          'by', v.by_party, 'from', v.detail->>'from', 'to', v.detail->>'to') order by v.id), '[]')
        from runtime.instance i join runtime.intervention v on v.instance_id = i.id
        where i.business_key = k.key) as interventions,
      (select coalesce(jsonb_agg(jsonb_build_object('id', h.id, 'instance', h.instance_id, 'at', h.at, 'element', h.element,
          'what', h.what, 'token', h.token, 'by', h.by_party) order by h.id), '[]')
        from runtime.instance i join runtime.history h on h.instance_id = i.id
        where i.business_key = k.key and h.what in ('entered', 'completed', 'cancelled')) as steps,
      (select coalesce(jsonb_agg(jsonb_build_object('id', t.id, 'instance', t.instance_id, 'element', t.element,
          'openedAt', t.opened_at, 'endedAt', t.at, 'how', t.how) order by t.id), '[]')
        from (select id, instance_id, element, opened_at, null::timestamptz as at, null as how
            from runtime.task where business_key = k.key
          union all select id, instance_id, element, opened_at, at, how
            from runtime.task_end where business_key = k.key) t) as tasks,
      (select coalesce(jsonb_agg(jsonb_build_object('id', x.id, 'instance', x.instance_id, 'element', x.element, 'type', x.type,
          'at', x.first_at, 'endedAt', x.at, 'how', x.how, 'by', x.by_party) order by x.first_at, x.id), '[]')
        from hinder x where x.business_key = k.key) as incidents
    from unnest(${[...keys]}::uuid[]) with ordinality as k(key, n) order by k.n`.execute(db);
  return rows;
}
