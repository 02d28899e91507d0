import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { documentOf, type OpenFile } from '#areas/cases/index.ts';
import { letterFile } from '#areas/inbox/index.ts';
import { TorgetError } from '#platform/errors.ts';
import { type Packed, zipOf } from '#platform/files/index.ts';
import { letterText } from '#platform/letters/index.ts';
import type { Request } from '#platform/web/index.ts';
import type { FileItem } from './file-items.ts';

/** One document, or what is written in the file beside them, in the index of a bundle. */
export interface BundleEntry {
  readonly document: string;
  readonly file: string;
  readonly title: string;
  readonly direction: string;
  readonly at: string;
  readonly sha256: string;
}

interface Body {
  readonly ending: string;
  readonly body: Uint8Array;
}

/** The bytes of an item: the file itself, a letter as its PDF (as text until there is one), words and facts as they are kept. */
async function bodyOf(request: Request, openFile: OpenFile, caseId: string, row: FileItem): Promise<Body> {
  if ('body' in row) return { ending: 'json', body: row.body };
  if (row.letterId !== null) {
    const letter = await letterFile(request.db, row.letterId);
    if (letter?.pdf) return { ending: 'pdf', body: letter.pdf };
    return { ending: 'txt', body: Buffer.from(letter === undefined ? '' : letterText(letter.model)) };
  }
  if (row.fileId !== null) {
    const file = await openFile(request, caseId, row.fileId);
    if (file === undefined) throw lost(row.id, 'its file is gone');
    // It is opened for nobody: the file goes without it, and says so (FL 46 §).
    if (file === 'infected')
      return { ending: 'txt', body: Buffer.from('Filen innehöll skadlig kod och kan inte lämnas över.\n') };
    if (typeof file === 'string') throw held(row.id, file);
    const ending = /\.([a-z0-9]{1,5})$/i.exec(file.name)?.[1] ?? 'bin';
    return { ending, body: file.body instanceof Uint8Array ? file.body : await buffer(file.body) };
  }
  const document = await documentOf(request.db, caseId, row.id);
  return { ending: 'json', body: Buffer.from(JSON.stringify(document?.content ?? null, null, 2)) };
}

const hash = (body: Uint8Array) => createHash('sha256').update(body).digest('hex');

function lost(document: string, why: string): TorgetError {
  return new TorgetError(
    'bundle',
    500,
    {
      sv: 'En handling är inte som när akten överlämnades.',
      en: 'A document is not as it was when the file was handed over.',
    },
    `document ${document}: ${why}`,
  );
}

/** A file that the virus scanner holds back cannot go to a court unseen. */
function held(document: string, why: string): TorgetError {
  return new TorgetError(
    'bundle-held',
    409,
    {
      sv: 'En fil i akten söks fortfarande igenom. Försök igen om en stund.',
      en: 'A file of the case is still being scanned. Try again in a while.',
    },
    `document ${document}: ${why}`,
  );
}

/** Every item of the file with its hash, in the order in which they came (FL 46 §: the file is handed over whole). */
export async function indexOf(
  request: Request,
  openFile: OpenFile,
  caseId: string,
  items: readonly FileItem[],
): Promise<readonly BundleEntry[]> {
  return Promise.all(
    items.map(async (row, at) => {
      const { ending, body } = await bodyOf(request, openFile, caseId, row);
      const file = `${String(at + 1).padStart(3, '0')}-${row.kind}.${ending}`;
      const { title } = row;
      const direction = 'direction' in row ? row.direction : 'internal';
      return { document: row.id, file, title, direction, at: row.at, sha256: hash(body) };
    }),
  );
}

/**
 * The bundle as a ZIP: the items, `innehall.json` with the index, and `SHA256SUMS` as sha256sum reads it. Each
 * is checked against the hash of the hand-over. @throws TorgetError when one is not as it was
 */
export async function bundle(
  request: Request,
  openFile: OpenFile,
  caseId: string,
  items: readonly FileItem[],
  index: readonly BundleEntry[],
): Promise<Uint8Array> {
  const files: Packed[] = [];
  for (const entry of index) {
    const row = items.find(({ id }) => id === entry.document);
    if (row === undefined) throw lost(entry.document, 'it is gone');
    // A letter whose PDF was made after the hand-over is still handed over as it was.
    const textual = 'letterId' in row && row.letterId !== null && entry.file.endsWith('.txt');
    const body = textual ? await wordsOf(request, row.letterId) : (await bodyOf(request, openFile, caseId, row)).body;
    if (hash(body) !== entry.sha256) throw lost(entry.document, 'its hash differs');
    files.push({ path: entry.file, bytes: body });
  }
  const sums = index.map(({ sha256, file }) => `${sha256}  ${file}\n`).join('');
  const list = Buffer.from(JSON.stringify(index, null, 2));
  return zipOf([{ path: 'innehall.json', bytes: list }, { path: 'SHA256SUMS', bytes: Buffer.from(sums) }, ...files]);
}

async function wordsOf({ db }: Request, letter: string | null): Promise<Uint8Array> {
  const found = letter === null ? undefined : await letterFile(db, letter);
  return Buffer.from(found === undefined ? '' : letterText(found.model));
}
