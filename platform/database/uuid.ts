import { randomPart } from '#platform/random.ts';

let last = 0;
let sequence = 0;

/**
 * A UUIDv7 (RFC 9562 §5.7): 48 bits of milliseconds, 12 bits that count up inside a millisecond, 62 random bits.
 * Made in the app, because PostgreSQL 15 has no `uuidv7()`. Ids sort by time and cannot be guessed.
 */
export function uuidv7(): string {
  const now = Date.now();
  const bytes = randomPart(16);
  if (now > last) {
    last = now;
    // Begins in the lower quarter, at random: from the bytes that it is about to replace.
    sequence = bytes.readUInt16BE(6) & 0x3ff;
  } else if (++sequence > 0xfff) {
    last++;
    sequence = 0;
  }
  bytes.writeUIntBE(last, 0, 6);
  bytes.writeUInt16BE(0x7000 | sequence, 6);
  bytes.writeUInt8(0x80 | (bytes.readUInt8(8) & 0x3f), 8);
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Whether a text from an address may be used as an id in a query; anything else is a 404 before it gets there. */
export function isUuid(text: string): boolean {
  return UUID.test(text);
}
