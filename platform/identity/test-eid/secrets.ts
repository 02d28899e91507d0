import { randomBytes } from 'node:crypto';
import { exportJWK, generateKeyPair, type JWK } from 'jose';
import type { Db } from '#platform/database/index.ts';
import { keptSecret } from '../keys.ts';

export interface TestEidSecrets {
  readonly jwks: { readonly keys: readonly JWK[] };
  readonly cookieKey: string;
  /** Account ids and pairwise subjects are HMACs under this. */
  readonly accountSecret: string;
}

/** The test e-ID's own keys, apart from those of the house, made at its first use (identity.md §2.1, O17 and O18). */
export function testEidSecrets(db: Db): Promise<TestEidSecrets> {
  return keptSecret(db, 'test-eid', async () => ({
    jwks: { keys: [await key('ES256', 'sig'), await key('RS256', 'sig'), await key('RSA-OAEP', 'enc')] },
    cookieKey: randomBytes(32).toString('base64url'),
    accountSecret: randomBytes(32).toString('base64url'),
  }));
}

async function key(alg: string, use: 'sig' | 'enc'): Promise<JWK> {
  const { privateKey } = await generateKeyPair(alg, { extractable: true });
  return { ...(await exportJWK(privateKey)), alg, use, kid: crypto.randomUUID() };
}
