import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Db } from '#platform/database/index.ts';
import { NotFound, TorgetError } from '#platform/errors.ts';
import type { Service } from '#platform/town/index.ts';
import type { ApiRequest } from '#platform/web/index.ts';
import { type Begun, beginDraft } from '../begin.ts';
import { type Draft, findDraft } from '../draft.ts';
import type { ApplicationsOptions } from '../mount.ts';
import type { Sender } from '../sender.ts';

/** 128 random bits or more in the alphabet of base64url, UUIDs too: for who has no name it is all that leads to the receipt. */
const KEY = /^[\w-]{22,128}$/;

/** Where the service keeps no names nobody has one; where it asks for sign-in somebody must. */
export function actorFor({ actor, bearer }: ApiRequest, { definition }: Service): ApiRequest['actor'] {
  if (definition.signIn === 'none') return { kind: 'anonymous' };
  if (actor.kind === 'citizen') return actor;
  if (definition.signIn === 'required' || bearer !== undefined)
    throw new TorgetError(
      'sign-in',
      401,
      { sv: 'Tjänsten kräver att en person är inloggad.', en: 'The service needs a person who is signed in.' },
      'no citizen session',
    );
  return { kind: 'anonymous' };
}

/** The draft that a key stands for: its id and secret follow from the key, so that a second call means the same one. */
export function begunBy({ actor, idempotencyKey: key }: ApiRequest, service: Service): Begun {
  if (key === undefined || !KEY.test(key))
    throw new TorgetError(
      'idempotency-key',
      400,
      {
        sv: 'Skicka Idempotency-Key med 22 till 128 slumpade tecken (a–z, A–Z, 0–9, - och _).',
        en: 'Send Idempotency-Key with 22 to 128 random characters (a–z, A–Z, 0–9, - and _).',
      },
      'key missing or of another form',
    );
  const named = actor.kind === 'citizen';
  const who = named ? `${actor.party} ${actor.principal}` : 'nobody';
  const made = (what: string) => createHash('sha256').update(`torget api ${what} ${service.id} ${who} ${key}`);
  const hex = made('draft').digest('hex');
  // RFC 9562, version 8: an id of our own making.
  const id = `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
  return { id, owner: { actor, secret: named ? undefined : made('secret').digest('base64url') } };
}

/** The draft that a key stands for, begun by whichever call comes first: files before the application, or itself. */
export async function draftOf(
  tx: Db,
  sender: Sender,
  options: ApplicationsOptions,
  service: Service,
  begun: Begun,
): Promise<Draft> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`api draft ${begun.id}`}, 0))`.execute(tx);
  const within = { ...sender, db: tx };
  const known = await findDraft(tx, begun.owner, begun.id, sender.now);
  if (known !== undefined) return known;
  await beginDraft(within, options, service, begun);
  const draft = await findDraft(tx, begun.owner, begun.id, sender.now);
  if (draft === undefined) throw new NotFound('the draft that was begun');
  return draft;
}
