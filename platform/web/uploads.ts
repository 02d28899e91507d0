import { createWriteStream } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { MultipartFile } from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import type { FormFields, UploadedFile } from './types.ts';

export interface Multipart {
  readonly fields: FormFields;
  readonly files: readonly UploadedFile[];
  /** Removes what the handler has not taken. */
  clean(): Promise<void>;
}

/**
 * Reads a multipart form to a private folder, streaming. A file over the limit is cut there and marked by its size:
 * the handler tells the person in words, which an aborted connection could not.
 */
export async function readMultipart(
  request: FastifyRequest,
  limits: { maxFile: number; maxFiles: number },
): Promise<Multipart> {
  const folder = await mkdtemp(join(tmpdir(), 'torget-upload-'));
  const fields: Record<string, string[]> = Object.create(null);
  const files: UploadedFile[] = [];
  const parts = request.parts({
    limits: { fileSize: limits.maxFile + 1, files: limits.maxFiles, fields: 500, fieldSize: 100_000, parts: 600 },
  });
  for await (const part of parts) {
    if (part.type === 'field') add(fields, part.fieldname, String(part.value ?? ''));
    else files.push(await keep(part, join(folder, String(files.length))));
  }
  return {
    fields,
    files: files.filter((file) => file.name !== '' || file.size > 0),
    clean: () => rm(folder, { recursive: true, force: true }),
  };
}

function add(fields: Record<string, string[]>, name: string, value: string): void {
  const values = fields[name];
  if (values) values.push(value);
  else fields[name] = [value];
}

async function keep(part: MultipartFile, path: string): Promise<UploadedFile> {
  await pipeline(part.file, createWriteStream(path, { mode: 0o600 }));
  return { field: part.fieldname, name: part.filename ?? '', path, size: (await stat(path)).size };
}
