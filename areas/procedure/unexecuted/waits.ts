import type { Text } from '@torget/form';
import { type RawBuilder, sql } from 'kysely';
import { type CasesOptions, openable } from '#areas/cases/index.ts';
import type { Actor, PartyId } from '#platform/access/index.ts';
import { legalDay } from '#platform/calendar/index.ts';
import type { Db } from '#platform/database/index.ts';
import type { Service } from '#platform/town/index.ts';
import type { Wait } from './clock.ts';

type Day = Temporal.PlainDate;

/** How a wait ended: the support began, the person declined, the money was ordered, another decision took its place. */
export type End = 'verkstallt' | 'avstatt' | 'utbetalt' | 'andrat';

/** A decision to the person's good that is reported while it is not carried out, with what was written about that. */
export interface WaitingDecision extends Wait {
  /** The decision; of one whose carrying out was interrupted, the act that says so. */
  readonly id: string;
  readonly decision: string;
  readonly caseId: string;
  readonly number: string;
  readonly unit: string;
  readonly service: Service;
  /** The kind of support. */
  readonly kind: Text;
  /** The person it is for. */
  readonly applicant: PartyId | null;
  /** The day of the decision. */
  readonly decided: Day;
  /** The day on which carrying it out was interrupted; null of one that has not been carried out at all. */
  readonly interrupted: Day | null;
  /** How it ended, and the day that was written; null while it waits. */
  readonly how: End | null;
  readonly said: Day | null;
  /** Why it was not carried out, as was written then, the newest last. */
  readonly reasons: readonly Reason[];
  /** Whether whoever asks may open the case. */
  readonly opens: boolean;
}

interface Reason {
  readonly skal: string;
  readonly day: Day;
}

/** Which waits are asked for. */
export interface AskedWaits {
  /** Only those whose three months were over before this day. */
  readonly overdue: Day;
  /** As the cases stood when this day began; as they stand when it is left out. */
  readonly seen?: Day;
  /** With those whose end was written on this day or later; without it only those that wait. */
  readonly ended?: Day;
  /** Those of one board, whoever may open them; those of one case. */
  readonly board?: string;
  readonly caseId?: string;
  /** Who asks, and their kin; the house itself when left out. */
  readonly who?: { readonly actor: Actor; readonly kin: readonly PartyId[] };
}

interface Row
  extends Omit<
    WaitingDecision,
    'service' | 'kind' | 'since' | 'ended' | 'decided' | 'interrupted' | 'said' | 'reasons'
  > {
  readonly version: string;
  readonly ground: string;
  readonly decided: string;
  readonly interrupted: string | null;
  readonly ended: string | null;
  readonly said: string | null;
  readonly reasons: readonly { readonly skal: string; readonly at: string }[];
}

/**
 * The times in which favourable decisions in services whose ground is reported (SoL 34 kap. 1 §) were not carried out,
 * oldest first: each decision of a case from the day it was made, and each that was interrupted from that day. Reads what
 * waits now and what ended late since `ended`: nothing of what was carried out in time (`cases.unexecuted`).
 */
export async function waitingDecisions(
  db: Db,
  catalogue: Pick<CasesOptions['catalogue'], 'readable'>,
  asked: AskedWaits,
): Promise<readonly WaitingDecision[]> {
  const rows = await read(db, asked);
  const versions = [...new Set(rows.map(({ version }) => version))];
  const services = await Promise.all(versions.map((version) => catalogue.readable(db, version)));
  const day = (text: string | null) => (text === null ? null : Temporal.PlainDate.from(text));
  return rows.flatMap(({ version, ground, reasons, ...row }) => {
    const service = services.find((one) => one?.hash === version);
    const cited = service?.definition.grounds.find(({ id, unexecuted }) => id === ground && unexecuted);
    if (service === undefined || cited === undefined) return [];
    const decided = Temporal.PlainDate.from(row.decided);
    const interrupted = day(row.interrupted);
    const told = reasons.map(({ skal, at }) => ({ skal, day: legalDay(Temporal.Instant.from(at)) }));
    const days = { decided, interrupted, since: interrupted ?? decided, ended: day(row.ended), said: day(row.said) };
    return [{ ...row, ...days, service, kind: cited.kind ?? service.definition.title, reasons: told }];
  });
}

const ofCase = ({ caseId }: AskedWaits) => (caseId === undefined ? sql`true` : sql`c.id = ${caseId}`);

/** The legal day of an instant. */
const legal = (at: RawBuilder<unknown>) => sql`(${at} at time zone 'Europe/Stockholm')::date`;

async function read(db: Db, asked: AskedWaits): Promise<readonly Row[]> {
  const { overdue, seen, ended, board, who } = asked;
  const began = (day: Day) => sql`${day.toString()}::date::timestamp at time zone 'Europe/Stockholm'`;
  const written = (at: RawBuilder<unknown>) => (seen === undefined ? sql`true` : sql`${at} < ${began(seen)}`);
  // Three months from its last day and a few more are not over: which of these are is the calendar's to say.
  const bound = overdue.subtract({ months: 3 }).add({ days: 3 }).toString();
  const { rows } =
    await sql<Row>`select w.id, w.decision_id as decision, c.id as "caseId", c.number, c.unit, c.service_version as version, d.ground,
      (select r.party_id from cases.party_role r where r.case_id = c.id and r.role = 'applicant' order by r.since limit 1) as applicant,
      cases.decision_day(d)::text as decided, case when w.id <> w.decision_id then w.since end::text as interrupted,
      x.day::text as ended, x.how, ${legal(sql`x.at`)}::text as said,
      (select coalesce(jsonb_agg(jsonb_build_object('skal', a.data->>'skal', 'at', a.at) order by a.id), '[]')
        from procedure.act a where a.case_id = c.id and ${written(sql`a.at`)} and (a.id = w.id
          or a.act = 'not-carried-out' and coalesce(a.data->>'wait', a.data->>'decision') = w.id::text)) as reasons,
      ${who === undefined ? sql`true` : openable(who.actor, who.kin)} as opens
    from cases.unexecuted w join cases.case c on c.id = w.case_id join cases.decision d on d.id = w.decision_id
    left join lateral (select * from (${ENDS}) e
      where w.ended_at is not null and ${written(sql`e.at`)} order by e.day, e.at limit 1) x on true
    where w.since <= ${bound}::date and ${written(sql`w.at`)}
      and (w.ended_at is null or ${ended === undefined ? sql`false` : sql`w.ended_at >= ${began(ended)}`})
      and ${ofCase(asked)} and ${board === undefined ? sql`true` : sql`c.board = ${board}`}
    order by w.since, w.id`.execute(db);
  return rows;
}

/**
 * What ends a wait: that it is carried out or declined, as an officer writes; that another decision takes its place
 * (FL 37 §); or of money that the order to pay is received, as long as no newer decision of the case was made before.
 */
const ENDS = sql`
  select (a.data->>'dag')::date as day, a.data->>'hur' as how, a.at from procedure.act a
    where a.case_id = w.case_id and a.act = 'carried-out' and a.about = w.id
  union all
  select ${legal(sql`a.at`)}, 'andrat', a.at from procedure.act a
    where a.case_id = w.case_id and a.act = 'change-decision' and a.data->>'before' = w.decision_id::text
  union all
  select ${legal(sql`p.received_at`)}, 'utbetalt', p.received_at from cases.payment_order p
    where p.case_id = w.case_id and w.id = w.decision_id and p.received_at >= w.at
      and not exists (select from cases.decision n where n.case_id = p.case_id and n.id > w.id and n.at <= p.received_at)`;
