import { type RawBuilder, sql } from 'kysely';
import type { Actor, PartyId } from '#platform/access/index.ts';
import { legalDay } from '#platform/calendar/index.ts';
import type { Db } from '#platform/database/index.ts';
import { groupsOf } from '#platform/runtime/index.ts';
import { anywhere } from './by-text.ts';
import { rightsTo } from './rights.ts';

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
  /** Where the case stands: id of the element that waits. */
  readonly step?: string | undefined;
  readonly order: WorkOrder;
  /** RFC 3339; what deadlines are counted from. */
  readonly now: string;
}

/** Tasks of the officer's groups in cases of the unit that the officer may open. */
export function workable(actor: Actor, kin: readonly PartyId[]): RawBuilder<boolean> {
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
export async function holders(db: Db, actor: Actor, now: string): Promise<readonly string[]> {
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

export function inView(view: WorkView, own: readonly string[], now: string): RawBuilder<boolean> {
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

/** What a list is asked for, as conditions on `cases.work w`; `own` are `holders`. Whether the rows may be seen is `workable`. */
export function asked(filter: WorkFilter, actor: Actor, own: readonly string[]): RawBuilder<boolean> {
  const { view, text, service, role, deadline, standing, step, now } = filter;
  return sql`${inView(view, own, now)} and ${withText(text)}
    and ${service === undefined ? sql`true` : sql`w.service = ${service}`}
    and ${role === undefined || actor.kind !== 'staff' ? sql`true` : sql`${`${actor.unit}/${role}`} = any(w.groups)`}
    and ${dueIn(deadline, now)} and ${standingIs(standing, own)} and ${stepIs(step)}`;
}

/** Asked of the rows along the list: a step is that of the task itself. */
function stepIs(step: string | undefined): RawBuilder<boolean> {
  if (step === undefined) return sql`true`;
  return plainly(sql`exists (select from runtime.task t where t.id = w.task_id and t.element = ${step})`);
}
