import { createLocalJWKSet, type JWK, jwtVerify } from 'jose';
import { errors, type KoaContextWithOIDC } from 'oidc-provider';
import { scope } from '../claims.ts';
import { boundTo, contentOf } from './sign-request.ts';

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
