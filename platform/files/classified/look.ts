import { readFile } from 'node:fs/promises';
import { openSharp } from '../image.ts';
import { type FileType, isImage } from '../kind.ts';
import { readPdf, type UnreadPdf } from '../preview/pdf.ts';
import { textsInZip } from '../zip-texts.ts';
import { isMarked, isMarkedName } from './marks.ts';
import { linesOfXml, packets } from './xml.ts';

/** Where the mark was seen; never which words stood there. */
export type MarkedAt = 'declared' | 'name' | 'content' | 'metadata';

/** Why not all of a file was read: its PDF could not be, or it is longer than what is read. Name and metadata were. */
export type Unread = UnreadPdf | 'long';

/** Parts of a Word document that bear marks: its text, its head and foot, and what is said of it. */
const WORD_TEXT = /^word\/(document|header\d*|footer\d*)\.xml$/;
const WORD_ABOUT = /^docProps\/\w+\.xml$/;

/**
 * Whether a file says of itself, or its sender of it, that it is security-classified: by its name, its text or its
 * metadata. Of a picture the words in it are not read, and a document that cannot be opened says nothing: `unread` tells.
 */
export async function markedAt(
  file: { readonly path: string; readonly name: string; readonly declared?: boolean },
  type: FileType,
): Promise<{ readonly marked?: MarkedAt; readonly unread?: Unread }> {
  if (file.declared) return { marked: 'declared' };
  if (isMarkedName(file.name)) return { marked: 'name' };
  const { content, about, unread } = await said(file.path, type);
  if (content.some(isMarked)) return { marked: 'content' };
  if (about.some(isMarked)) return { marked: 'metadata' };
  return unread === undefined ? {} : { unread };
}

interface Said {
  readonly content: readonly string[];
  readonly about: readonly string[];
  readonly unread?: Unread | undefined;
}

async function said(path: string, type: FileType): Promise<Said> {
  if (isImage(type)) return aboutPicture(path);
  return type === 'application/pdf' ? saidInPdf(path) : saidInWord(path);
}

/** The packets first: a file that waits for its turn does not lie in memory meanwhile. */
async function saidInPdf(path: string): Promise<Said> {
  const { texts, cut } = packets(await readFile(path));
  const { text, about, unread } = await readPdf(path);
  return { content: text, about: [...about, ...texts], unread: unread ?? (cut ? 'long' : undefined) };
}

async function saidInWord(path: string): Promise<Said> {
  const { parts, cut } = await textsInZip(path, (name) => WORD_TEXT.test(name) || WORD_ABOUT.test(name));
  const of = (which: RegExp) => parts.filter(({ name }) => which.test(name)).map(({ text }) => linesOfXml(text));
  return { content: of(WORD_TEXT), about: of(WORD_ABOUT), unread: cut ? 'long' : undefined };
}

/** A picture's own notes: comments and descriptions, as bytes of EXIF and XMP and the texts of a PNG. */
async function aboutPicture(path: string): Promise<Said> {
  const sharp = await openSharp();
  const {
    exif,
    xmp,
    comments = [],
  } = await sharp(path)
    .metadata()
    .catch(() => ({}) as Partial<import('sharp').Metadata>);
  const notes = [exif?.toString('latin1') ?? '', exif?.toString('utf8') ?? ''].flatMap((text) => text.split('\0'));
  const { texts, cut } = packets(xmp ?? Buffer.alloc(0));
  const about = [...notes, ...texts, ...comments.map(({ text }) => text)];
  return { content: [], about, unread: cut ? 'long' : undefined };
}
