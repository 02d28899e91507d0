import { hash } from 'node:crypto';

const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Six characters of the request id in Crockford base32: what a person reads over the phone, and what the log holds. */
export function errorCode(requestId: string): string {
  const digest = hash('sha256', requestId, 'buffer');
  return Array.from(digest.subarray(0, 6), (byte) => CROCKFORD[byte & 31]).join('');
}
