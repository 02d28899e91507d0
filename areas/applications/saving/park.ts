import { encode } from '@torget/feel';
import { sql } from 'kysely';
import { type Db, transaction } from '#platform/database/index.ts';
import { type Draft, findDraft, type Owner } from '../draft.ts';
import { forgetDraft } from '../kept.ts';
import { newSecret, secretHash } from '../secret.ts';
import { keyOf, seal } from './seal.ts';

/**
 * Seals a draft for a link, under a new secret: links that were sent before, and cookies of other browsers, open it no
 * more. Resolves to the secret, which is kept nowhere; undefined when the draft is gone or is a person's by their sign-in.
 */
export async function park(db: Db, owner: Owner, id: string, now: string): Promise<string | undefined> {
  return transaction(db, async (tx) => {
    const draft = await findDraft(tx, owner, id, now, 'lock');
    if (draft === undefined || draft.party !== null) return undefined;
    const secret = newSecret();
    const { answers, typed } = draft;
    forgetDraft(id);
    const sealed = seal(keyOf(secret, id), id, { answers, facts: encode(draft.facts), typed });
    await sql`update applications.draft set secret_hash = ${secretHash(secret)}, sealed = ${sealed}, answers = '{}',
      facts = '{"value": {}}', typed = null, paying = null, updated = ${now}::timestamptz where id = ${id}`.execute(tx);
    return secret;
  });
}

/**
 * The draft that a link opens; undefined for a wrong, old or used one. Which of these it is nobody is told.
 */
export async function parkedBy(db: Db, secret: string, now: string): Promise<Draft | undefined> {
  const { rows } = await sql<{ id: string }>`select id from applications.draft
    where secret_hash = ${secretHash(secret)}`.execute(db);
  const id = rows[0]?.id;
  return id === undefined ? undefined : findDraft(db, { actor: { kind: 'anonymous' }, secret }, id, now);
}
