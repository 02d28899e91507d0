import { randomBytes, timingSafeEqual } from 'node:crypto';
import { randomPart } from '#platform/random.ts';

const BYTES = 18;

/** A new secret for a session, or for the form cookie of a person who is not signed in. */
export function newCsrfSecret(): string {
  return randomBytes(BYTES).toString('base64url');
}

function xor(a: Buffer, b: Buffer): Buffer {
  return Buffer.from(a.map((byte, at) => byte ^ (b[at] ?? 0)));
}

/**
 * The token of one answer: the secret masked with fresh random bytes, so that compression of the page tells nothing
 * about it (BREACH).
 */
export function maskCsrf(secret: string): string {
  const plain = Buffer.from(secret, 'base64url');
  const mask = randomPart(plain.length);
  return Buffer.concat([mask, xor(plain, mask)]).toString('base64url');
}

/** Whether a posted token was masked from this secret. Constant time. */
export function checkCsrf(secret: string, token: string): boolean {
  const plain = Buffer.from(secret, 'base64url');
  const sent = Buffer.from(token, 'base64url');
  if (plain.length < 16 || sent.length !== 2 * plain.length) return false;
  return timingSafeEqual(plain, xor(sent.subarray(plain.length), sent.subarray(0, plain.length)));
}
