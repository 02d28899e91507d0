import { createReadStream } from 'node:fs';
import { open, rm } from 'node:fs/promises';
import type { Result } from '@torget/feel';
import type { StoredBytes } from './bytes/types.ts';
import { markedAt } from './classified/look.ts';
import { MAX_PIXELS, reencode } from './image.ts';
import { type FileType, isImage, kindOfFile } from './kind.ts';
import { normalName } from './name.ts';
import { type FileProblem, problem, tooLarge } from './problem.ts';
import { type FileStore, incomingPath, keepBytes, mustHaveRoom } from './store.ts';

/** What a question takes. */
export interface FileRules {
  readonly types: readonly FileType[];
  /** Largest size in bytes, as uploaded. */
  readonly maxSize: number;
  /** Default 60 megapixels. */
  readonly maxPixels?: number;
  /** The service needs the picture as the camera made it, position and all (`keep-original: true`). */
  readonly keepOriginal?: boolean;
}

/** What the services' questions take unless they say otherwise: 20 MB. */
export const DEFAULT_RULES: FileRules = {
  types: ['application/pdf', 'image/jpeg', 'image/png'],
  maxSize: 20_000_000,
};

export interface Uploaded {
  readonly path: string;
  readonly name: string;
  readonly size: number;
  /** Its sender says that it is security-classified. */
  readonly declared?: boolean;
}

export interface ReceivedFile extends StoredBytes {
  readonly type: FileType;
  readonly name: string;
}

/**
 * Takes a file that lies on disk (`uploaded.path`, which stays where it is) into the store: its kind is read from its
 * content, its size from the disk, its name is made harmless, and a picture is written anew without what a camera adds.
 * What is security-classified, as the sender declares or the file itself says, is refused and never stored: a system that
 * is not approved for it may not hold it (säkerhetsskyddslagen 2018:585, 3 kap. and 4 kap.).
 */
export async function receiveFile(
  store: FileStore,
  uploaded: Uploaded,
  rules: FileRules = DEFAULT_RULES,
): Promise<Result<ReceivedFile, FileProblem>> {
  const seen = await look(uploaded.path);
  if (seen.size === 0) return { ok: false, error: problem('empty') };
  if (seen.size > rules.maxSize) return { ok: false, error: tooLarge(rules.maxSize) };
  const type = seen.kind;
  if (type === 'heic' || type === 'two-in-one' || type === 'bomb') return { ok: false, error: problem(type) };
  if (type === null || !rules.types.includes(type)) return { ok: false, error: problem('wrong-type') };
  const { marked, unread } = await markedAt(uploaded, type);
  if (marked !== undefined) {
    store.refused?.(marked);
    return { ok: false, error: problem('classified') };
  }
  if (unread !== undefined) store.unread?.(unread);
  await mustHaveRoom(store);
  const named = { type, name: normalName(uploaded.name, type) };
  if (!isImage(type)) return { ok: true, value: await kept(store, uploaded.path, named) };
  const clean = incomingPath(store);
  try {
    const outcome = await reencode(uploaded.path, clean, type, rules.maxPixels ?? MAX_PIXELS);
    if (outcome !== 'done') return { ok: false, error: problem(outcome) };
    // An original is kept only when it can be read to its end, as any other picture.
    return { ok: true, value: await kept(store, rules.keepOriginal ? uploaded.path : clean, named) };
  } finally {
    await rm(clean, { force: true });
  }
}

async function kept(
  store: FileStore,
  path: string,
  named: { readonly type: FileType; readonly name: string },
): Promise<ReceivedFile> {
  return { ...(await keepBytes(store, createReadStream(path))), ...named };
}

async function look(path: string): Promise<{ size: number; kind: Awaited<ReturnType<typeof kindOfFile>> }> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    return { size, kind: size === 0 ? null : await kindOfFile(file, size) };
  } finally {
    await file.close();
  }
}
