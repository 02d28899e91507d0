import type { Actor, PartyId } from '#platform/access/index.ts';
import type { Service } from '#platform/town/index.ts';
import type { Draft, Owner } from './draft.ts';
import type { Frozen } from './freeze.tsx';
import { isTraceless } from './owner.ts';
import { receiptToken, secretHash } from './secret.ts';

/** A draft with what it is sent as. */
export interface Sending {
  readonly draft: Draft;
  readonly service: Service;
  readonly frozen: Frozen;
  readonly hash: string;
  readonly owner: Owner;
}

/** The hash of the capability that the receipt will have in its address; null where a signed-in person sends. */
export function receiptHashOf(draft: Draft, owner: Owner): string | null {
  if (owner.paid !== undefined) return owner.paid.receiptHash;
  const secret = draft.secretHash === null ? undefined : owner.secret;
  return secret === undefined ? null : secretHash(receiptToken(secret, draft.id));
}

/** Who sends: the draft's owner, the officer who fills it in for her, and nobody at all where the service keeps no names. */
export function actorOf({ draft, service, owner }: Sending): Actor {
  if (draft.assistedBy !== null) return owner.actor;
  const mine = owner.actor.kind === 'citizen' && draft.party === (owner.actor.party as PartyId);
  return mine && !isTraceless(service) ? owner.actor : { kind: 'anonymous' };
}
