import { exportJWK, generateKeyPair, importJWK, type JWK } from 'jose';
import {
  allowInsecureRequests,
  Configuration,
  type CryptoKey,
  type CustomFetch,
  customFetch,
  discovery,
  enableNonRepudiationChecks,
  PrivateKeyJwt,
  type ServerMetadata,
} from 'openid-client';
import type { Db } from '#platform/database/index.ts';
import type { Provider } from '#platform/town/types.ts';
import { keptSecret } from '../keys.ts';
import { type Audience, isLoopback, issuerOf } from './provider.ts';

/** Signatures we accept: never `none`, never a shared secret (identity.md §2.2). */
const ALGORITHMS = ['ES256', 'RS256', 'PS256'];
/** Seconds that an e-ID may take to answer before the person is told that it is away. */
const TIMEOUT = 10;
/** Seconds of difference between clocks, not minutes (identity.md §12, pitfall 10). */
const CLOCK_TOLERANCE = 60;

interface KeptKey {
  readonly privateKey: JWK;
  readonly publicKey: JWK;
}

/** The relying party's own key pair, made once per database. */
export function ownKey(db: Db): Promise<KeptKey> {
  return keptSecret(db, 'relying-party', async () => {
    const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });
    const shown = { ...(await exportJWK(publicKey)), alg: 'ES256', use: 'sig', kid: crypto.randomUUID() };
    return { privateKey: await exportJWK(privateKey), publicKey: shown };
  });
}

export interface ClientOptions {
  readonly db: Db;
  readonly origin: string;
  readonly mode: 'example' | 'real';
  readonly provider: Provider;
  readonly audience: Audience;
  /** How the provider is reached; the built-in one is called inside the process, so it needs no way out and no port. */
  readonly fetch: CustomFetch;
}

/** The built-in provider knows two clients, so that staff and citizens never share a `sub`. */
function clientId(provider: Provider, audience: Audience): string {
  return provider.clientId ?? `torget-${audience}`;
}

/**
 * The relying party's configuration for one provider: discovered when somebody first signs in with it, because the
 * built-in provider is this very server. Signatures of ID tokens and UserInfo are always verified.
 */
export async function discoverClient(options: ClientOptions): Promise<Configuration> {
  const { provider, origin, mode, db } = options;
  const issuer = new URL(issuerOf(provider, origin));
  const plainHttp = mode === 'example' && issuer.protocol === 'http:' && isLoopback(issuer.hostname);
  const relaxed = plainHttp ? [allowInsecureRequests] : [];
  const id = clientId(provider, options.audience);
  const found = await discovery(issuer, id, {}, undefined, {
    [customFetch]: options.fetch,
    timeout: TIMEOUT,
    execute: relaxed,
  });
  const config = new Configuration(
    withoutWeak(found.serverMetadata()),
    id,
    { clock_tolerance: CLOCK_TOLERANCE },
    await clientAuth(db),
  );
  config.timeout = TIMEOUT;
  config[customFetch] = signedUserInfo(found.serverMetadata().userinfo_endpoint, options.fetch);
  for (const relax of relaxed) relax(config);
  enableNonRepudiationChecks(config);
  return config;
}

async function clientAuth(db: Db) {
  const key = await ownKey(db);
  const imported = (await importJWK(key.privateKey, 'ES256')) as CryptoKey;
  return PrivateKeyJwt({ key: imported, ...(key.publicKey.kid === undefined ? {} : { kid: key.publicKey.kid }) });
}

/** Whatever the provider offers beside, only the accepted algorithms are left to choose from. */
function withoutWeak(metadata: Readonly<ServerMetadata>): ServerMetadata {
  const kept = (offered: string[] | undefined) => ALGORITHMS.filter((alg) => (offered ?? ['RS256']).includes(alg));
  return {
    ...metadata,
    id_token_signing_alg_values_supported: kept(metadata.id_token_signing_alg_values_supported),
    userinfo_signing_alg_values_supported: kept(metadata.userinfo_signing_alg_values_supported),
  };
}

/** UserInfo without a signature is refused, whoever sent it (profile 1.0, UserInfo). */
function signedUserInfo(endpoint: string | undefined, fetch: CustomFetch): CustomFetch {
  return async (url, options) => {
    const response = await fetch(url, options);
    const type = response.headers.get('content-type')?.split(';')[0];
    if (url !== endpoint || !response.ok || type === 'application/jwt') return response;
    return new Response(JSON.stringify({ error: 'unsigned_userinfo' }), { status: 502 });
  };
}
