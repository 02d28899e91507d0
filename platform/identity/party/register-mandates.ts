import { sql } from 'kysely';
import type { PartyId } from '#platform/access/index.ts';
import { legalDay } from '#platform/calendar/index.ts';
import { type Db, uuidv7 } from '#platform/database/index.ts';
import type { Mandate } from './mandate.ts';

export interface RegisteredMandates {
  readonly principal: PartyId;
  readonly kind: Mandate['kind'];
  /** Who may act for the principal, by the register. */
  readonly agents: readonly PartyId[];
  readonly requires: Mandate['requires'];
  /** The first day on which they do not hold any more. */
  readonly until: Temporal.PlainDate | null;
  readonly register: 'population' | 'companies';
  /** Legal time. */
  readonly at: Temporal.Instant;
}

/** Makes the mandates of one kind those of a register. One is never changed: the old one ends and a new one begins. */
export async function syncMandates(tx: Db, registered: RegisteredMandates): Promise<void> {
  const { principal, kind, agents, requires, until, register, at } = registered;
  await sql`update identity.mandate set revoked_at = ${at}
    where principal = ${principal} and kind = ${kind} and source = 'register' and revoked_at is null
      and (agent <> all(${[...agents]}::uuid[]) or requires <> ${requires} or valid_to is distinct from ${until}::date)`.execute(
    tx,
  );
  for (const agent of agents) {
    await sql`insert into identity.mandate (id, principal, agent, kind, requires, source, evidence, valid_from, valid_to)
      values (${uuidv7()}, ${principal}, ${agent}, ${kind}, ${requires}, 'register',
        ${JSON.stringify({ register, asked: at.toString() })}, ${legalDay(at)}, ${until})
      on conflict (principal, agent, kind) where revoked_at is null do nothing`.execute(tx);
  }
}
