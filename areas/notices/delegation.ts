import { sql } from 'kysely';
import { type DelegatedDecision, delegatedDecisions } from '#areas/cases/index.ts';
import { delegatedActs } from '#areas/procedure/index.ts';
import { legalDay } from '#platform/calendar/index.ts';
import { type Db, transaction, uuidv7 } from '#platform/database/index.ts';
import { formatDate, text } from '#platform/text/index.ts';
import type { Town } from '#platform/town/index.ts';
import { announce, type Clerk, type Moment } from './announce.ts';
import { numbersText } from './minutes.ts';
import type { NoticeOptions } from './mount.ts';
import { nothingToReport } from './refused.ts';

/** The delegations of a board whose decisions are not reported (KL 6 kap. 40 §). */
function unreported(town: Town, board: string): readonly string[] {
  return town.delegations.filter((row) => row.board === board && !row.reported).map(({ id }) => id);
}

/** Two clerks at once wait for each other: a decision is told of once. */
async function alone(tx: Db, board: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`notices.told ${board}`}, 0))`.execute(tx);
}

/** The decisions under delegation that wait for the board's next meeting, oldest first. */
export function waiting(db: Db, town: Town, board: string): Promise<DelegatedDecision[]> {
  const under = { ids: unreported(town, board), not: true };
  return untold(db, board, under);
}

/** What settles cases and what is decided beside it, oldest first. */
async function untold(db: Db, board: string, under: { readonly ids: readonly string[]; readonly not: boolean }) {
  const which = { told: 'notices.told', under };
  const [settling, separate] = [await delegatedDecisions(db, board, which), await delegatedActs(db, board, which)];
  return [...settling, ...separate].sort((a, b) => (a.at < b.at ? -1 : 1));
}

/** Those that the board does not want reported and that go to laglighetsprövning: they are announced. */
async function toAnnounce(db: Db, town: Town, { catalogue }: NoticeOptions, board: string) {
  const ids = unreported(town, board);
  if (ids.length === 0) return [];
  const found: DelegatedDecision[] = [];
  for (const one of await untold(db, board, { ids, not: false })) {
    const service = await catalogue.readable(db, one.version);
    const ground = service?.definition.grounds.find(({ id }) => id === one.ground);
    if (ground === undefined || ground.regime.startsWith('laglighetsprovning')) found.push(one);
  }
  return found;
}

/** The list for a meeting: every decision that waits, each in one list only. @throws TorgetError when none does */
export async function makeReport(
  db: Db,
  by: NonNullable<Clerk>,
  to: { readonly town: Town; readonly board: string; readonly meeting: Temporal.PlainDate },
  now: Moment,
): Promise<string> {
  return transaction(db, async (tx) => {
    await alone(tx, to.board);
    const decisions = await waiting(tx, to.town, to.board);
    if (decisions.length === 0) throw nothingToReport(to.board);
    const id = uuidv7();
    await sql`insert into notices.report (id, board, meeting, by_party, unit, at)
      values (${id}, ${to.board}, ${to.meeting.toString()}::date, ${by.party}, ${by.unit}, ${now.at}::timestamptz)`.execute(
      tx,
    );
    for (const decision of decisions) await tell(tx, decision, { report: id });
    return id;
  });
}

async function tell(tx: Db, one: DelegatedDecision, where: { report?: string; notice?: string }): Promise<void> {
  await sql`insert into notices.told (decision_id, report_id, notice_id, number, delegation, outcome, ground, automated, decided_at)
    values (${one.id}, ${where.report ?? null}::uuid, ${where.notice ?? null}::uuid, ${one.number}, ${one.delegation},
      ${one.outcome}, ${one.ground}, ${one.automated}, ${one.at}::timestamptz)`.execute(tx);
}

/**
 * KL 6 kap. 40 § and 8 kap. 10 §: the decisions that are not reported, one notice for each board and day of decision, on
 * the board at once. What stands there names the case and the delegation, and nobody. It is no announcement of adjusted
 * minutes: `adjustedOn` is the day of decision, and no time to appeal runs out by it. When the clerk has adjusted the minutes of
 * them their notice takes its place (`minutes.ts`).
 */
export async function announceUnreported(db: Db, town: Town, options: NoticeOptions, now: Moment): Promise<void> {
  for (const board of town.boards)
    await transaction(db, async (tx) => {
      await alone(tx, board.id);
      const days = Map.groupBy(await toAnnounce(tx, town, options, board.id), ({ at }) =>
        legalDay(Temporal.Instant.from(at)).toString(),
      );
      for (const [day, decisions] of days) {
        const notice = {
          kind: 'delegation',
          board: board.id,
          title: `Beslut på delegation ${formatDate(day, 'sv')}: ${numbersText([...new Set(decisions.map(({ number }) => number))])}`,
          adjustedOn: Temporal.PlainDate.from(day),
          keptAt: town.contact.address,
        } as const;
        const id = await announce(tx, null, notice, now);
        for (const decision of decisions) await tell(tx, decision, { notice: id });
      }
    });
}

export interface Report {
  readonly id: string;
  readonly board: string;
  readonly meeting: string;
  readonly by: string;
  readonly at: string;
  readonly decisions: readonly Told[];
}

export interface Told {
  readonly number: string;
  readonly delegation: string;
  readonly outcome: string;
  readonly automated: boolean;
  readonly at: string;
}

/** Lists of a board's meetings, newest first, or the one with an id. */
export async function reports(db: Db, which: { readonly id: string } | { readonly limit: number }): Promise<Report[]> {
  const id = 'id' in which ? which.id : null;
  const { rows } = await sql<Report>`select r.id, r.board, r.meeting::text as meeting, p.name as by, r.at::text as at,
      (select jsonb_agg(jsonb_build_object('number', t.number, 'delegation', t.delegation, 'outcome', t.outcome,
        'automated', t.automated, 'at', t.decided_at) order by t.decided_at, t.decision_id)
        from notices.told t where t.report_id = r.id) as decisions
    from notices.report r join identity.party p on p.id = r.by_party
    where ${id}::uuid is null or r.id = ${id}::uuid
    order by r.id desc limit ${'limit' in which ? which.limit : 1}`.execute(db);
  return rows;
}

/** What a delegation is about, in words: `BUN delegationsordning 2.1, placering i förskola`. */
export function delegationText(town: Town, board: string, id: string, language: 'sv' | 'en'): string {
  const row = town.delegations.find((each) => each.id === id && each.board === board);
  return row === undefined ? id : `${id}: ${text(row.matter, language)}`;
}
