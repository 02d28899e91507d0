import { compactVerify, createLocalJWKSet } from 'jose';
import { transaction } from '#platform/database/index.ts';
import { TorgetError } from '#platform/errors.ts';
import type { Provider } from '#platform/town/types.ts';
import type { Answer, Request, Site } from '#platform/web/index.ts';
import type { House } from '../house.ts';
import { partyForNumber } from '../party/party.ts';
import type { Exchanged } from '../sign-in/exchange.ts';
import { assuranceOf, levelOf } from '../sign-in/level.ts';
import type { SignIn, Signing } from '../sign-in/transaction.ts';
import type { Proof } from './receipt.ts';
import { withFault } from './start.ts';

export type BegunSigning = SignIn & { readonly signing: Signing };

/** True when what is under way at the e-ID is a signature. */
export function isSigning(begun: SignIn): begun is BegunSigning {
  return begun.signing !== undefined && begun.signing !== null;
}

/**
 * Takes what the e-ID says of a signature: it must be the person it was bound to, with a result over the data that were
 * sent. Then the area does what the signature was for, in one transaction; whatever fails leads back to the page with a
 * word for it.
 */
export async function finishSigning(
  house: House,
  request: Request,
  begun: BegunSigning,
  { provider, proved }: { readonly provider: Provider; readonly proved: Exchanged },
): Promise<Answer> {
  const site = house.siteOf(request.town);
  const back = (fault: string): Answer => ({ kind: 'redirect', to: withFault(begun.returnTo, fault) });
  if (!proved.ok) {
    house.log.info({ provider: provider.id, fault: proved.fault, detail: proved.detail }, 'signature refused');
    // A provider that holds the request to the person it is bound to says that the level cannot be met.
    return back(proved.fault === 'level' ? 'other-person' : proved.fault);
  }
  const { signing } = begun;
  const level = levelOf(proved.acr, site.mode);
  const party = await partyForNumber(site.db, proved.claims.number);
  if (party === null || party !== signing.signer) return back('other-person');
  const evidence = proved.signature;
  if (level === null || evidence === undefined) return back('not-trusted');
  if (provider.builtIn !== undefined && !(await isOfTestEid(house, site, evidence, signing.tbs)))
    return back('not-trusted');
  const proof: Proof = {
    signed: signing.signed,
    hash: signing.hash,
    party,
    level: assuranceOf(level, proved.claims.number),
    provider: provider.id,
    at: request.now,
    evidence,
  };
  if (house.signed === undefined) throw new TorgetError('no-signing', 500, NOBODY, 'no area takes signatures');
  const { signed } = house;
  return transaction(site.db, (tx) => signed(tx, request, proof, signing.memo));
}

const NOBODY = { sv: 'Underskriften kunde inte tas emot.', en: 'The signature could not be taken.' };

/** The built-in e-ID's result is a JWS over the data to be signed, by its own key. */
async function isOfTestEid(house: House, site: Site, evidence: string, tbs: string): Promise<boolean> {
  const { keys } = await house.testEid(site);
  try {
    const jws = Buffer.from(evidence, 'base64').toString();
    const { payload } = await compactVerify(jws, createLocalJWKSet({ keys: [...keys] }), { algorithms: ['ES256'] });
    return Buffer.from(payload).toString() === tbs;
  } catch {
    return false;
  }
}
