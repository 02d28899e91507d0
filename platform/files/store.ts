import { createHash } from 'node:crypto';
import { constants, createReadStream } from 'node:fs';
import { access, mkdir, open, readdir, rename, rm, stat, statfs, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { type Db, uuidv7 } from '#platform/database/index.ts';
import { TorgetError } from '#platform/errors.ts';

/** Bytes on disk, each under its SHA-256. The folder is private to the process's user. */
export interface FileStore {
  readonly folder: string;
  /** Bytes that are left free on the disk, for the database and the log; 1 GB when not said. */
  readonly keepFree?: number;
  /** Where a scanner is configured: what is received is looked through before anybody else may open it. */
  readonly scan?: (tx: Db, sha256: string, at: string) => Promise<void>;
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

export interface StoredBytes {
  /** Hex, lower case. */
  readonly sha256: string;
  readonly size: number;
}

/** Opens the store, making its folders when they are missing. */
export async function openFiles(folder: string): Promise<FileStore> {
  await mkdir(incoming(folder), { recursive: true, mode: 0o700 });
  return { folder };
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
 * Keeps the bytes of a stream under their hash. When this returns they are on the disk, not only in its cache: the file
 * is synced before it gets its name, and its folder after. Bytes that are already there are not written twice.
 */
export async function keepBytes(store: FileStore, source: Readable | Uint8Array): Promise<StoredBytes> {
  const temporary = incomingPath(store);
  const hash = createHash('sha256');
  let size = 0;
  const handle = await open(temporary, 'wx', 0o600);
  try {
    for await (const chunk of source instanceof Readable ? source : [source]) {
      hash.update(chunk);
      size += chunk.length;
      await handle.writeFile(chunk);
    }
    await handle.sync();
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  } finally {
    await handle.close();
  }
  const sha256 = hash.digest('hex');
  await name(store, temporary, sha256);
  return { sha256, size };
}

async function name(store: FileStore, temporary: string, sha256: string): Promise<void> {
  const path = pathOf(store, sha256);
  const folder = join(path, '..');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  if (await exists(path)) {
    // The sweeper leaves young bytes alone: this makes them young again before a row points at them.
    await utimes(path, new Date(), new Date());
    await rm(temporary);
  } else await rename(temporary, path);
  await syncFolder(folder);
}

/** The bytes of a hash as a stream. Fails when they are not there: a row without its bytes is a fault of the house. */
export async function openFile(store: FileStore, sha256: string): Promise<Readable> {
  const path = pathOf(store, sha256);
  if (!(await exists(path))) throw missing(sha256);
  return createReadStream(path);
}

/** All bytes that lie in the store, with the time they last were given. */
export async function* storedHashes(store: FileStore): AsyncGenerator<{ sha256: string; touched: number }> {
  for (const shard of await readdir(store.folder)) {
    if (!/^[\da-f]{2}$/.test(shard)) continue;
    for (const sha256 of await readdir(join(store.folder, shard))) {
      if (isHash(sha256)) yield { sha256, touched: (await stat(join(store.folder, shard, sha256))).mtimeMs };
    }
  }
}

/** Takes away what interrupted uploads have left since before `time` (milliseconds). */
export async function clearIncoming(store: FileStore, time: number): Promise<void> {
  for (const name of await readdir(incoming(store.folder))) {
    const path = join(incoming(store.folder), name);
    if ((await stat(path)).mtimeMs < time) await rm(path, { recursive: true, force: true });
  }
}

/** Takes bytes away for good. */
export async function removeBytes(store: FileStore, sha256: string): Promise<void> {
  const path = pathOf(store, sha256);
  await rm(path, { force: true });
  await syncFolder(join(path, '..'));
}

function pathOf(store: FileStore, sha256: string): string {
  if (!isHash(sha256)) throw missing(sha256);
  return join(store.folder, sha256.slice(0, 2), sha256);
}

function isHash(text: string): boolean {
  return /^[\da-f]{64}$/.test(text);
}

function incoming(folder: string): string {
  return join(folder, 'incoming');
}

async function exists(path: string): Promise<boolean> {
  return access(path, constants.R_OK).then(
    () => true,
    () => false,
  );
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function missing(sha256: string): TorgetError {
  const words = { sv: 'Filen gick inte att hämta.', en: 'The file could not be fetched.' };
  return new TorgetError('file-missing', 500, words, `no bytes for ${isHash(sha256) ? sha256 : 'what is no hash'}`);
}
