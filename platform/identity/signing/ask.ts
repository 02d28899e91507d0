import type { Json } from '@torget/feel';
import { importJWK, SignJWT } from 'jose';
import {
  buildAuthorizationUrl,
  buildAuthorizationUrlWithPAR,
  type Configuration,
  calculatePKCECodeChallenge,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
} from 'openid-client';
import type { Db } from '#platform/database/index.ts';
import { claim, SIGN_REQUEST, scope } from '../claims.ts';
import type { IdentityNumber } from '../party/number.ts';
import type { Asked } from '../sign-in/exchange.ts';
import { ownKey } from '../sign-in/relying-party.ts';
import type { Signed } from './receipt.ts';

/** A text that a person is asked to sign. */
export interface Document {
  readonly signed: Signed;
  /** SHA-256 in hex of the frozen thing that the text is of. */
  readonly hash: string;
  /** What the e-ID shows: the very text, plain. */
  readonly text: string;
  /** What is to come back with the signature. */
  readonly memo?: Json;
}

/** A request longer than this does not fit the address of a provider that cannot be sent it beforehand (RFC 9126). */
const LONGEST_ADDRESS = 6000;

export interface SigningQuestion {
  readonly redirectUri: string;
  readonly acr: readonly string[];
  readonly language: string;
  readonly number: IdentityNumber;
  readonly document: Document;
  readonly tbs: string;
}

/**
 * The signature request (signature extension 1.1): scope `sign`, what is to be signed as a JWT of ours, `prompt` with
 * login and consent, bound to one person by the number as an essential claim. It is sent to the provider beforehand where
 * that can be done, since a whole application does not fit an address.
 * @throws RangeError when the provider takes requests in the address only and the text is too long for one
 */
export async function askForSignature(db: Db, config: Configuration, question: SigningQuestion): Promise<Asked> {
  const { redirectUri, acr, language, number, document, tbs } = question;
  const [state, nonce, verifier] = [randomState(), randomNonce(), randomPKCECodeVerifier()];
  const name = number.type === 'samnr' ? claim.coordinationNumber : claim.personalIdentityNumber;
  const bound = number.type === 'prid' ? { [claim.prid]: number.value } : { [name]: number.value };
  const [[key = '', value]] = Object.entries(bound) as [[string, string]];
  const wanted = {
    id_token: {
      acr: { essential: true, values: acr },
      [key]: { essential: true, value },
      [claim.userSignature]: { essential: true },
    },
    userinfo: { [claim.coordinationNumberLevel]: null, [claim.prid]: null },
  };
  const { client_id: clientId } = config.clientMetadata();
  const { issuer, pushed_authorization_request_endpoint: pushed } = config.serverMetadata();
  const parameters = {
    redirect_uri: redirectUri,
    scope: `openid ${scope.info} ${scope.number} ${scope.sign}`,
    claims: JSON.stringify(wanted),
    prompt: 'login consent',
    ui_locales: language,
    state,
    nonce,
    code_challenge: await calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    [SIGN_REQUEST]: await signRequest(db, clientId, issuer, { tbs, text: document.text }),
  };
  const url =
    pushed === undefined
      ? buildAuthorizationUrl(config, parameters)
      : await buildAuthorizationUrlWithPAR(config, parameters);
  if (pushed === undefined && url.href.length > LONGEST_ADDRESS)
    throw new RangeError('the text is too long to be sent');
  return { url: url.href, state, nonce, verifier };
}

interface ToSign {
  readonly tbs: string;
  readonly text: string;
}

/** `signRequest` as the client's own JWT: an unsigned one could be put into somebody's address. */
async function signRequest(db: Db, client: string, audience: string, { tbs, text }: ToSign): Promise<string> {
  const { privateKey, publicKey } = await ownKey(db);
  const message = { 'message#sv': Buffer.from(text).toString('base64'), mime_type: 'text/plain' };
  return new SignJWT({ tbs_data: Buffer.from(tbs).toString('base64'), sign_message: message })
    .setProtectedHeader({ alg: 'ES256', kid: publicKey.kid ?? '' })
    .setIssuer(client)
    .setAudience(audience)
    .setIssuedAt()
    .setExpirationTime('10m')
    .sign(await importJWK(privateKey, 'ES256'));
}
