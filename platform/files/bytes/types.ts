import type { Readable } from 'node:stream';

/** Bytes by what they are. */
export interface StoredBytes {
  /** Hex, lower case. */
  readonly sha256: string;
  readonly size: number;
}

/** The part of bytes that is asked for: offsets of the first and the last one, both in it. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/** Where bytes lie for good, each under its SHA-256. Whoever calls has seen that it is one. */
export interface ByteStore {
  /**
   * Takes over the bytes of a file on this machine, which it may move or leave. When this resolves they outlive a crash, and
   * they are young: `list` gives them with this moment. Bytes that are there already stay what they are.
   */
  keep(path: string, bytes: StoredBytes): Promise<void>;
  /** The bytes, or a part of them, as a stream; undefined when they are not there. */
  open(sha256: string, range?: ByteRange): Promise<Readable | undefined>;
  /** All that lies here, with when it was last kept, in milliseconds. */
  list(): AsyncGenerator<{ readonly sha256: string; readonly touched: number }>;
  /** Takes bytes away for good; nothing happens when they are gone. */
  remove(sha256: string): Promise<void>;
}

/** SHA-256 in hex, lower case: what bytes are named by, and nothing else is. */
export function isHash(text: string): boolean {
  return /^[\da-f]{64}$/.test(text);
}
