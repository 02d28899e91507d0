import {
  AuthorizationResponseError,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  type Configuration,
  calculatePKCECodeChallenge,
  fetchUserInfo,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
} from 'openid-client';
import { claim, readClaims, scope } from '../claims.ts';
import type { PersonClaims } from '../party/facts.ts';
import type { SignIn } from './transaction.ts';

/** An ID token older than this is somebody's leftover (identity.md §2.2). */
const FRESH_SECONDS = 300;

export interface Asked {
  readonly url: string;
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

/**
 * The authentication request: code flow, PKCE S256, `prompt=login` so that nobody is signed in by another system's
 * session, the level as an essential claim, and the number from UserInfo only. `login_hint` is never sent.
 */
export async function ask(
  config: Configuration,
  redirectUri: string,
  acr: readonly string[],
  language: string,
): Promise<Asked> {
  const [state, nonce, verifier] = [randomState(), randomNonce(), randomPKCECodeVerifier()];
  const wanted = {
    id_token: { acr: { essential: true, values: acr } },
    userinfo: {
      [claim.coordinationNumberLevel]: null,
      [claim.previousCoordinationNumber]: null,
      [claim.prid]: null,
    },
  };
  const url = buildAuthorizationUrl(config, {
    redirect_uri: redirectUri,
    scope: `openid ${scope.info} ${scope.number}`,
    claims: JSON.stringify(wanted),
    prompt: 'login',
    ui_locales: language,
    state,
    nonce,
    code_challenge: await calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
  });
  return { url: url.href, state, nonce, verifier };
}

export type SignInFault =
  /** The person pressed cancel, or could not prove who it was. */
  | 'cancelled'
  /** The e-ID does not answer, or says that it can't at the moment. */
  | 'unavailable'
  /** Something between us and the e-ID was not as it must be: signature, nonce, issuer, time. */
  | 'not-trusted'
  | 'level'
  | 'no-number'
  | 'two-numbers';

export type Exchanged =
  | { readonly ok: true; readonly claims: PersonClaims; readonly acr: string; readonly signature?: string }
  | { readonly ok: false; readonly fault: SignInFault; readonly detail: string };

/**
 * Takes the answer of the provider for what it proves. Every check that fails is an outcome, not an exception: the
 * person is told in words and may try again; `detail` goes to the log and holds no claim.
 */
export async function exchange(
  config: Configuration,
  answer: URL,
  state: string,
  begun: Pick<SignIn, 'nonce' | 'verifier'>,
  accepted: readonly string[],
): Promise<Exchanged> {
  try {
    const tokens = await authorizationCodeGrant(config, answer, {
      expectedState: state,
      expectedNonce: begun.nonce,
      pkceCodeVerifier: begun.verifier,
      idTokenExpected: true,
    });
    const idToken = tokens.claims();
    const now = Math.floor(Date.now() / 1000);
    if (idToken === undefined || idToken.iat < now - FRESH_SECONDS) return fault('not-trusted', 'ID token is old');
    // An `acr` that was asked for as essential and is missing leaves the level unknown (identity.md §12, pitfall 5).
    const acr = idToken['acr'];
    if (typeof acr !== 'string' || !accepted.includes(acr)) return fault('level', 'acr missing or not asked for');
    const userInfo = await fetchUserInfo(config, tokens.access_token, idToken.sub);
    const read = readClaims({ ...idToken, ...userInfo });
    if (!read.ok) return fault(read.reason, 'claims');
    // The result of a signature stands in the ID token, not in UserInfo (signature extension 1.1).
    const signature = idToken[claim.userSignature];
    return { ok: true, claims: read.claims, acr, ...(typeof signature === 'string' ? { signature } : {}) };
  } catch (error) {
    return error instanceof AuthorizationResponseError ? answered(error.error) : fault(kindOf(error), reason(error));
  }
}

function answered(error: string): Exchanged {
  if (error === 'access_denied') return fault('cancelled', error);
  return fault(error === 'unmet_authentication_requirements' ? 'level' : 'unavailable', error);
}

/** A connection that fails is a `TypeError` without a code of the library; a slow one has its own code. */
function kindOf(error: unknown): SignInFault {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return code === '' || code === 'OAUTH_TIMEOUT' ? 'unavailable' : 'not-trusted';
}

function fault(kind: SignInFault, detail: string): Exchanged {
  return { ok: false, fault: kind, detail };
}

/** Code and message of the library, never the token or the claims that its `cause` may hold. */
function reason(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  return 'code' in error ? `${error.code}: ${error.message}` : error.message;
}
