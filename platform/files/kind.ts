import type { FileHandle } from 'node:fs/promises';

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

/** Bytes read at either end: enough for a header, and for a zip's directory of a normal document. */
const HEAD = 1024;
const TAIL = 65_536;

/** What a file is by its content: a type, `heic` (told apart because phones make it), or null for anything else. */
export async function kindOfFile(file: FileHandle, size: number): Promise<FileType | 'heic' | null> {
  const head = await read(file, 0, Math.min(HEAD, size));
  if (head.includes('%PDF-', 0, 'latin1')) return 'application/pdf';
  if (head.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff]))) return 'image/jpeg';
  if (head.subarray(0, 8).equals(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]))) return 'image/png';
  if (head.toString('latin1', 4, 8) === 'ftyp') {
    return /^(hei[cfmsx]|hev[cmsx]|mif1|msf1|avif)/.test(head.toString('latin1', 8, 12)) ? 'heic' : null;
  }
  return head.toString('latin1', 0, 4) === 'PK\u0003\u0004' && (await isWord(file, size))
    ? 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
    : null;
}

/** A zip whose directory names Word's main part and no macros. Nothing is unpacked. */
async function isWord(file: FileHandle, size: number): Promise<boolean> {
  const length = Math.min(TAIL, size);
  const directory = await read(file, size - length, length);
  return directory.includes('word/document.xml', 0, 'latin1') && !directory.includes('vbaProject.bin', 0, 'latin1');
}

async function read(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const { bytesRead, buffer } = await file.read(Buffer.alloc(length), 0, length, position);
  return buffer.subarray(0, bytesRead);
}
