import { type Assignment, assignmentsOf, type PartyId, syncStaff } from '#platform/access/index.ts';
import { type Db, transaction } from '#platform/database/index.ts';
import type { Town } from '#platform/town/types.ts';
import { type Answer, type Request, SESSION_COOKIE } from '#platform/web/index.ts';
import type { House } from '../house.ts';
import type { PersonClaims } from '../party/facts.ts';
import { refreshGuardians } from '../party/guardian.ts';
import { resolveParty } from '../party/resolve.ts';
import { endSessionOf, startSession } from '../session/session.ts';
import { finishSigning, isSigning } from '../signing/finish.ts';
import { exchange } from './exchange.ts';
import { acceptedAcr, assuranceOf, levelOf } from './level.ts';
import { providersFor } from './provider.ts';
import { BROWSER_COOKIE, browserOf } from './start.ts';
import { keepProved, type SignIn, takeSignIn } from './transaction.ts';

/**
 * Where every e-ID sends the person back to: the sign-in under way is taken (once, by this browser only), the answer is
 * checked, the party is found or made, and a session with a fresh id starts, in one transaction.
 */
export async function finishSignIn(house: House, request: Request): Promise<Answer> {
  const site = house.siteOf(request.town);
  const [state, browser] = [request.query['state'], browserOf(request)];
  const begun = state && browser ? await takeSignIn(site.db, state, browser) : null;
  if (begun === null || state === undefined) return problem(request, 'person', 'expired');
  const provider = providersFor(request.town, site.mode, begun.audience).find((each) => each.id === begun.provider);
  if (provider === undefined || provider.id !== request.params['provider']) {
    return problem(request, begun.audience, 'expired', begun);
  }
  const answer = new URL(house.redirectUri(site, provider));
  for (const [name, value] of Object.entries(request.query)) answer.searchParams.set(name, value);
  const accepted = acceptedAcr(provider.loa, provider.builtIn !== undefined, site.mode);
  const proved = await house
    .client(site, provider, begun.audience)
    .then((client) => exchange(client, answer, state, begun, accepted));
  if (isSigning(begun)) return finishSigning(house, request, begun, { provider, proved });
  if (!proved.ok) {
    house.log.info({ provider: begun.provider, fault: proved.fault, detail: proved.detail }, 'sign-in refused');
    return problem(request, begun.audience, proved.fault, begun);
  }
  const level = levelOf(proved.acr, site.mode);
  if (level === null) return problem(request, begun.audience, 'level', begun);
  const who = { ...begun, claims: proved.claims, assurance: assuranceOf(level, proved.claims.number) };
  return transaction(site.db, (tx) => admit(tx, request, who));
}

interface Admitted extends SignIn {
  readonly claims: PersonClaims;
  readonly assurance: string;
}

async function admit(tx: Db, request: Request, who: Admitted): Promise<Answer> {
  const at = Temporal.Instant.from(request.now);
  const source = `sign-in:${who.provider}`;
  const { party } = await resolveParty(tx, who.claims, request.town.registers, { at, source });
  if (who.audience === 'person') {
    await refreshGuardians(tx, request.town, party, at);
    return begin(tx, request, who, party);
  }
  const assignments = await assignmentsFor(tx, request.town, party, who.claims, at);
  const [first, ...more] = assignments;
  if (first === undefined) return problem(request, 'staff', 'no-assignment', who);
  if (more.length === 0) return begin(tx, request, who, party, first.id);
  await keepProved(tx, who.id, party, who.assurance);
  return { kind: 'redirect', to: request.url('staff.assignment', {}, who.language) };
}

/** In an example `registers/staff.yaml` says who works where; in a real town what was imported holds. */
async function assignmentsFor(
  tx: Db,
  town: Town,
  party: PartyId,
  claims: PersonClaims,
  at: Temporal.Instant,
): Promise<readonly Assignment[]> {
  if (town.registers === undefined) return assignmentsOf(tx, party);
  const listed = town.registers.staff.find((each) => each.number === claims.number.value);
  return syncStaff(tx, party, listed, 'registers/staff.yaml', at);
}

async function begin(tx: Db, request: Request, who: Admitted, party: PartyId, assignment?: string): Promise<Answer> {
  const old = request.cookies[SESSION_COOKIE];
  if (old !== undefined) await endSessionOf(tx, old);
  const { assurance, provider } = who;
  const token = await startSession(tx, { party, assurance, provider, ...(assignment ? { assignment } : {}) });
  return signedIn(token, who.returnTo);
}

/** The answer that carries a new session's cookie, which ends with the browser; the sign-in's own cookie is taken away. */
export function signedIn(token: string, to: string): Answer {
  return {
    kind: 'redirect',
    to,
    cookies: [
      { name: SESSION_COOKIE.slice('__Host-'.length), value: token },
      { name: BROWSER_COOKIE, value: '', maxAge: 0 },
    ],
  };
}

/** Back to the chooser, with what happened in words, in the language the person began in. */
function problem(request: Request, audience: SignIn['audience'], what: string, begun?: SignIn): Answer {
  const till = begun === undefined ? {} : { till: begun.returnTo };
  const name = audience === 'staff' ? 'staff.sign-in' : 'sign-in';
  return { kind: 'redirect', to: request.url(name, { fel: what, ...till }, begun?.language) };
}
