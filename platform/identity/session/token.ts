import { hash, randomBytes } from 'node:crypto';

/** ASVS 7.2.3 asks for 128 bits; a cookie has room for 256. */
const TOKEN_BYTES = 32;
/** What the web's CSRF tokens are masked from (platform/web/csrf.ts). */
const CSRF_BYTES = 18;

export function newToken(): string {
  return randomBytes(TOKEN_BYTES).toString('base64url');
}

export function newSecret(): string {
  return randomBytes(CSRF_BYTES).toString('base64url');
}

/** What is stored: whoever reads the table cannot make a cookie of it. No salt is needed for 256 random bits. */
export function tokenHash(token: string): Buffer {
  return hash('sha256', token, 'buffer');
}
