import { sql } from 'kysely';
import { type Actor, can, kinOf, logLook, type PartyId } from '#platform/access/index.ts';
import { type Db, transaction } from '#platform/database/index.ts';
import { refreshGuardians } from '#platform/identity/index.ts';
import type { Service } from '#platform/town/index.ts';
import type { Request } from '#platform/web/index.ts';
import { keepHelp, startDraft } from '../draft.ts';
import type { ApplicationsOptions } from '../mount.ts';
import { keepLetter, type Letter, type ReadLetter, scanAsAnswer } from './letter.ts';

/** How she came to the officer; `letter`: her application did, on paper. */
export const CHANNELS = ['counter', 'phone', 'letter'] as const;
/** How the officer knows who it is: a document that was shown, someone known, or a number of ours that was called. */
export const IDENTITIES = ['document', 'known', 'call-back', 'paper'] as const;
/** Of what came on paper from nobody who is known here: an association, an authority, someone without a number or a name. */
export const NOBODY = 'unknown';
/** How the person confirms what stands there, where she does not send it herself. */
export const WAYS = ['screen', 'read-aloud'] as const;

/** That an officer fills in for somebody. */
export interface Assisted {
  readonly by: PartyId;
  readonly name: string;
  readonly unit: string;
  readonly channel: (typeof CHANNELS)[number];
  readonly identity: (typeof IDENTITIES)[number] | typeof NOBODY;
  readonly since: string;
  /** Of a paper application alone. */
  readonly letter?: Letter;
}

/** How the person confirmed what was filled in for her: told the officer, had written it on paper, or sent it herself. */
export interface Confirmed {
  readonly how: (typeof WAYS)[number] | 'paper' | 'my-pages';
  readonly at: string;
}

/** Help as an application keeps it. */
export type Help = Assisted & { readonly confirmed: Confirmed };

/**
 * Whether an officer may fill in a service of this unit for a person: what her own unit works with, nobody near her, and
 * protected persons for their role only. Asked when it is begun and each time it is opened. Of a letter from nobody known
 * (null) there is nobody to be near.
 */
export async function mayAssist(db: Db, actor: Actor, unit: string, principal: PartyId | null): Promise<boolean> {
  if (actor.kind !== 'staff') return false;
  if (principal === null) return can(actor, 'application.assist', { unit, protected: false });
  const { rows } = await sql<{
    protected: boolean;
  }>`select protected from identity.party where id = ${principal}`.execute(db);
  const kin = await kinOf(db, actor.party);
  return can(actor, 'application.assist', { unit, parties: [principal], kin, protected: rows[0]?.protected ?? true });
}

/**
 * Begins a draft for a person, or for nobody who is known. What the registers say of her is fetched as when she begins
 * herself: that is a look.
 */
export async function beginAssisted(
  request: Request,
  options: ApplicationsOptions,
  service: Service,
  principal: PartyId | null,
  { letter, ...how }: Pick<Assisted, 'channel' | 'identity'> & { readonly letter?: ReadLetter },
): Promise<string | undefined> {
  const { db, actor, language, now, requestId, town } = request;
  return transaction(db, async (tx) => {
    if (principal !== null) await refreshGuardians(tx, town, principal, Temporal.Instant.from(now));
    if (actor.kind !== 'staff' || !(await mayAssist(tx, actor, service.definition.owner.unit, principal)))
      return undefined;
    const names = service.definition.facts;
    const facts = principal === null || names.length === 0 ? {} : await options.facts(tx, request, principal, names);
    if (principal !== null)
      await logLook(tx, [{ kind: 'OPENED', actor, subject: principal, at: now, purpose: 'application', requestId }]);
    const assisted = { ...how, by: actor.party, name: actor.name, unit: actor.unit, since: now };
    const base = { service: service.id, version: service.hash, language, at: now, facts };
    const owner = principal === null ? null : { party: principal, principal };
    const draft = await startDraft(tx, { ...base, owner, assisted });
    if (letter !== undefined) {
      const kept = await keepLetter(tx, options, draft, letter, now);
      await keepHelp(tx, draft, { ...assisted, letter: kept }, scanAsAnswer(service, letter.scan, kept.file));
    }
    return draft;
  });
}

/** Gives the draft to the person, who reads it on Mina sidor and sends it herself. From now on it is hers alone. */
export async function handOver(tx: Db, draft: string, now: string): Promise<void> {
  await sql`update applications.draft set assisted_by = null, updated = ${now}::timestamptz where id = ${draft}`.execute(
    tx,
  );
}

/** What an officer has sent for somebody, or registered of nobody known; undefined for anybody else's. */
export async function sentFor(
  db: Db,
  actor: Actor,
  application: string,
): Promise<{ readonly number: string; readonly name: string | null; readonly channel: string } | undefined> {
  if (actor.kind !== 'staff') return undefined;
  const { rows } = await sql<{ number: string; name: string | null; channel: string }>`select a.case_number as number,
      p.name, a.assisted->>'channel' as channel
    from applications.application a left join identity.party p on p.id = a.principal
    where a.id = ${application} and a.assisted_by = ${actor.party}`.execute(db);
  return rows[0];
}

/** The help behind the application of a case. */
export async function helpOf(db: Db, caseId: string): Promise<Help | undefined> {
  const { rows } = await sql<{ assisted: Help }>`select assisted from applications.application
    where case_id = ${caseId} and assisted is not null`.execute(db);
  return rows[0]?.assisted;
}
