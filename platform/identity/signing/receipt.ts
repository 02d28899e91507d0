import { CompactSign, compactVerify, exportJWK, generateKeyPair, importJWK, type JWK } from 'jose';
import type { PartyId } from '#platform/access/index.ts';
import type { Db } from '#platform/database/index.ts';
import { keptSecret } from '../keys.ts';
import { canonical, sha256 } from './canonical.ts';

const TYPE = 'torget-signature+jws';

/** What a signature is of: the kind and id are the area's own. */
export interface Signed {
  readonly kind: string;
  readonly id: string;
}

/** What the e-ID has proved about a signature. */
export interface Proof {
  readonly signed: Signed;
  /** SHA-256 in hex of what was signed. */
  readonly hash: string;
  readonly party: PartyId;
  /** `loa2` … `loa4`. */
  readonly level: string;
  readonly provider: string;
  /** Legal time, RFC 3339. */
  readonly at: string;
  /** What the e-ID itself made over the hash (`userSignature`), as it came. */
  readonly evidence: string;
}

/** The content of a receipt: the proof with the hash of the evidence instead of the evidence. */
export interface ReceiptContent {
  readonly iss: string;
  readonly sub: string;
  readonly signed: Signed;
  readonly hash: string;
  readonly level: string;
  readonly provider: string;
  readonly at: string;
  readonly evidence: string;
}

interface KeptKey {
  readonly privateKey: JWK;
  readonly publicKey: JWK;
}

function receiptKey(db: Db): Promise<KeptKey> {
  return keptSecret(db, 'receipt', async () => {
    const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });
    const shown = { ...(await exportJWK(publicKey)), alg: 'ES256', use: 'sig', kid: crypto.randomUUID() };
    return { privateKey: await exportJWK(privateKey), publicKey: shown };
  });
}

/**
 * The house's receipt of a signature: a compact JWS (RFC 7515, ES256) over who signed what, when, and how surely. It
 * says what it says whatever becomes of the rows beside it.
 */
export async function issueReceipt(db: Db, town: string, proof: Proof): Promise<string> {
  const { privateKey, publicKey } = await receiptKey(db);
  const { party, evidence, signed, hash, level, provider, at } = proof;
  const content = {
    iss: town,
    sub: party,
    signed: { kind: signed.kind, id: signed.id },
    ...{ hash, level, provider, at },
    evidence: sha256(evidence),
  };
  return new CompactSign(new TextEncoder().encode(canonical(content)))
    .setProtectedHeader({ alg: 'ES256', typ: TYPE, kid: publicKey.kid ?? '' })
    .sign(await importJWK(privateKey, 'ES256'));
}

/** What a receipt says, when this house made it; null for anything else. */
export async function readReceipt(db: Db, receipt: string): Promise<ReceiptContent | null> {
  const { publicKey } = await receiptKey(db);
  try {
    const { payload, protectedHeader } = await compactVerify(receipt, await importJWK(publicKey, 'ES256'), {
      algorithms: ['ES256'],
    });
    if (protectedHeader.typ !== TYPE) return null;
    return JSON.parse(new TextDecoder().decode(payload)) as ReceiptContent;
  } catch {
    return null;
  }
}
