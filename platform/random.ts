import { randomFillSync } from 'node:crypto';

/** Random bytes are fetched for many at once: each call to the source costs more than the bytes. */
const pool = Buffer.alloc(4096);
let used = pool.length;

/**
 * `count` random bytes, at most 64, of the operating system's source: for ids and for masks of one answer. Secrets that
 * stand for somebody (sessions, links) are asked of the source by themselves, so that no memory holds them beforehand.
 */
export function randomPart(count: number): Buffer {
  if (used + count > pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  used += count;
  return Buffer.from(pool.subarray(used - count, used));
}
