import { buffer } from 'node:stream/consumers';
import { decoded, openSharp } from '../image.ts';
import { type FileType, isImage } from '../kind.ts';
import { type FileStore, openFile } from '../store.ts';
import { drawFirstPage } from './pdf.ts';

/** Pixels across: beside a name, and to read. */
const WIDTHS = { small: 160, large: 1000 } as const;
export type PreviewSize = keyof typeof WIDTHS;

/** What this process has drawn last, so that a page that is shown again is not drawn again. */
const drawn = new Map<string, Buffer>();
const KEPT = 100;

/** Kinds of files that have a first page to show. */
export function hasPreview(type: string): boolean {
  return type === 'application/pdf' || isImage(type as FileType);
}

/** A sheet of paper with nothing on it, where there is nothing to draw. */
const BLANK = Buffer.from(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 141"><path fill="#fff" stroke="#8a8f8c" d="M10 8h58l22 22v103H10zM68 8v22h22"/></svg>',
);

/** A file to hand out: the picture of a file's first page, or a blank sheet when there is none. */
export async function previewFile(
  store: FileStore,
  file: { readonly sha256: string; readonly type: FileType | 'none' },
  size: PreviewSize,
): Promise<{ readonly type: string; readonly name: string; readonly body: Uint8Array }> {
  const picture = await previewOf(store, file, size);
  return picture === undefined
    ? { type: 'image/svg+xml', name: 'sida.svg', body: BLANK }
    : { type: 'image/jpeg', name: 'sida.jpg', body: picture };
}

/** What `?bild=` asks for: undefined for the file itself. */
export function previewSize(asked: string | undefined): PreviewSize | undefined {
  return asked === 'liten' ? 'small' : asked === 'stor' ? 'large' : undefined;
}

/**
 * The first page of a document, or a picture, as a JPEG that holds nothing else: no script, no form, no link. Undefined when
 * there is nothing to draw, or it cannot be drawn. Who may see the file, and that it is not in quarantine, has been asked.
 */
export async function previewOf(
  store: FileStore,
  { sha256, type }: { readonly sha256: string; readonly type: FileType | 'none' },
  size: PreviewSize,
): Promise<Buffer | undefined> {
  const key = `${sha256} ${size}`;
  const known = drawn.get(key);
  if (type === 'none' || !hasPreview(type)) return undefined;
  if (known !== undefined) return known;
  const bytes = await buffer(await openFile(store, sha256));
  const picture = isImage(type) ? await ofPicture(bytes, WIDTHS[size]) : await ofPdf(bytes, WIDTHS[size]);
  if (picture === undefined) return undefined;
  drawn.set(key, picture);
  for (const oldest of drawn.keys()) if (drawn.size > KEPT) drawn.delete(oldest);
  return picture;
}

async function ofPdf(pdf: Uint8Array, width: number): Promise<Buffer | undefined> {
  const answer = await drawFirstPage({ pdf, width });
  if ('error' in answer) return undefined;
  const raw = { width: answer.width, height: answer.height, channels: 4 as const };
  const sharp = await openSharp();
  return sharp(answer.pixels, { raw }).flatten({ background: '#fff' }).jpeg({ quality: 80 }).toBuffer();
}

/** In the same queue as pictures that come in: one is in memory at a time. */
async function ofPicture(bytes: Buffer, width: number): Promise<Buffer | undefined> {
  const sharp = await openSharp();
  return decoded(() =>
    sharp(bytes, { failOn: 'error' })
      .autoOrient()
      .resize({ width, height: width * 2, fit: 'inside', withoutEnlargement: true })
      .flatten({ background: '#fff' })
      .jpeg({ quality: 80 })
      .toBuffer(),
  ).catch(() => undefined);
}
