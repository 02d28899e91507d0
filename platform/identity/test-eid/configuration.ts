import { createHmac } from 'node:crypto';
import type { JWK } from 'jose';
import type { ClientMetadata, Configuration, KoaContextWithOIDC } from 'oidc-provider';
import type { Town } from '#platform/town/types.ts';
import { claim, parameters, SIGN_REQUEST, scope } from '../claims.ts';
import { TEST_ACR } from '../sign-in/level.ts';
import type { Audience } from '../sign-in/provider.ts';
import type { TestAccount } from './account.ts';
import type { adapterFor } from './adapter.ts';
import { checkSignRequest } from './check-sign-request.ts';
import type { TestEidSecrets } from './secrets.ts';

/** Seconds. The profile allows ID tokens of five minutes at most, sessions of an hour at most (Sweden Connect). */
const TTL = { AccessToken: 300, AuthorizationCode: 60, IdToken: 300, Interaction: 600, Session: 1800, Grant: 1800 };

export interface ConfigurationOptions {
  readonly town: Town;
  readonly secrets: TestEidSecrets;
  readonly adapter: ReturnType<typeof adapterFor>;
  /** The relying party's public key. */
  readonly relyingParty: JWK;
  readonly redirectUris: readonly string[];
  readonly secure: boolean;
  account(id: string): TestAccount | undefined;
  /** What the person has signed in the request with this nonce, Base64. */
  signature(nonce: string | undefined): Promise<string | undefined>;
  interactionUrl(uid: string, language: 'sv' | 'en'): string;
  renderError(ctx: KoaContextWithOIDC, error: string): string;
}

/** `oidc-provider` set so that it speaks the Swedish profile (identity.md §9). */
export function configuration(options: ConfigurationOptions): Configuration {
  const { secrets } = options;
  return {
    adapter: options.adapter,
    jwks: secrets.jwks as Required<Configuration>['jwks'],
    clients: (['person', 'staff'] as const).map((audience) => client(options, audience)),
    ttl: TTL,
    responseTypes: ['code'],
    scopes: ['openid', scope.info, scope.number, scope.sign],
    claims: {
      openid: ['sub'],
      acr: null,
      auth_time: null,
      iss: null,
      [scope.info]: ['name', 'given_name', 'family_name', 'birthdate'],
      [scope.number]: [claim.personalIdentityNumber, claim.coordinationNumber],
      [claim.coordinationNumberLevel]: null,
      [claim.previousCoordinationNumber]: null,
      [claim.prid]: null,
      [claim.pridPersistence]: null,
      [claim.userSignature]: null,
    },
    acrValues: [TEST_ACR],
    subjectTypes: ['public', 'pairwise'],
    pairwiseIdentifier: (_ctx, account, { clientId }) =>
      createHmac('sha256', secrets.accountSecret).update(`${clientId}:${account}`).digest('base64url'),
    clientAuthMethods: ['private_key_jwt'],
    enabledJWA: {
      clientAuthSigningAlgValues: ['RS256', 'ES256'],
      idTokenSigningAlgValues: ['RS256', 'ES256'],
      userinfoSigningAlgValues: ['RS256', 'ES256'],
      requestObjectSigningAlgValues: ['RS256', 'ES256'],
      requestObjectEncryptionAlgValues: ['RSA-OAEP'],
      requestObjectEncryptionEncValues: ['A128GCM', 'A256GCM'],
      idTokenEncryptionAlgValues: ['RSA-OAEP'],
      idTokenEncryptionEncValues: ['A128GCM', 'A256GCM'],
      userinfoEncryptionAlgValues: ['RSA-OAEP'],
      userinfoEncryptionEncValues: ['A128GCM', 'A256GCM'],
    },
    pkce: { required: () => true },
    extraParams: {
      ...Object.fromEntries(parameters.map((name) => [name, null])),
      [SIGN_REQUEST]: checkSignRequest([options.relyingParty]),
    },
    allowOmittingSingleRegisteredRedirectUri: false,
    discovery: { ui_locales_supported: ['sv', 'en'], claims_parameter_supported: true },
    features: {
      devInteractions: { enabled: false },
      claimsParameter: { enabled: true },
      requestObjects: { enabled: true },
      jwtUserinfo: { enabled: true },
      encryption: { enabled: true },
      dPoP: { enabled: false },
      pushedAuthorizationRequests: { enabled: true },
      resourceIndicators: { enabled: false },
      rpInitiatedLogout: { enabled: false },
    },
    cookies: {
      keys: [secrets.cookieKey],
      names: { session: 'test-eid', interaction: 'test-eid-interaction', resume: 'test-eid-resume' },
      long: { signed: true, httpOnly: true, sameSite: 'lax', secure: options.secure, path: '/test-eid' },
      short: { signed: true, httpOnly: true, sameSite: 'lax', secure: options.secure },
    },
    clientBasedCORS: () => false,
    interactions: {
      url: (ctx, interaction) => options.interactionUrl(interaction.uid, languageOf(ctx)),
    },
    findAccount: (ctx, id) => found(options.account(id), () => options.signature(nonceOf(ctx))),
    loadExistingGrant: grantEverything,
    renderError: (ctx, out) => {
      ctx.type = 'html';
      ctx.body = options.renderError(ctx, out.error);
    },
  };
}

function client(options: ConfigurationOptions, audience: Audience): ClientMetadata {
  return {
    client_id: `torget-${audience}`,
    client_name: options.town.title.sv,
    ...(options.town.title['en'] ? { 'client_name#en': options.town.title['en'] } : {}),
    redirect_uris: [...options.redirectUris],
    response_types: ['code'],
    grant_types: ['authorization_code'],
    subject_type: 'pairwise',
    token_endpoint_auth_method: 'private_key_jwt',
    token_endpoint_auth_signing_alg: 'ES256',
    id_token_signed_response_alg: 'ES256',
    userinfo_signed_response_alg: 'ES256',
    jwks: { keys: [options.relyingParty] } as Required<ClientMetadata>['jwks'],
  };
}

function found(account: TestAccount | undefined, signature: () => Promise<string | undefined>) {
  if (account === undefined) return undefined;
  return {
    accountId: account.id,
    claims: async (use: string) => {
      const signed = use === 'id_token' ? await signature() : undefined;
      const result = signed === undefined ? {} : { [claim.userSignature]: signed };
      return { ...account.claims, ...result, sub: account.id };
    },
  };
}

/** The nonce of the request whose code is being exchanged. */
function nonceOf(ctx: KoaContextWithOIDC): string | undefined {
  return ctx.oidc.entities.AuthorizationCode?.nonce;
}

/** The town asks its own e-ID, so there is nothing to consent to: whatever is asked for is granted, for this session. */
async function grantEverything(ctx: KoaContextWithOIDC) {
  const { oidc } = ctx;
  const accountId = oidc.session?.accountId;
  if (accountId === undefined || oidc.client === undefined) return undefined;
  const grant = new oidc.provider.Grant({ clientId: oidc.client.clientId, accountId });
  grant.addOIDCScope([...oidc.requestParamScopes].join(' '));
  grant.addOIDCClaims([...oidc.requestParamClaims]);
  await grant.save();
  return grant;
}

/** The language that the relying party asks for; ours sends the one of the page. */
function languageOf(ctx: KoaContextWithOIDC): 'sv' | 'en' {
  const asked = ctx.oidc?.params?.['ui_locales'];
  return typeof asked === 'string' && asked.split(' ')[0]?.startsWith('en') ? 'en' : 'sv';
}
