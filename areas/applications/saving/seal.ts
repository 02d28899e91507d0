import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import type { Stored } from '@torget/feel';
import type { Answers } from '@torget/form';
import type { Typed } from '../draft.ts';

/** What of a draft is sealed. */
export interface Content {
  readonly answers: Answers;
  readonly facts: Stored;
  readonly typed: Typed | null;
}

const [IV, TAG] = [12, 16];

/**
 * The key of a draft: HKDF-SHA-256 (RFC 5869) of its secret, 256 bits. The database keeps a hash of the secret, and the
 * hash makes no key.
 */
export function keyOf(secret: string, draft: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, draft, 'torget draft', 32));
}

/** AES-256-GCM (NIST SP 800-38D) with a fresh nonce, bound to the draft's id: nonce, tag, text. */
export function seal(key: Buffer, draft: string, content: Content): Buffer {
  const iv = randomBytes(IV);
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(draft));
  const text = Buffer.concat([cipher.update(JSON.stringify(content), 'utf8'), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), text]);
}

/** What was sealed. @throws Error when the key is another's, or a byte was changed */
export function unseal(key: Buffer, draft: string, sealed: Buffer): Content {
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, IV)).setAAD(Buffer.from(draft));
  decipher.setAuthTag(sealed.subarray(IV, IV + TAG));
  const text = Buffer.concat([decipher.update(sealed.subarray(IV + TAG)), decipher.final()]);
  return JSON.parse(text.toString('utf8')) as Content;
}
