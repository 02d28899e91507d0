import { createHash, createHmac, randomBytes } from 'node:crypto';

/** 256 random bits: knowing them is the only way to a draft of a person who is not signed in. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** What is stored of a secret: the database alone opens nothing. */
export function secretHash(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

/**
 * The capability in a receipt's address. Made from the draft's secret, so that a second press of the button leads to the
 * same receipt, and of 256 bits as the secret itself.
 */
export function receiptToken(secret: string, draft: string): string {
  return createHmac('sha256', secret).update(`receipt ${draft}`).digest('base64url');
}

/** The cookie of one draft. Each draft has its own: two reports of one person cannot be tied together by it. */
export function draftCookie(draft: string): string {
  return `torget-draft-${draft.slice(-12)}`;
}

/** The secret that a browser brings for a draft. */
export function secretIn(cookies: { readonly [name: string]: string }, draft: string): string | undefined {
  const secret = cookies[`__Host-${draftCookie(draft)}`];
  return secret !== undefined && /^[\w-]{43}$/.test(secret) ? secret : undefined;
}
