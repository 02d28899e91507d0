import { readFile } from 'node:fs/promises';
import { openSharp } from '../image.ts';
import { type FileType, isImage } from '../kind.ts';
import { readPdf } from '../preview/pdf.ts';
import { textsInZip } from '../zip-texts.ts';
import { isMarked, isMarkedName } from './marks.ts';

/** Where the mark was seen; never which words stood there. */
export type MarkedAt = 'declared' | 'name' | 'content' | 'metadata';

/** Parts of a Word document that bear marks: its text, its head and foot, and what is said of it. */
const WORD_TEXT = /^word\/(document|header\d*|footer\d*)\.xml$/;
const WORD_ABOUT = /^docProps\/\w+\.xml$/;

/**
 * Whether a file says of itself, or its sender of it, that it is security-classified: by its name, its text or its
 * metadata. Of a picture the words in it are not read, and a document that cannot be opened says nothing.
 */
export async function markedAt(
  file: { readonly path: string; readonly name: string; readonly declared?: boolean },
  type: FileType,
): Promise<MarkedAt | undefined> {
  if (file.declared) return 'declared';
  if (isMarkedName(file.name)) return 'name';
  const { content, about } = await said(file.path, type);
  if (content.some(isMarked)) return 'content';
  return about.some(isMarked) ? 'metadata' : undefined;
}

interface Said {
  readonly content: readonly string[];
  readonly about: readonly string[];
}

async function said(path: string, type: FileType): Promise<Said> {
  if (isImage(type)) return { content: [], about: await aboutPicture(path) };
  const bytes = await readFile(path);
  if (type === 'application/pdf') {
    const { text, about } = await readPdf(bytes);
    return { content: text, about: [...about, ...packets(bytes.toString('utf8'))] };
  }
  const parts = textsInZip(bytes, (name) => WORD_TEXT.test(name) || WORD_ABOUT.test(name));
  const of = (which: RegExp) => parts.filter(({ name }) => which.test(name)).map(({ text }) => linesOfXml(text));
  return { content: of(WORD_TEXT), about: of(WORD_ABOUT) };
}

/** A picture's own notes: comments and descriptions, as bytes of EXIF and XMP and the texts of a PNG. */
async function aboutPicture(path: string): Promise<string[]> {
  const sharp = await openSharp();
  const {
    exif,
    xmp,
    comments = [],
  } = await sharp(path)
    .metadata()
    .catch(() => ({}) as Partial<import('sharp').Metadata>);
  const notes = [exif?.toString('latin1') ?? '', exif?.toString('utf8') ?? ''].flatMap((text) => text.split('\0'));
  return [...notes, ...packets(xmp?.toString('utf8') ?? ''), ...comments.map(({ text }) => text)];
}

/** The values of XMP packets that lie open in a file, each on its line. */
function packets(text: string): string[] {
  return (text.match(/<x:xmpmeta[\s\S]{0,200000}?<\/x:xmpmeta>/g) ?? []).map(linesOfXml);
}

/** Texts of elements and attributes; a paragraph or an element ends a line. Runs of one paragraph are one line. */
function linesOfXml(xml: string): string {
  return xml
    .replace(/<\/w:(r|t|rPr)>|<w:(r|t|rPr)( [^>]*)?>/g, '')
    .replace(/<[^>]*>/g, (tag) => `\n${[...tag.matchAll(/="([^"]*)"/g)].map(([, value]) => value).join('\n')}\n`)
    .replace(/&#(x?)([\da-f]+);/gi, (_, hex: string, digits: string) => letter(Number.parseInt(digits, hex ? 16 : 10)))
    .replaceAll('&amp;', '&');
}

function letter(code: number): string {
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : ' ';
}
