import type { Json } from '@torget/feel';
import { sql } from 'kysely';
import type { PartyId } from '#platform/access/index.ts';
import { type Db, uuidv7 } from '#platform/database/index.ts';
import type { Language } from '#platform/text/index.ts';
import { tokenHash } from '../session/token.ts';
import type { Signed } from '../signing/receipt.ts';
import type { Audience } from './provider.ts';

/** A person may look for the phone and read the code; after this the sign-in starts over. */
export const SIGN_IN_MINUTES = 10;

/** A sign-in under way: bound to the browser that began it, used once (identity.md §2.2). */
export interface SignIn {
  readonly id: string;
  readonly audience: Audience;
  readonly provider: string;
  readonly nonce: string;
  readonly verifier: string;
  readonly returnTo: string;
  readonly language: Language;
  /** Given when the person is not to sign in but to sign. */
  readonly signing?: Signing | null;
}

/** What is under way to be signed, and by whom. */
export interface Signing {
  readonly signer: PartyId;
  readonly signed: Signed;
  readonly hash: string;
  /** The data to be signed as they were sent to the e-ID. */
  readonly tbs: string;
  /** What the area wants back with the signature. */
  readonly memo: Json;
}

export interface Begun extends Omit<SignIn, 'id'> {
  readonly state: string;
  /** The secret in the browser's cookie. */
  readonly browser: string;
}

export async function beginSignIn(db: Db, begun: Begun, now = Temporal.Now.instant()): Promise<void> {
  await sql`insert into identity.sign_in (id, state_hash, browser_hash, audience, provider, nonce, verifier, return_to,
      language, expires_at, signer, signing)
    values (${uuidv7()}, ${tokenHash(begun.state)}, ${tokenHash(begun.browser)}, ${begun.audience}, ${begun.provider},
      ${begun.nonce}, ${begun.verifier}, ${begun.returnTo}, ${begun.language},
      ${now.add({ minutes: SIGN_IN_MINUTES })}, ${begun.signing?.signer ?? null},
      ${begun.signing ? JSON.stringify(begun.signing) : null}::jsonb)`.execute(db);
}

/** Takes a sign-in by its state, once: replayed, foreign or expired states find nothing. */
export async function takeSignIn(
  db: Db,
  state: string,
  browser: string,
  now = Temporal.Now.instant(),
): Promise<SignIn | null> {
  const { rows } = await sql<SignIn>`
    update identity.sign_in set used_at = ${now}
    where state_hash = ${tokenHash(state)} and browser_hash = ${tokenHash(browser)}
      and used_at is null and expires_at > ${now}
    returning id, audience, provider, nonce, verifier, return_to as "returnTo", language, signing`.execute(db);
  return rows[0] ?? null;
}

/** What a staff person has proved and not yet chosen an assignment for. */
export interface Proved {
  readonly id: string;
  readonly party: PartyId;
  readonly assurance: string;
  readonly provider: string;
  readonly returnTo: string;
}

/** Keeps a staff sign-in that must still choose an assignment, for the same browser and the same ten minutes. */
export async function keepProved(tx: Db, id: string, party: PartyId, assurance: string): Promise<void> {
  await sql`update identity.sign_in set party = ${party}, assurance = ${assurance} where id = ${id}`.execute(tx);
}

export async function provedBy(db: Db, browser: string, now = Temporal.Now.instant()): Promise<Proved | null> {
  const { rows } = await sql<Proved>`
    select id, party, assurance, provider, return_to as "returnTo" from identity.sign_in
    where browser_hash = ${tokenHash(browser)} and party is not null and expires_at > ${now}
    order by id desc limit 1`.execute(db);
  return rows[0] ?? null;
}

/** The choice is made: the row is gone, and cannot be chosen with again. False when somebody was first. */
export async function finishProved(tx: Db, id: string): Promise<boolean> {
  const { rows } = await sql<{ id: string }>`delete from identity.sign_in where id = ${id} returning id`.execute(tx);
  return rows.length > 0;
}
