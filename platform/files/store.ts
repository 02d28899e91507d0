import { createHash } from 'node:crypto';
import { mkdir, open, readdir, rm, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { type Db, uuidv7 } from '#platform/database/index.ts';
import { TorgetError } from '#platform/errors.ts';
import { diskBytes } from './bytes/disk.ts';
import { s3Bytes } from './bytes/s3/store.ts';
import { type ByteRange, type ByteStore, isHash, type StoredBytes } from './bytes/types.ts';
import type { MarkedAt, Unread } from './classified/look.ts';

/** Where files come in, and where their bytes lie then, each under its SHA-256. */
export interface FileStore {
  /** On this machine, private to the process's user. */
  readonly folder: string;
  readonly bytes: ByteStore;
  /** Bytes that are left free on the disk, for the database and the log; 1 GB when not said. */
  readonly keepFree?: number;
  /** Where a scanner is configured: what is received is looked through before anybody else may open it. */
  readonly scan?: (tx: Db, sha256: string, at: string) => Promise<void>;
  /** Told when a security-classified file was refused: where the mark stood, and nothing of the file. */
  readonly refused?: (marked: MarkedAt) => void;
  /** Told when a file was taken of which not all was read to see whether it is classified: why, and nothing of the file. */
  readonly unread?: (why: Unread) => void;
}

const KEEP_FREE = 1_000_000_000;

/**
 * Fails while the disk has no room for files of strangers: what people have sent already must still be written.
 * @throws TorgetError that asks to come back
 */
export async function mustHaveRoom({ folder, keepFree = KEEP_FREE }: FileStore): Promise<void> {
  const { bavail, bsize } = await statfs(folder);
  if (bavail * bsize > keepFree) return;
  throw new TorgetError(
    'disk-full',
    503,
    {
      sv: 'Just nu kan vi inte ta emot filer. Det du har skrivit finns kvar. Försök igen om en stund.',
      en: 'We cannot take files at the moment. What you wrote is still there. Try again in a while.',
    },
    `less than ${keepFree} bytes free at ${folder}`,
  );
}

/** Opens the store, making its folders when they are missing: in the folder, or in a bucket (`S3_URL`) under `place`. */
export async function openFiles(
  folder: string,
  bucket?: { readonly url: string; readonly place: string },
): Promise<FileStore> {
  await mkdir(incoming(folder), { recursive: true, mode: 0o700 });
  return { folder, bytes: bucket === undefined ? diskBytes(folder) : s3Bytes(bucket.url, bucket.place) };
}

/** Where bytes may lie while they come in: the same disk as the store, and cleared of what is left there. */
export function incomingFolder(store: FileStore): string {
  return incoming(store.folder);
}

/** A place for bytes that are not yet known to be good; whoever asks removes what is left there. */
export function incomingPath(store: FileStore): string {
  return join(incoming(store.folder), uuidv7());
}

/**
 * Keeps the bytes of a stream under their hash. When this returns they outlive a crash of the machine. They pass over the
 * disk, never through memory as a whole.
 */
export async function keepBytes(store: FileStore, source: Readable | Uint8Array): Promise<StoredBytes> {
  const temporary = incomingPath(store);
  const hash = createHash('sha256');
  let size = 0;
  const handle = await open(temporary, 'wx', 0o600);
  try {
    try {
      for await (const chunk of source instanceof Readable ? source : [source]) {
        hash.update(chunk);
        size += chunk.length;
        await handle.writeFile(chunk);
      }
    } finally {
      await handle.close();
    }
    const kept = { sha256: hash.digest('hex'), size };
    await store.bytes.keep(temporary, kept);
    return kept;
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

/**
 * The bytes of a hash, or a part of them, as a stream. Fails when they are not there: a row without its bytes is a fault
 * of the house.
 */
export async function openFile(store: FileStore, sha256: string, range?: ByteRange): Promise<Readable> {
  const stream = isHash(sha256) ? await store.bytes.open(sha256, range) : undefined;
  if (stream === undefined) throw missing(sha256);
  return stream;
}

/** Takes away what interrupted uploads have left since before `time` (milliseconds). */
export async function clearIncoming(store: FileStore, time: number): Promise<void> {
  for (const name of await readdir(incoming(store.folder))) {
    const path = join(incoming(store.folder), name);
    if ((await stat(path)).mtimeMs < time) await rm(path, { recursive: true, force: true });
  }
}

function incoming(folder: string): string {
  return join(folder, 'incoming');
}

function missing(sha256: string): TorgetError {
  const words = { sv: 'Filen gick inte att hämta.', en: 'The file could not be fetched.' };
  return new TorgetError('file-missing', 500, words, `no bytes for ${isHash(sha256) ? sha256 : 'what is no hash'}`);
}
