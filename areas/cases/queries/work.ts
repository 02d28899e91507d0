import { type RawBuilder, sql } from 'kysely';
import type { Actor, PartyId } from '#platform/access/index.ts';
import type { Db } from '#platform/database/index.ts';
import { type TaskRow, taskColumns, taskTables } from './tasks.ts';
import {
  asked,
  holders,
  inView,
  WORK_VIEWS,
  type WorkFilter,
  type WorkOrder,
  type WorkView,
  workable,
} from './work-filter.ts';

/** The place of a row in its order: what the next page begins after. */
export interface WorkPlace {
  /** As the database writes it. */
  readonly at: string;
  readonly rank: number;
  readonly id: string;
}

export interface WorkTask extends TaskRow {
  readonly place: WorkPlace;
  /** A party has sent something to the case that nobody at the unit has opened. */
  readonly unread: boolean;
}

export const PAGE = 100;

interface Order {
  readonly by: RawBuilder<unknown>;
  readonly at: RawBuilder<unknown>;
  after(place: WorkPlace): RawBuilder<boolean>;
}

const ORDERS: { readonly [order in WorkOrder]: Order } = {
  frist: {
    by: sql`w.due, w.rank, w.task_id`,
    at: sql`w.due`,
    after: ({ at, rank, id }) => sql`(w.due, w.rank, w.task_id) > (${at}::timestamptz, ${rank}::int, ${id}::uuid)`,
  },
  aldst: {
    by: sql`w.received_at, w.task_id`,
    at: sql`w.received_at`,
    after: ({ at, id }) => sql`(w.received_at, w.task_id) > (${at}::timestamptz, ${id}::uuid)`,
  },
  nyast: {
    by: sql`w.received_at desc, w.task_id desc`,
    at: sql`w.received_at`,
    after: ({ at, id }) => sql`(w.received_at, w.task_id) < (${at}::timestamptz, ${id}::uuid)`,
  },
};

/**
 * The work list of an officer's assignment, a page at a time. Which rows are in it is asked of `cases.work` alone, along
 * the index of the order, and what is shown of them is read for the page only.
 */
export async function workList(
  db: Db,
  actor: Actor,
  kin: readonly PartyId[],
  filter: WorkFilter,
  { limit = PAGE, after }: { readonly limit?: number; readonly after?: WorkPlace | undefined } = {},
): Promise<WorkTask[]> {
  const order = ORDERS[filter.order];
  const own = await holders(db, actor, filter.now);
  const { rows } = await sql<TaskRow & { at: string; rank: number; unread: boolean }>`with page as (
      select w.*, ${order.at}::text as at from cases.work w
      where ${workable(actor, kin)} and ${asked(filter, actor, own)}
        and ${after === undefined ? sql`true` : order.after(after)}
      order by ${order.by} limit ${sql.lit(limit)})
    select ${taskColumns}, w.at, w.rank, exists (select from cases.unread u where u.case_id = w.case_id) as unread
    from page w join ${taskTables} on t.id = w.task_id order by ${order.by}`.execute(db);
  return rows.map(({ at, rank, ...row }) => ({ ...row, place: { at, rank, id: row.id } }));
}

/** Which of these tasks stand in the actor's work list. */
export async function workableAmong(
  db: Db,
  actor: Actor,
  kin: readonly PartyId[],
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ id: string }>`select w.task_id as id from cases.work w
    where w.task_id = any(${[...ids]}::uuid[]) and ${workable(actor, kin)}`.execute(db);
  return new Set(rows.map(({ id }) => id));
}

/** Lists are counted so far: who has more than this needs no figure to know it. */
export const MOST = 200;

/** How many tasks stand in each view, `MOST` being that or more, and which services the unit has tasks of. */
export type WorkCounts = { readonly [view in WorkView]: number } & { readonly services: readonly string[] };

/** Counts the views along the list. Says nothing about any person. */
export async function workCounts(db: Db, actor: Actor, kin: readonly PartyId[], now: string): Promise<WorkCounts> {
  const own = await holders(db, actor, now);
  const count = (view: WorkView) => sql`(select count(*)::int from (select from cases.work w
    where ${workable(actor, kin)} and ${inView(view, own, now)} order by w.due, w.rank, w.task_id limit ${sql.lit(MOST)}) x) as ${sql.ref(view)}`;
  const unit = actor.kind === 'staff' ? actor.unit : null;
  const { rows } = await sql<WorkCounts>`with recursive s as (
      (select w.service from cases.work w where w.unit = ${unit} order by w.service limit 1)
      union all select (select w.service from cases.work w where w.unit = ${unit} and w.service > s.service
        order by w.service limit 1) from s where s.service is not null)
    select ${sql.join(WORK_VIEWS.map(count))}, array(select service from s where service is not null) as services`.execute(
    db,
  );
  return rows[0] ?? { enheten: 0, mina: 0, 'nara-frist': 0, otilldelade: 0, services: [] };
}

/** The cases before and after this one in the unit's work list: of its first task, as the list is ordered by deadline. */
export async function neighbours(
  db: Db,
  actor: Actor,
  kin: readonly PartyId[],
  caseId: string,
): Promise<{ readonly before: string | null; readonly after: string | null }> {
  const beside = (than: RawBuilder<unknown>, by: RawBuilder<unknown>) => sql`(select w.case_id from cases.work w, own
    where ${workable(actor, kin)} and w.case_id <> ${caseId}
      and (w.due, w.rank, w.task_id) ${than} (own.due, own.rank, own.task_id) order by ${by} limit 1)`;
  const { rows } = await sql<{ before: string | null; after: string | null }>`
    with own as materialized (select w.due, w.rank, w.task_id from cases.work w
      where w.case_id = ${caseId} and ${workable(actor, kin)} order by w.due, w.rank, w.task_id limit 1)
    select ${beside(sql`<`, sql`w.due desc, w.rank desc, w.task_id desc`)} as before,
      ${beside(sql`>`, sql`w.due, w.rank, w.task_id`)} as after`.execute(db);
  return rows[0] ?? { before: null, after: null };
}
