import { decodeJwt } from 'jose';
import { claim, SIGN_REQUEST } from '../claims.ts';

/** What a person is asked to sign. */
export interface SignRequest {
  readonly tbs: Uint8Array;
  readonly text: string;
}

/** What an accepted request asks to be signed; undefined when it asks for a sign-in only. */
export function signRequestOf(params: { readonly [name: string]: unknown }): SignRequest | undefined {
  const value = params[SIGN_REQUEST];
  return typeof value === 'string' ? contentOf(decodeJwt(value)) : undefined;
}

/** What the claims of a request say. */
export function contentOf(payload: { readonly [name: string]: unknown }): SignRequest {
  const bytes = (text: unknown) => Buffer.from(typeof text === 'string' ? text : '', 'base64');
  const message = payload['sign_message'] as { readonly [name: string]: unknown } | undefined;
  const plain = message?.['mime_type'] === undefined || message['mime_type'] === 'text/plain';
  return { tbs: bytes(payload['tbs_data']), text: plain ? bytes(message?.['message#sv']).toString() : '' };
}

/** The number that a request is bound to, by an essential claim with a value. */
export function boundTo(claims: unknown): string | undefined {
  if (typeof claims !== 'string') return undefined;
  const asked = (
    JSON.parse(claims) as { id_token?: { [name: string]: { essential?: boolean; value?: string } | null | undefined } }
  ).id_token;
  return [claim.personalIdentityNumber, claim.coordinationNumber, claim.prid]
    .map((name) => asked?.[name])
    .find((each) => each?.essential === true && typeof each.value === 'string')?.value;
}
