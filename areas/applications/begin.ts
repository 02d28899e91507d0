import { type Db, transaction } from '#platform/database/index.ts';
import type { Service } from '#platform/town/index.ts';
import { type Owner, startDraft } from './draft.ts';
import type { ApplicationsOptions } from './mount.ts';
import { newSecret, secretHash } from './secret.ts';
import type { Sender } from './sender.ts';

/** A draft that has just been started, and who may go on with it. */
export interface Begun {
  readonly id: string;
  readonly owner: Owner;
}

/**
 * Starts a draft. For a person who is signed in the registers are asked now, once, and the person sees what they said;
 * for anybody else, and where the service keeps no names, nothing but a secret leads to it. `as` is a draft whose id and
 * secret are settled already: what comes through the API under a key.
 */
export async function beginDraft(
  sender: Sender,
  options: ApplicationsOptions,
  service: Service,
  as?: Begun,
): Promise<Begun> {
  const { actor, language, now } = sender;
  const base = { service: service.id, version: service.hash, language, at: now };
  if (service.definition.signIn === 'none' || actor.kind !== 'citizen') {
    const secret = as?.owner.secret ?? newSecret();
    const owner = { secretHash: secretHash(secret) };
    return { id: await startDraft(sender.db, { ...base, owner, facts: {} }, as?.id), owner: { actor, secret } };
  }
  const id = await transaction(sender.db, async (tx: Db) => {
    const names = service.definition.facts;
    const facts = names.length === 0 ? {} : await options.facts(tx, sender, actor.principal, names);
    return startDraft(tx, { ...base, owner: { party: actor.party, principal: actor.principal }, facts }, as?.id);
  });
  return { id, owner: { actor, secret: undefined } };
}
