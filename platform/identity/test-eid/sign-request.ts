import { createLocalJWKSet, decodeJwt, type JWK, jwtVerify } from 'jose';
import { errors, type KoaContextWithOIDC } from 'oidc-provider';
import { claim, SIGN_REQUEST, scope } from '../claims.ts';

/** What a person is asked to sign. */
export interface SignRequest {
  readonly tbs: Uint8Array;
  readonly text: string;
}

/**
 * Holds a signature request to the extension (identity.md §2.4): the scope and the parameter belong together, it is
 * signed by the client, has data to sign and a message that can be shown, asks for login and consent, and is bound to a
 * person.
 */
export function checkSignRequest(clientKeys: readonly JWK[]) {
  return async (ctx: KoaContextWithOIDC, value: unknown): Promise<void> => {
    const wanted = String(ctx.oidc.params?.['scope'] ?? '')
      .split(' ')
      .includes(scope.sign);
    if (!wanted && value === undefined) return;
    const refuse = (why: string) => new errors.InvalidRequest(why);
    if (!wanted) throw refuse('signRequest without the sign scope');
    if (typeof value !== 'string') throw refuse('the sign scope without signRequest');
    const prompts = String(ctx.oidc.params?.['prompt'] ?? '').split(' ');
    if (!prompts.includes('login') || !prompts.includes('consent')) throw refuse('signing needs login and consent');
    const { client } = ctx.oidc;
    const signed = await jwtVerify(value, createLocalJWKSet({ keys: [...clientKeys] }), {
      algorithms: ['ES256', 'RS256'],
      issuer: client?.clientId ?? '',
    }).catch(() => undefined);
    if (signed === undefined) throw refuse('signRequest is not signed by the client');
    const read = contentOf(signed.payload);
    if (read.tbs.length === 0) throw refuse('signRequest without tbs_data');
    if (read.text === '') throw refuse('signRequest without a message that can be shown');
    if (boundTo(ctx.oidc.params?.['claims']) === undefined) throw refuse('signRequest that is bound to nobody');
  };
}

/** What an accepted request asks to be signed; undefined when it asks for a sign-in only. */
export function signRequestOf(params: { readonly [name: string]: unknown }): SignRequest | undefined {
  const value = params[SIGN_REQUEST];
  return typeof value === 'string' ? contentOf(decodeJwt(value)) : undefined;
}

function contentOf(payload: { readonly [name: string]: unknown }): SignRequest {
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
