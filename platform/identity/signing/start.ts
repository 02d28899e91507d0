import { sql } from 'kysely';
import type { PartyId } from '#platform/access/index.ts';
import type { Db } from '#platform/database/index.ts';
import type { Answer, Request } from '#platform/web/index.ts';
import type { House } from '../house.ts';
import { numberOf } from '../party/party.ts';
import { acceptedAcr } from '../sign-in/level.ts';
import { providersFor } from '../sign-in/provider.ts';
import { browserSecret, signInCookie } from '../sign-in/start.ts';
import { beginSignIn } from '../sign-in/transaction.ts';
import { askForSignature, type Document } from './ask.ts';
import { canonical } from './canonical.ts';

/** What became of a wish to sign, in the address of the page that it began on. */
const FAULT = 'fel';

/**
 * Sends a signed-in person to the e-ID that she signed in with, to sign a text: a new proof of who she is, with the text
 * before her eyes. Comes back to `returnTo` (a path of ours) with what happened, or goes on as the area says.
 */
export async function startSigning(
  house: House,
  request: Request,
  document: Document,
  returnTo: string,
): Promise<Answer> {
  const { actor, language } = request;
  const back = (fault: string): Answer => ({ kind: 'redirect', to: withFault(returnTo, fault) });
  if (actor.kind !== 'citizen') return { kind: 'redirect', to: request.url('sign-in', { till: returnTo }) };
  const site = house.siteOf(request.town);
  const id = await providerOf(site.db, actor.session);
  const provider = providersFor(request.town, site.mode, 'person').find((each) => each.id === id);
  const number = await numberOf(site.db, actor.party);
  if (provider === undefined || number === null) return back('unavailable');
  const { signed, hash, memo = null } = document;
  const tbs = canonical({ hash, kind: signed.kind, id: signed.id });
  const question = {
    redirectUri: house.redirectUri(site, provider),
    acr: acceptedAcr(provider.loa, provider.builtIn !== undefined, site.mode),
    ...{ language, number, document, tbs },
  };
  const asked = await house
    .client(site, provider, 'person')
    .then((client) => askForSignature(site.db, client, question))
    .catch((error: unknown) => {
      const detail = error instanceof Error ? error.message : String(error);
      house.log.warn({ provider: id, detail }, 'e-ID unavailable for signing');
      return null;
    });
  if (asked === null) return back('unavailable');
  const browser = browserSecret(request);
  const signing = { signer: actor.party as PartyId, signed, hash, tbs, memo };
  await beginSignIn(site.db, {
    ...asked,
    browser,
    audience: 'person',
    provider: provider.id,
    language,
    returnTo,
    signing,
  });
  return { kind: 'redirect', to: asked.url, cookies: [signInCookie(browser)] };
}

async function providerOf(db: Db, session: string): Promise<string | undefined> {
  const { rows } = await sql<{ provider: string }>`select provider from identity.session where id = ${session}`.execute(
    db,
  );
  return rows[0]?.provider;
}

/** The path with a word for what went wrong. */
export function withFault(path: string, fault: string): string {
  return `${path}${path.includes('?') ? '&' : '?'}${new URLSearchParams({ [FAULT]: fault })}`;
}
