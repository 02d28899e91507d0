// Who somebody is: sign-in, the built-in test e-ID, sessions, parties with their numbers, and who may act for whom.
import type { FastifyInstance } from 'fastify';
import type { Db } from '#platform/database/index.ts';
import type { Town } from '#platform/town/types.ts';
import type { Answer, Request, Route, SessionReading, SessionView } from '#platform/web/index.ts';
import { type IdentityOptions, openHouse } from './house.ts';
import { identityRoutes } from './routes.ts';
import { actorOf } from './session/actor.ts';
import { readLapsed, readSession } from './session/session.ts';
import type { Document } from './signing/ask.ts';
import { startSigning } from './signing/start.ts';
import { mountTestEid } from './test-eid/mount.ts';

export { myDetails } from './party/details.ts';
export { ensureParty, freshKnownParty, freshParty } from './party/ensure.ts';
export { refreshGuardians } from './party/guardian.ts';
export { type LanguageNeed, languageNeeds, recordLanguageNeed } from './party/language-need.ts';
export { actingFor } from './party/mandate.ts';
export { partyNames } from './party/names.ts';
export { type IdentityNumber, readOrganisationNumber, type Sex, twelveDigits, withoutSigns } from './party/number.ts';
export { type FoundOrganisation, findOrganisation, freshOrganisation } from './party/organisation.ts';
export {
  type PostalLines,
  readPostalLines,
  registeredAddress,
  writeAddress,
  writtenAddresses,
} from './party/organisation-address.ts';
export {
  currentNumber,
  type NumberRow,
  numberIn,
  numberOf,
  numbersOf,
  type PartyView,
  partyView,
} from './party/party.ts';
export { identityPersonal } from './party/personal.ts';
export { sexesOf } from './party/sex.ts';
export { refreshNamesWithheld } from './party/staff.ts';
export { sessionEnd, startSession } from './session/session.ts';
export { sweepIdentity } from './session/sweep.ts';
export { checkProviders } from './sign-in/provider.ts';
export type { Document } from './signing/ask.ts';
export { canonical, canonicalHash, sha256 } from './signing/canonical.ts';
export { issueReceipt, type Proof, type ReceiptContent, readReceipt, type Signed } from './signing/receipt.ts';

export interface Identity {
  readonly routes: readonly Route[];
  /** Sends a signed-in person to the e-ID to sign a text; comes back to `returnTo`, or as `signed` says. */
  sign(request: Request, document: Document, returnTo: string): Promise<Answer>;
  /** The built-in test e-ID, for `ServerOptions.plugins`; it answers only for towns whose database is an example. */
  plugin(app: FastifyInstance): Promise<void>;
}

/** Puts sign-in together for all towns of the process. */
export function createIdentity(options: IdentityOptions): Identity {
  const house = openHouse(options);
  return {
    routes: identityRoutes(house),
    sign: (request, document, returnTo) => startSigning(house, request, document, returnTo),
    async plugin(app) {
      house.serveThrough(app);
      mountTestEid(app, house);
    },
  };
}

/** What the web asks for with each session cookie (`Site.readSession`). */
export async function sessionView(
  db: Db,
  town: Town,
  cookie: string,
  how: SessionReading = {},
): Promise<SessionView | null> {
  const session = await readSession(db, cookie, Temporal.Now.instant(), how);
  return session && { actor: actorOf(session, town), csrf: session.csrf, along: session.along };
}

/** What the web asks for with the cookie of a session that has ended by itself (`Site.readLapsed`). */
export async function lapsedView(db: Db, town: Town, cookie: string): Promise<SessionView | null> {
  const session = await readLapsed(db, cookie);
  return session && { actor: actorOf(session, town), csrf: session.csrf, along: null };
}
