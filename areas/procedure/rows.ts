import type { Json } from '@torget/feel';
import { sql } from 'kysely';
import type { Actor } from '#platform/access/index.ts';
import { legalDay } from '#platform/calendar/index.ts';
import { type Db, uuidv7 } from '#platform/database/index.ts';
import { NotFound } from '#platform/errors.ts';
import type { ActName } from './acts/act.ts';

/** An act of a case as it was done. */
export interface ActRow {
  readonly id: string;
  readonly act: ActName;
  readonly about: string | null;
  readonly data: { readonly [name: string]: Json };
  /** Name of who did it; empty for the holder of a receipt without a name. */
  readonly by: string;
  readonly byParty: string | null;
  /** The party it was done for: who answers, asks or appeals, or whom a decision was served on. */
  readonly forParty: string | null;
  readonly unit: string | null;
  readonly at: string;
}

/** What has been done in a case, oldest first. */
export async function actsOf(db: Db, caseId: string): Promise<readonly ActRow[]> {
  const { rows } =
    await sql<ActRow>`select a.id, a.act, a.about, a.data, coalesce(p.name, '') as by, a.by_party as "byParty", a.for_party as "forParty",
      a.unit,
      to_char(a.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at
    from procedure.act a left join identity.party p on p.id = a.by_party where a.case_id = ${caseId} order by a.id`.execute(
      db,
    );
  return rows;
}

/** Writes an act; its id. */
export async function addAct(
  tx: Db,
  done: {
    readonly caseId: string;
    readonly act: ActName;
    readonly about?: string;
    readonly data: { readonly [name: string]: Json };
    readonly actor: Actor;
    /** Whom staff do it for; a party does it for itself, an agent for the one it acts for. */
    readonly forParty?: string;
    readonly at: string;
  },
): Promise<string> {
  const { actor } = done;
  if (actor.kind === 'system') throw new NotFound('no function does an act');
  const id = uuidv7();
  await sql`insert into procedure.act (id, case_id, act, about, data, by_party, for_party, unit, at)
    values (${id}, ${done.caseId}, ${done.act}, ${done.about ?? null}::uuid, ${JSON.stringify(done.data)}::jsonb,
      ${actor.kind === 'anonymous' ? null : actor.party}::uuid,
      ${actor.kind === 'citizen' ? actor.principal : (done.forParty ?? null)}::uuid,
      ${actor.kind === 'staff' ? actor.unit : null}, ${done.at}::timestamptz)`.execute(tx);
  return id;
}

/** The legal day of something that was done. */
export function dayOf({ at }: { readonly at: string }): Temporal.PlainDate {
  return legalDay(Temporal.Instant.from(at));
}
