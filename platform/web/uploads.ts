import { createWriteStream } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { MultipartFile } from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import { TorgetError } from '#platform/errors.ts';
import { addField, MAX_NAME, noFields } from './fields.ts';
import type { FormFields, UploadedFile } from './types.ts';

/** Bytes of all files of one form together: ten of the largest, with what stands around them. Nobody fills the disk. */
export const MAX_FORM = 201_000_000;

export interface Multipart {
  readonly fields: FormFields;
  readonly files: readonly UploadedFile[];
  /** Removes what the handler has not taken. */
  clean(): Promise<void>;
}

/**
 * Reads a multipart form to a private folder, streaming. A file over the limit is cut there and marked by its size:
 * the handler tells the person in words, which an aborted connection could not. A form that is refused leaves nothing. `most` bounds the
 * bytes of the whole form when it says them, of its files together otherwise.
 */
export async function readMultipart(
  request: FastifyRequest,
  limits: { maxFile: number; maxFiles: number },
  folder: string,
  most = MAX_FORM,
): Promise<Multipart> {
  if (Number(request.headers['content-length'] ?? 0) > most) throw tooLarge('content-length');
  const room = new Room(folder);
  const clean = () => room.clean();
  try {
    return { ...(await readParts(request, { ...limits, most }, room)), clean };
  } catch (error) {
    await clean();
    throw isMalformed(error) ? malformed(error) : error;
  }
}

async function readParts(
  request: FastifyRequest,
  limits: { maxFile: number; maxFiles: number; most: number },
  room: Room,
): Promise<Omit<Multipart, 'clean'>> {
  const fields = noFields();
  const files: UploadedFile[] = [];
  let size = 0;
  const parts = request.parts({
    limits: {
      fileSize: limits.maxFile + 1,
      files: limits.maxFiles,
      fields: 500,
      fieldNameSize: MAX_NAME,
      fieldSize: 100_000,
      parts: 600,
    },
  });
  for await (const part of parts) {
    if (part.type === 'field') addField(fields, part.fieldname, typeof part.value === 'string' ? part.value : '');
    // A field where no file was chosen comes as a file without a name.
    else if (!part.filename) part.file.resume();
    else {
      const file = await keep(part, join(await room.folder(), String(files.length)));
      size += file.size;
      if (size > limits.most) throw tooLarge('files together');
      files.push(file);
    }
  }
  return { fields, files };
}

/** The folder of one form's files; made when the first one comes, which most forms never see. */
class Room {
  readonly #in: string;
  #folder: Promise<string> | undefined;

  constructor(folder: string) {
    this.#in = folder;
  }

  folder(): Promise<string> {
    this.#folder ??= mkdtemp(join(this.#in, 'torget-upload-'));
    return this.#folder;
  }

  async clean(): Promise<void> {
    if (this.#folder !== undefined) await rm(await this.#folder, { recursive: true, force: true });
  }
}

async function keep(part: MultipartFile, path: string): Promise<UploadedFile> {
  await pipeline(part.file, createWriteStream(path, { mode: 0o600 }));
  return { field: part.fieldname, name: part.filename, path, size: (await stat(path)).size };
}

/** What the parser says of a body that is no form: a bare Error. Faults of the disk, limits and bugs are of other kinds. */
function isMalformed(error: unknown): error is Error {
  return error instanceof Error && error.name === 'Error' && !('code' in error);
}

function malformed(error: Error): TorgetError {
  return new TorgetError(
    'bad-request',
    400,
    { sv: 'Sidan förstod inte vad som skickades.', en: 'The page did not understand what was sent.' },
    `multipart: ${error.message}`,
  );
}

function tooLarge(what: string): TorgetError {
  return new TorgetError(
    'too-large',
    413,
    { sv: 'Det du skickade är för stort.', en: 'What you sent is too large.' },
    `multipart: too large by ${what}`,
  );
}
