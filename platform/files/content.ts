import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';

/** Bytes that are somewhere else until they are needed: a file of a case, whatever its size, costs no memory meanwhile. */
export interface Stored {
  /** In bytes. */
  readonly size: number;
  /** In hex. */
  readonly sha256: string;
  /** A stream from the first byte, each time anew. */
  open(): Promise<Readable>;
}

/** What a file of a package holds: bytes that were made for it, or what is stored. */
export type Content = Uint8Array | Stored;

export function sizeOf(content: Content): number {
  return content instanceof Uint8Array ? content.length : content.size;
}

/** SHA-256 in hex; of what is stored the one that it lies under. */
export function sha256Of(content: Content): string {
  return content instanceof Uint8Array ? createHash('sha256').update(content).digest('hex') : content.sha256;
}

/** The bytes in parts, no more than a part of them in memory. */
export async function* chunksOf(content: Content): AsyncGenerator<Uint8Array> {
  if (content instanceof Uint8Array) yield content;
  else yield* (await content.open()) as AsyncIterable<Uint8Array>;
}

/** All of it in memory: for what is read as a whole, one file at a time. */
export async function bytesOf(content: Content): Promise<Uint8Array> {
  if (content instanceof Uint8Array) return content;
  const chunks: Uint8Array[] = [];
  for await (const chunk of chunksOf(content)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** What a database row holds, read when it is needed. */
export function storedBytes(size: number, sha256: string, read: () => Promise<Uint8Array>): Stored {
  return { size, sha256, open: async () => Readable.from([await read()]) };
}
