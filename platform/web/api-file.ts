import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { FastifyRequest } from 'fastify';
import { TorgetError } from '#platform/errors.ts';

/** A file that a program has sent as the body of a call. */
export interface ApiFile {
  readonly path: string;
  readonly name: string;
  readonly size: number;
}

/**
 * Streams the body of a call to a private folder, cut off where it is too long. `clean` takes away what nobody has taken.
 * @throws TorgetError when it is larger than `most` bytes, or has no name
 */
export async function takeFile(
  raw: FastifyRequest,
  most: number,
  folder: string,
): Promise<{ readonly file: ApiFile; clean(): Promise<void> }> {
  const name = nameIn(raw.headers['content-disposition'] ?? '');
  if (name === undefined) throw unnamed();
  if (Number(raw.headers['content-length'] ?? 0) > most) throw tooLarge(most);
  const room = await mkdtemp(join(folder, 'torget-upload-'));
  const clean = () => rm(room, { recursive: true, force: true });
  const path = join(room, '0');
  let size = 0;
  const counted = async function* (source: AsyncIterable<Buffer>) {
    for await (const part of source) {
      size += part.length;
      if (size > most) throw tooLarge(most);
      yield part;
    }
  };
  try {
    const body = raw.body instanceof Readable ? raw.body : Readable.from([]);
    await pipeline(body, counted, createWriteStream(path, { mode: 0o600 }));
    return { file: { path, name, size }, clean };
  } catch (error) {
    await clean();
    throw error;
  }
}

/** RFC 6266 and 8187: `attachment; filename*=UTF-8''hyresavi.pdf`, or a quoted `filename`. */
function nameIn(header: string): string | undefined {
  const coded = /;\s*filename\*=UTF-8''([^;\s]+)/i.exec(header)?.[1];
  try {
    if (coded !== undefined) return decodeURIComponent(coded);
  } catch {
    return undefined;
  }
  return /;\s*filename="([^"\\]+)"/i.exec(header)?.[1];
}

function unnamed(): TorgetError {
  const words = {
    sv: "Skicka filens namn: Content-Disposition: attachment; filename*=UTF-8''hyresavi.pdf",
    en: "Send the name of the file: Content-Disposition: attachment; filename*=UTF-8''bill.pdf",
  };
  return new TorgetError('file-name', 400, words, 'a file without a name');
}

function tooLarge(most: number): TorgetError {
  const words = { sv: 'Filen är för stor.', en: 'The file is too large.' };
  return new TorgetError('too-large', 413, words, `a file of more than ${most} bytes`);
}
