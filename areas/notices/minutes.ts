import { sql } from 'kysely';
import { type BoardDecision, boardDecisions } from '#areas/cases/index.ts';
import { legalDay } from '#platform/calendar/index.ts';
import { type Db, isUuid, transaction } from '#platform/database/index.ts';
import { formatDate } from '#platform/text/index.ts';
import { announce, type Clerk, type Moment } from './announce.ts';
import { adjustedBeforeMeeting, nothingToAdjust } from './refused.ts';

/** What adjusted minutes tell of: a list that a meeting was told, what a board decided itself, or what is not reported to it. */
export type MinutesOf =
  | { readonly kind: 'report'; readonly report: string }
  | { readonly kind: 'meeting'; readonly board: string; readonly meeting: string }
  | { readonly kind: 'unreported'; readonly board: string };

/** Minutes that wait to be adjusted and announced. */
export interface ToAdjust {
  readonly of: MinutesOf;
  readonly board: string;
  /** The day of the meeting, `YYYY-MM-DD`; null of decisions that are not reported. */
  readonly meeting: string | null;
  /** Days of the first and of the last decision. */
  readonly from: string;
  readonly to: string;
  readonly numbers: readonly string[];
}

interface Row extends Omit<ToAdjust, 'of'> {
  readonly report: string | null;
}

const DAY = sql`(t.decided_at at time zone 'Europe/Stockholm')::date`;

/**
 * What waits: lists of meetings whose minutes have not been announced, and, board by board, the decisions whose notices
 * stand by themselves, the oldest first; then what boards have decided themselves, meeting by meeting. `until` leaves out what was decided, or met, after that day.
 */
export async function toAdjust(db: Db, until: Temporal.PlainDate): Promise<readonly ToAdjust[]> {
  const last = sql`${until.toString()}::date`;
  const { rows } = await sql<Row>`
    select r.id as report, r.board, r.meeting::text as meeting, min(${DAY})::text as from, max(${DAY})::text as to,
      array_agg(distinct t.number order by t.number) as numbers
    from notices.report r join notices.told t on t.report_id = r.id
    where r.meeting <= ${last} and not exists (select from notices.minutes m where m.report_id = r.id) group by r.id
    union all
    select null, n.board, null, min(${DAY})::text, max(${DAY})::text, array_agg(distinct t.number order by t.number)
    from notices.notice n join notices.told t on t.notice_id = n.id
    where n.kind = 'delegation' and n.adjusted_on <= ${last} and not exists (select from notices.replaced x where x.notice_id = n.id) group by n.board
    order by 4, 2`.execute(db);
  const delegated = rows.map(
    ({ report, ...row }): ToAdjust => ({
      ...row,
      of: report === null ? { kind: 'unreported', board: row.board } : { kind: 'report', report },
    }),
  );
  return [...delegated, ...atMeetings(await boardDecisions(db, { told: 'notices.told', until }))];
}

/** What boards have decided themselves, by meeting. */
function atMeetings(decisions: readonly BoardDecision[]): readonly ToAdjust[] {
  const meetings = Map.groupBy(decisions, ({ board, meeting }) => keyOf({ kind: 'meeting', board, meeting }));
  return [...meetings.values()].flatMap((made) => {
    const [first] = made;
    if (first === undefined) return [];
    const { board, meeting } = first;
    const numbers = [...new Set(made.map(({ number }) => number))].sort();
    return [{ of: { kind: 'meeting', board, meeting } as const, board, meeting, from: meeting, to: meeting, numbers }];
  });
}

/** As it is chosen in a form: `report:…`, `meeting:2026-02-24:…` or `unreported:…`. */
export function keyOf(of: MinutesOf): string {
  if (of.kind === 'meeting') return `meeting:${of.meeting}:${of.board}`;
  return of.kind === 'report' ? `report:${of.report}` : `unreported:${of.board}`;
}

/** What was chosen; undefined for anything else. */
export function minutesOf(key: string): MinutesOf | undefined {
  const [, meeting = '', board = ''] = /^meeting:(\d{4}-\d\d-\d\d):(.+)$/.exec(key) ?? [];
  if (meeting !== '') return { kind: 'meeting', board, meeting };
  const [, kind, id = ''] = /^(report|unreported):(.+)$/.exec(key) ?? [];
  if (kind === 'report') return isUuid(id) ? { kind, report: id } : undefined;
  return kind === 'unreported' ? { kind, board: id } : undefined;
}

const MOST_NUMBERS = 8;

/** `BUN 2026-000012, BUN 2026-000014 (+3)`. */
export function numbersText(numbers: readonly string[]): string {
  const more = numbers.length - MOST_NUMBERS;
  return numbers.slice(0, MOST_NUMBERS).join(', ') + (more > 0 ? ` (+${more})` : '');
}

function titleOf({ of, meeting, from, to, numbers }: ToAdjust): string {
  const day = (date: string) => formatDate(date, 'sv');
  if (of.kind === 'meeting') return `Sammanträde ${day(of.meeting)}, nämndens beslut: ${numbersText(numbers)}`;
  if (meeting !== null) return `Sammanträde ${day(meeting)}, anmälda beslut på delegation: ${numbersText(numbers)}`;
  const when = from === to ? day(from) : `${day(from)} – ${day(to)}`;
  return `Beslut på delegation ${when}: ${numbersText(numbers)}`;
}

/**
 * Announces adjusted minutes of what a board decided, or of decisions under delegation, the notices of the single days coming down with the same
 * commit. Its id. @throws TorgetError when there are none until that day, or the minutes are from before their meeting
 */
export async function announceMinutes(
  db: Db,
  by: NonNullable<Clerk>,
  minutes: { readonly of: MinutesOf; readonly adjustedOn: Temporal.PlainDate; readonly keptAt: string },
  now: Moment,
): Promise<string> {
  const { of, adjustedOn, keptAt } = minutes;
  return transaction(db, async (tx) => {
    // Two clerks at once: the second finds what the first has left. Decisions that are announced meanwhile wait.
    await sql`select pg_advisory_xact_lock(hashtextextended('notices.minutes', 0))`.execute(tx);
    const all = await toAdjust(tx, of.kind !== 'unreported' ? legalDay(Temporal.Instant.from(now.at)) : adjustedOn);
    const found = all.find((one) => keyOf(one.of) === keyOf(of));
    if (found === undefined) throw nothingToAdjust(keyOf(of));
    if (found.meeting !== null && Temporal.PlainDate.compare(adjustedOn, Temporal.PlainDate.from(found.meeting)) < 0)
      throw adjustedBeforeMeeting(found.meeting);
    const notice = { kind: 'minutes', board: found.board, title: titleOf(found), adjustedOn, keptAt } as const;
    const id = await announce(tx, by, notice, now);
    const report = of.kind === 'report' ? of.report : null;
    await sql`insert into notices.minutes (notice_id, report_id) values (${id}, ${report}::uuid)`.execute(tx);
    if (of.kind === 'meeting') await tellMeeting(tx, id, of);
    if (of.kind === 'unreported') await replace(tx, id, { board: of.board, adjustedOn }, now);
    return id;
  });
}

/** The decisions that the minutes of a meeting tell of, each under its paragraph. */
async function tellMeeting(
  tx: Db,
  notice: string,
  { board, meeting }: { readonly board: string; readonly meeting: string },
): Promise<void> {
  const made = await boardDecisions(tx, { told: 'notices.told', until: Temporal.PlainDate.from(meeting) });
  for (const one of made.filter((each) => each.board === board && each.meeting === meeting))
    await sql`insert into notices.told (decision_id, notice_id, number, delegation, outcome, ground, automated, decided_at)
      values (${one.id}, ${notice}, ${one.number}, ${one.minutes}, ${one.outcome}, ${one.ground}, false,
        ${one.at}::timestamptz)`.execute(tx);
}

/** What the single days' notices told of stands in the minutes: they come down. */
async function replace(
  tx: Db,
  minutes: string,
  { board, adjustedOn }: { readonly board: string; readonly adjustedOn: Temporal.PlainDate },
  { at }: Moment,
): Promise<void> {
  const day = legalDay(Temporal.Instant.from(at)).toString();
  await sql`insert into notices.replaced (notice_id, minutes_id, day, at)
    select n.id, ${minutes}, ${day}::date, ${at}::timestamptz from notices.notice n
    where n.kind = 'delegation' and n.board = ${board} and n.adjusted_on <= ${adjustedOn.toString()}::date
      and exists (select from notices.told t where t.notice_id = n.id)
      and not exists (select from notices.replaced x where x.notice_id = n.id)`.execute(tx);
}

/** A decision as the notice board names it: the case, and under what it was made. Nobody's name. */
export interface Announced {
  readonly number: string;
  /** Of what a board decided itself: the paragraph of its minutes. */
  readonly delegation: string;
}

/** The decisions that notices tell of, by notice: those of the minutes, and those of a single day. */
export async function announcedIn(db: Db, notices: readonly string[]): Promise<ReadonlyMap<string, Announced[]>> {
  const ids = sql`${[...notices]}::uuid[]`;
  const { rows } = await sql<Announced & { notice: string }>`
    select coalesce(m.notice_id, x.minutes_id, t.notice_id) as notice, t.number, t.delegation
    from notices.told t left join notices.minutes m on m.report_id = t.report_id
      left join notices.replaced x on x.notice_id = t.notice_id
    where m.notice_id = any(${ids}) or x.minutes_id = any(${ids}) or t.notice_id = any(${ids})
    order by t.decided_at, t.decision_id`.execute(db);
  return Map.groupBy(rows, ({ notice }) => notice);
}
