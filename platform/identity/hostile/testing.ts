import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, type JWK, SignJWT, UnsecuredJWT } from 'jose';
import type { Provider } from '#platform/town/types.ts';
import { claim } from '../claims.ts';
import { numbers } from '../testing.ts';

type Claims = { [name: string]: unknown };

/** What the provider does wrong in one test; without changes it is honest. */
export interface Mischief {
  /** Changes the claims of the ID token. */
  idToken?(claims: Claims): Claims;
  /** Signs it with a key that nobody knows, with a shared secret, or not at all. */
  readonly sign?: 'foreign-key' | 'unknown-kid' | 'HS256' | 'none';
  userInfo?(claims: Claims): Claims;
  readonly unsignedUserInfo?: boolean;
  readonly userInfoKey?: 'foreign-key';
  /** Offers weak algorithms in its discovery document. */
  readonly weak?: boolean;
  readonly down?: boolean;
}

/** An OpenID provider on loopback that lies as it is told (identity.md §2.2). */
export interface HostileProvider {
  readonly provider: Provider;
  readonly issuer: string;
  /** Requests to the token endpoint, as sent. */
  readonly tokenRequests: URLSearchParams[];
  /** The nonce the relying party sent, which the ID token repeats. */
  nonce: string;
  mischief: Mischief;
  jwksFetches: number;
  close(): Promise<void>;
}

const ACR = 'http://id.swedenconnect.se/loa/1.0/uncertified-loa3';

export async function hostileProvider(): Promise<HostileProvider> {
  const own = await generateKeyPair('ES256', { extractable: true });
  const foreign = await generateKeyPair('ES256', { extractable: true });
  const publicKey: JWK = { ...(await exportJWK(own.publicKey)), alg: 'ES256', use: 'sig', kid: 'own' };
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const state: HostileProvider = {
    issuer,
    provider: {
      id: 'fientlig',
      title: { sv: 'Fientlig' },
      protocol: 'oidc',
      issuer,
      loa: ['loa3'],
      for: ['person'],
      order: 9,
      clientId: 'torget',
    },
    tokenRequests: [],
    nonce: '',
    mischief: {},
    jwksFetches: 0,
    close: () => close(server),
  };

  const jwt = async (claims: Claims, how: Mischief['sign']): Promise<string> => {
    if (how === 'none') return new UnsecuredJWT(claims).encode();
    if (how === 'HS256')
      return new SignJWT(claims)
        .setProtectedHeader({ alg: 'HS256' })
        .sign(Buffer.from(JSON.stringify(publicKey).padEnd(64)));
    const header = { alg: 'ES256', kid: how === 'unknown-kid' ? 'nobody' : 'own' };
    return new SignJWT(claims).setProtectedHeader(header).sign(how === undefined ? own.privateKey : foreign.privateKey);
  };

  const idToken = (): Claims => {
    const now = Math.floor(Date.now() / 1000);
    const honest = {
      iss: issuer,
      aud: 'torget',
      sub: 'a-sub',
      iat: now,
      exp: now + 300,
      auth_time: now,
      nonce: state.nonce,
      acr: ACR,
    };
    return state.mischief.idToken?.(honest) ?? honest;
  };

  server.on('request', async (request, response) => {
    const json = (body: unknown) => response.setHeader('content-type', 'application/json').end(JSON.stringify(body));
    if (state.mischief.down) return response.writeHead(503).end();
    switch (new URL(request.url ?? '/', issuer).pathname) {
      case '/.well-known/openid-configuration':
        return json(discoveryDocument(issuer, state.mischief.weak === true));
      case '/jwks':
        state.jwksFetches++;
        return json({ keys: [publicKey] });
      case '/token': {
        const chunks: Buffer[] = [];
        for await (const chunk of request) chunks.push(chunk);
        state.tokenRequests.push(new URLSearchParams(Buffer.concat(chunks).toString()));
        return json({
          access_token: 'a-token',
          token_type: 'Bearer',
          id_token: await jwt(idToken(), state.mischief.sign),
        });
      }
      case '/userinfo': {
        const honest = {
          sub: 'a-sub',
          iss: issuer,
          aud: 'torget',
          name: 'Anna Berg',
          [claim.personalIdentityNumber]: numbers.anna,
        };
        const claims = state.mischief.userInfo?.(honest) ?? honest;
        if (state.mischief.unsignedUserInfo) return json(claims);
        return response.setHeader('content-type', 'application/jwt').end(await jwt(claims, state.mischief.userInfoKey));
      }
      default:
        return response.writeHead(404).end();
    }
  });
  return state;
}

function discoveryDocument(issuer: string, weak: boolean) {
  const algorithms = weak ? ['none', 'HS256', 'ES256'] : ['ES256'];
  return {
    issuer,
    authorization_endpoint: `${issuer}/auth`,
    token_endpoint: `${issuer}/token`,
    userinfo_endpoint: `${issuer}/userinfo`,
    jwks_uri: `${issuer}/jwks`,
    response_types_supported: ['code'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: algorithms,
    userinfo_signing_alg_values_supported: algorithms,
    authorization_response_iss_parameter_supported: true,
    code_challenge_methods_supported: ['S256'],
  };
}

function close(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}
