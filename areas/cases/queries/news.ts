import { type RawBuilder, sql } from 'kysely';
import type { Actor, PartyId } from '#platform/access/index.ts';
import type { Db } from '#platform/database/index.ts';
import { rightsTo } from './rights.ts';
import { MOST } from './work.ts';
import { asked, holders, type WorkFilter, workable } from './work-filter.ts';

/** What had been committed when a page was read: PostgreSQL's snapshot in its own words, `xmin:xmax:xip_list`. */
export async function snapshotNow(db: Db): Promise<string> {
  const { rows } = await sql<{ now: string }>`select pg_current_snapshot()::text as now`.execute(db);
  return rows[0]?.now ?? '';
}

const SNAPSHOT = /^(\d{1,18}):(\d{1,18}):((?:\d{1,18}(?:,\d{1,18}){0,99})?)$/;

/** What has come into a list since a snapshot, and what it says of that has changed. */
export interface WorkNews {
  /** Tasks that have come, up to `MOST`. */
  readonly come: number;
  /** Ids of tasks that were there before. */
  readonly changed: readonly string[];
}

/**
 * What has happened in an officer's work list since a page was read, of tasks that the officer may see only. A text is
 * not asked for: whether somebody of a name has a task is a list, and is written in the log (docs/decisions/0016).
 * @param seen of `snapshotNow`; anything else gives undefined
 */
export async function workNews(
  db: Db,
  actor: Actor,
  kin: readonly PartyId[],
  filter: WorkFilter,
  seen: string,
): Promise<WorkNews | undefined> {
  const [, from, to, open = ''] = seen.match(SNAPSHOT) ?? [];
  if (from === undefined || to === undefined) return undefined;
  const running = open === '' ? [] : open.split(',');
  const unseen = (in_: RawBuilder<unknown>) => sql`(${in_} >= ${to}::xid8 or ${in_} = any(${running}::xid8[]))`;
  const own = await holders(db, actor, filter.now);
  // Numbers above those of now were given by another server, from which this one was restored.
  const { rows } = await sql<WorkNews>`with news as (
      select w.task_id, ${unseen(sql`w.listed`)} as come from cases.work w
      where ${workable(actor, kin)} and w.changed >= ${from}::xid8 and ${unseen(sql`w.changed`)}
        and w.changed < pg_snapshot_xmax(pg_current_snapshot())
        and (not ${unseen(sql`w.listed`)} or ${filter.text === '' ? asked(filter, actor, own) : sql`false`})
      order by w.changed desc limit ${sql.lit(MOST)})
    select count(*) filter (where come)::int as come,
      coalesce(array_agg(task_id) filter (where not come), '{}') as changed from news`.execute(db);
  return rows[0];
}

/** What a case page shows that others may change, in short: the same mark is the same page. */
export interface CaseMark {
  readonly documents: number;
  /** Which tasks are open and who has them, as a digest. */
  readonly tasks: string;
  /** The newest of everything else, as a digest. */
  readonly rest: string;
}

const newest = (table: string) =>
  sql`(select x.id::text from ${sql.table(table)} x where x.case_id = c.id order by x.id desc limit 1)`;

/** The mark of a case that the actor may open; undefined for every other. Says nothing about any person. */
export async function caseMark(
  db: Db,
  actor: Actor,
  kin: readonly PartyId[],
  caseId: string,
): Promise<CaseMark | undefined> {
  const { rows } = await sql<CaseMark>`select
      (select count(*)::int from cases.document d where d.case_id = c.id) as documents,
      left(md5((select string_agg(concat(t.id, k.party_id, t.due), ',' order by t.id) from runtime.task t
        left join runtime.task_claim k on k.task_id = t.id where t.business_key = c.id)), 12) as tasks,
      left(md5(concat_ws(',', c.unit, ${newest('cases.note')}, ${newest('cases.comment')},
        (select count(*) from cases.comment_end e where e.case_id = c.id), ${newest('cases.decision')}, ${newest('cases.status')},
        ${newest('cases.evaluation')}, ${newest('cases.staff_field')}, ${newest('cases.subject')}, ${newest('cases.relation')},
        (select count(*) from cases.relation_end e where e.case_id = c.id), ${newest('cases.party_change')},
        ${newest('cases.pause')}, (select count(*) from cases.pause_end e where e.case_id = c.id),
        ${newest('cases.conflict')}, ${newest('cases.insight_ruling')},
        (select count(*) from cases.mark m where m.case_id = c.id),
        (select count(*) from cases.mark_end e where e.case_id = c.id),
        (select x.at from cases.closure x where x.case_id = c.id))), 12) as rest
    from cases.case c
    where c.id = ${caseId} and ${rightsTo(actor, kin, { id: sql`c.id`, unit: sql`c.unit` })}`.execute(db);
  const mark = rows[0];
  return mark && { ...mark, tasks: mark.tasks ?? NONE };
}

/** Of no open tasks. */
const NONE = '-';

/** A mark as an address carries it. */
export function markText({ documents, tasks, rest }: CaseMark): string {
  return [documents, tasks, rest].join('.');
}

/** The mark of an address; undefined when it is none. */
export function markOf(text: string): CaseMark | undefined {
  const [, documents, tasks, rest] = text.match(/^(\d{1,6})\.(-|[0-9a-f]{12})\.([0-9a-f]{12})$/) ?? [];
  return documents === undefined || tasks === undefined || rest === undefined
    ? undefined
    : { documents: Number(documents), tasks, rest };
}
