import { sql } from 'kysely';
import { type CasesOptions, openable } from '#areas/cases/index.ts';
import type { Actor, PartyId } from '#platform/access/index.ts';
import { legalDay } from '#platform/calendar/index.ts';
import type { Db } from '#platform/database/index.ts';
import type { Service } from '#platform/town/index.ts';
import type { Favourable } from './clock.ts';

/** A decision to the person's good that is reported while it is not carried out, with what was written about that. */
export interface WaitingDecision extends Favourable {
  readonly id: string;
  readonly caseId: string;
  readonly number: string;
  readonly unit: string;
  readonly service: Service;
  /** The person it is for. */
  readonly applicant: PartyId | null;
  /** How it ended: carried out, declined; null while it waits. */
  readonly how: string | null;
  /** Why it was not carried out, as was written then, the newest last. */
  readonly reasons: readonly Reason[];
}

interface Reason {
  readonly skal: string;
  readonly day: Temporal.PlainDate;
}

interface Row {
  readonly id: string;
  readonly caseId: string;
  readonly number: string;
  readonly unit: string;
  readonly version: string;
  readonly ground: string;
  readonly applicant: PartyId | null;
  readonly decided: string;
  readonly ended: string | null;
  readonly how: string | null;
  readonly reasons: readonly { readonly skal: string; readonly at: string }[];
}

/**
 * The favourable decisions that hold, in services whose ground is reported (SoL 34 kap. 1 §), oldest first: of a case the
 * newest decision. For an actor only those of cases that it may open.
 */
export async function waitingDecisions(
  db: Db,
  catalogue: CasesOptions['catalogue'],
  who?: { readonly actor: Actor; readonly kin: readonly PartyId[] },
): Promise<readonly WaitingDecision[]> {
  const versions = await sql<{ version: string }>`select distinct c.service_version as version from cases.case c
    where exists (select from cases.decision d where d.case_id = c.id)`.execute(db);
  const services = await Promise.all(versions.rows.map(({ version }) => catalogue.version(db, version)));
  const reported = services.filter(({ definition }) => definition.grounds.some(({ unexecuted }) => unexecuted));
  if (reported.length === 0) return [];
  const { rows } =
    await sql<Row>`select d.id, c.id as "caseId", c.number, c.unit, c.service_version as version, d.ground,
      (select r.party_id from cases.party_role r where r.case_id = c.id and r.role = 'applicant' order by r.since limit 1) as applicant,
      cases.decision_day(d)::text as decided, e.data->>'dag' as ended, e.data->>'hur' as how,
      (select coalesce(jsonb_agg(jsonb_build_object('skal', a.data->>'skal', 'at', a.at) order by a.id), '[]')
        from procedure.act a where a.case_id = c.id and a.act = 'not-carried-out'
          and a.data->>'decision' = d.id::text) as reasons
    from cases.case c
    join lateral (select * from cases.decision d where d.case_id = c.id order by d.id desc limit 1) d on true
    left join procedure.act e on e.case_id = c.id and e.act = 'carried-out' and e.about = d.id
    where c.service_version = any(${reported.map(({ hash }) => hash)}::text[])
      and d.outcome in ('approved', 'partly-approved')
      and ${who === undefined ? sql`true` : openable(who.actor, who.kin)}
    order by decided, d.id`.execute(db);
  return rows.flatMap(({ version, ground, decided, ended, reasons, ...row }) => {
    const service = reported.find(({ hash }) => hash === version);
    if (!service?.definition.grounds.some(({ id, unexecuted }) => id === ground && unexecuted)) return [];
    const day = ended === null ? null : Temporal.PlainDate.from(ended);
    const told = reasons.map(({ skal, at }) => ({ skal, day: legalDay(Temporal.Instant.from(at)) }));
    return [{ ...row, service, decided: Temporal.PlainDate.from(decided), ended: day, reasons: told }];
  });
}
