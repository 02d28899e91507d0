import type { FileHandle } from 'node:fs/promises';
import { endsAsZip, readZip } from './zip.ts';

/** Kinds of files that the house takes, by what they are and not by what they are called. */
export type FileType =
  | 'application/pdf'
  | 'image/jpeg'
  | 'image/png'
  | 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

/** The extension that a name gets, whatever it came with. */
export const EXTENSIONS: { readonly [type in FileType]: string } = {
  'application/pdf': 'pdf',
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
};

export function isImage(type: FileType): type is 'image/jpeg' | 'image/png' {
  return type === 'image/jpeg' || type === 'image/png';
}

/** Enough for a header. */
const HEAD = 1024;

/** Told apart from anything else that is not taken, because the person can do something about it. */
export type OddKind = 'heic' | 'two-in-one' | 'bomb';

/**
 * What a file is by its content, from its first byte: a type, something odd, or null for anything else. A PDF or a
 * picture that ends as a zip is refused: which of the two a program opens is not ours to guess.
 */
export async function kindOfFile(file: FileHandle, size: number): Promise<FileType | OddKind | null> {
  const { bytesRead, buffer } = await file.read(Buffer.alloc(HEAD), 0, Math.min(HEAD, size), 0);
  const head = buffer.subarray(0, bytesRead);
  const simple = simpleKind(head);
  if (simple !== undefined) return (await endsAsZip(file, size)) ? 'two-in-one' : simple;
  if (head.toString('latin1', 4, 8) === 'ftyp') {
    return /^(hei[cfmsx]|hev[cmsx]|mif1|msf1|avif)/.test(head.toString('latin1', 8, 12)) ? 'heic' : null;
  }
  return head.toString('latin1', 0, 4) === 'PK\u0003\u0004' ? zipKind(file, size) : null;
}

function simpleKind(head: Buffer): FileType | undefined {
  if (head.toString('latin1', 0, 5) === '%PDF-') return 'application/pdf';
  if (head.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff]))) return 'image/jpeg';
  if (head.subarray(0, 8).equals(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]))) return 'image/png';
  return undefined;
}

/** A zip that holds Word's main part and neither macros nor ActiveX. */
async function zipKind(file: FileHandle, size: number): Promise<FileType | OddKind | null> {
  const zip = await readZip(file, size);
  if (zip === 'bomb') return 'bomb';
  if (zip === 'broken' || !zip.names.includes('word/document.xml')) return null;
  return zip.names.some((name) => /vbaProject|activeX/i.test(name))
    ? null
    : 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
}
