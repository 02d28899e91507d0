import { type RawBuilder, sql } from 'kysely';
import type { Actor, PartyId } from '#platform/access/index.ts';
import { legalDay } from '#platform/calendar/index.ts';
import type { Db } from '#platform/database/index.ts';
import { groupsOf } from '#platform/runtime/index.ts';
import { anywhere } from './by-text.ts';
import { rightsTo } from './rights.ts';
import { type TaskRow, taskColumns, taskTables } from './tasks.ts';

/** The views of the work list that everybody has. */
export const WORK_VIEWS = ['enheten', 'mina', 'nara-frist', 'otilldelade'] as const;
export type WorkView = (typeof WORK_VIEWS)[number];

export const WORK_ORDERS = ['frist', 'aldst', 'nyast'] as const;
export type WorkOrder = (typeof WORK_ORDERS)[number];

export const DEADLINES = ['over', 'snart', 'vecka', 'ingen'] as const;
export type Deadline = (typeof DEADLINES)[number];

/** `ingen`: nobody has it. `mina`: the officer. `andra`: a colleague. */
export const STANDINGS = ['ingen', 'mina', 'andra'] as const;
export type Standing = (typeof STANDINGS)[number];

/** What is asked of the list; each that is absent asks nothing. */
export interface WorkFilter {
  readonly view: WorkView;
  readonly text: string;
  /** Id of a service. */
  readonly service?: string | undefined;
  /** Role that the task waits for. */
  readonly role?: string | undefined;
  readonly deadline?: Deadline | undefined;
  readonly standing?: Standing | undefined;
  /** A case status of the service's own: the id of the step that it stands in. */
  readonly order: WorkOrder;
  /** RFC 3339; what deadlines are counted from. */
  readonly now: string;
}

/** The place of a row in its order: what the next page begins after. */
export interface WorkPlace {
  /** As the database writes it. */
  readonly at: string;
  readonly rank: number;
  readonly id: string;
}

export interface WorkTask extends TaskRow {
  readonly place: WorkPlace;
}

export const PAGE = 100;

/** Tasks of the officer's groups in cases of the unit that the officer may open. */
function workable(actor: Actor, kin: readonly PartyId[]): RawBuilder<boolean> {
  return sql`${plainly(sql`w.groups && ${groupsOf(actor)}::text[]`)} and ${rightsTo(actor, kin, { id: sql`w.case_id`, unit: sql`w.unit` })}`;
}

/** A condition that the planner makes no guess of: it is asked of each row that comes. */
function plainly(condition: RawBuilder<boolean>): RawBuilder<boolean> {
  return sql`(case when ${condition} then true else false end)`;
}

/** The index of words knows three letters in a row; what is shorter is looked for along the list. */
const SHORTEST_INDEXED = 3;

/** That the number of the case or the name of one of its parties has the text in it. */
function withText(text: string): RawBuilder<boolean> {
  if (text === '') return sql`true`;
  const found = sql<boolean>`w.words like lower(${anywhere(text)})`;
  return text.length < SHORTEST_INDEXED ? plainly(found) : found;
}

/** Whose tasks an officer has: the own, and those of who is away on the day and has the officer as a substitute. */
async function holders(db: Db, actor: Actor, now: string): Promise<readonly string[]> {
  if (actor.kind !== 'staff') return [];
  const day = legalDay(Temporal.Instant.from(now)).toString();
  const { rows } = await sql<{
    id: string;
  }>`select a.party_id as id from cases.absent a where a.substitute_id = ${actor.party}
    and a.unit = ${actor.unit} and a.from_day <= ${day}::date and (a.to_day is null or a.to_day >= ${day}::date)`.execute(
    db,
  );
  return [actor.party, ...rows.map(({ id }) => id)];
}

/** That one of these has taken it. */
function takenBy(who: readonly string[]): RawBuilder<boolean> {
  return sql`w.task_id in (select k.task_id from runtime.task_claim k where k.party_id = any(${[...who]}::uuid[]))`;
}

const taken = sql<boolean>`exists (select from runtime.task_claim k where k.task_id = w.task_id)`;

function inView(view: WorkView, own: readonly string[], now: string): RawBuilder<boolean> {
  switch (view) {
    case 'mina':
      return takenBy(own);
    case 'otilldelade':
      return sql`not ${taken}`;
    case 'nara-frist':
      return sql`w.due < ${now}::timestamptz + interval '2 days'`;
    case 'enheten':
      return sql`true`;
  }
}

function dueIn(deadline: Deadline | undefined, now: string): RawBuilder<boolean> {
  switch (deadline) {
    case undefined:
      return sql`true`;
    case 'over':
      return sql`w.due < ${now}::timestamptz`;
    case 'snart':
      return sql`w.due >= ${now}::timestamptz and w.due < ${now}::timestamptz + interval '2 days'`;
    case 'vecka':
      return sql`w.due >= ${now}::timestamptz and w.due < ${now}::timestamptz + interval '7 days'`;
    case 'ingen':
      return sql`w.due = 'infinity'`;
  }
}

function standingIs(standing: Standing | undefined, own: readonly string[]): RawBuilder<boolean> {
  switch (standing) {
    case undefined:
      return sql`true`;
    case 'ingen':
      return sql`not ${taken}`;
    case 'mina':
      return takenBy(own);
    case 'andra':
      return sql`${taken} and not ${takenBy(own)}`;
  }
}

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
  const { now, service, role } = filter;
  const { rows } = await sql<TaskRow & { at: string; rank: number }>`with page as (
      select w.*, ${order.at}::text as at from cases.work w
      where ${workable(actor, kin)} and ${inView(filter.view, own, now)} and ${withText(filter.text)}
        and ${service === undefined ? sql`true` : sql`w.service = ${service}`}
        and ${role === undefined || actor.kind !== 'staff' ? sql`true` : sql`${`${actor.unit}/${role}`} = any(w.groups)`}
        and ${dueIn(filter.deadline, now)} and ${standingIs(filter.standing, own)}
        and ${after === undefined ? sql`true` : order.after(after)}
      order by ${order.by} limit ${sql.lit(limit)})
    select ${taskColumns}, w.at, w.rank from page w join ${taskTables} on t.id = w.task_id order by ${order.by}`.execute(
    db,
  );
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
