import { createHash } from 'node:crypto';
import { documentOf } from '#areas/cases/index.ts';
import { letterFile } from '#areas/inbox/index.ts';
import type { Db } from '#platform/database/index.ts';
import { TorgetError } from '#platform/errors.ts';
import { type Content, chunksOf, fileOf, type Packed, sha256Of } from '#platform/files/index.ts';
import { letterText } from '#platform/letters/index.ts';
import type { FileItem, WrittenItem } from './file-items.ts';
import { DocumentPapers } from './papers/documents.ts';
import type { Paper } from './papers/paper.ts';
import type { PaperSource } from './papers/types.ts';

/** One document, or what is written in the file beside them, in the index of a hand-over. */
export interface BundleEntry {
  readonly document: string;
  /** What the file to read is called in the bundle. */
  readonly file: string;
  readonly title: string;
  readonly direction: string;
  /** From whom it came, or to whom it went; missing in what was handed over before that was kept. */
  readonly who?: string;
  readonly at: string;
  /** Of what was kept when it was handed over: the file itself, or what the paper to read is made from. */
  readonly sha256: string;
  /** Of a letter that had no PDF yet: the hash is of its words. */
  readonly words?: true;
}

interface Kept {
  readonly sha256: string;
  /** What the name of the file to read ends with. */
  readonly ending: string;
  readonly words?: true;
}

/** It is opened for nobody: the file goes without it, and says so (FL 46 §). */
const INFECTED = Buffer.from('Filen innehöll skadlig kod och kan inte lämnas över.\n');

const hash = (body: Uint8Array | string) => createHash('sha256').update(body).digest('hex');

const isWritten = (row: FileItem): row is WrittenItem => 'body' in row;

/** What is kept of an item, by its hash. @throws TorgetError when the scanner holds it back, or when it is gone */
async function keptOf(db: Db, caseId: string, row: FileItem): Promise<Kept> {
  if (isWritten(row)) return { sha256: hash(row.body), ending: 'pdf' };
  if (row.letterId !== null) {
    const letter = await letterFile(db, row.letterId);
    if (letter?.pdf) return { sha256: hash(letter.pdf), ending: 'pdf' };
    return { sha256: hash(letter === undefined ? '' : letterText(letter.model)), ending: 'pdf', words: true };
  }
  if (row.fileId !== null) {
    if (row.standing === 'infected') return { sha256: hash(INFECTED), ending: 'txt' };
    if (row.standing === 'waiting') throw held(row.id, row.standing);
    const file = await fileOf(db, { case: caseId }, row.fileId);
    if (file === undefined) throw lost(row.id, 'its file is gone');
    return { sha256: file.sha256, ending: /\.([a-z0-9]{1,5})$/i.exec(file.name)?.[1]?.toLowerCase() ?? 'bin' };
  }
  const document = await documentOf(db, caseId, row.id);
  return { sha256: hash(JSON.stringify(document?.content ?? null, null, 2)), ending: 'pdf' };
}

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
export async function indexOf(db: Db, caseId: string, items: readonly FileItem[]): Promise<readonly BundleEntry[]> {
  const entries: BundleEntry[] = [];
  for (const row of items) {
    const { sha256, ending, words } = await keptOf(db, caseId, row);
    const { id: document, title, at, who } = row;
    const file = `${String(entries.length + 1).padStart(3, '0')}-${inName(title, ending)}.${ending}`;
    const direction = 'direction' in row ? row.direction : 'internal';
    entries.push({ document, file, title, direction, who, at, sha256, ...(words ? { words } : {}) });
  }
  return entries;
}

/** A title as part of a file's name that every system takes: `tjansteanteckning`. */
function inName(title: string, ending: string): string {
  const bare = title.toLowerCase();
  const letters = (bare.endsWith(`.${ending}`) ? bare.slice(0, -ending.length - 1) : bare)
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '');
  return (
    letters
      .replaceAll(/[^a-z0-9]+/g, '-')
      .replaceAll(/^-|-$/g, '')
      .slice(0, 50) || 'handling'
  );
}

/** What the bundle of a hand-over is made from. */
export interface Bundled {
  readonly db: Db;
  readonly from: PaperSource;
  readonly paper: Paper;
  readonly caseId: string;
  readonly items: readonly FileItem[];
  readonly index: readonly BundleEntry[];
}

/** The letter that goes before the file. */
const COVER = '000-overlamnandeskrivelse.pdf';

/**
 * The files of a bundle: the covering letter, everything of the index as a file that is read without this program,
 * `innehall.json` with the index, and `SHA256SUMS` as sha256sum reads it. What each was made from is checked against the
 * hash of the hand-over first. No more than the papers is in memory: files that were handed in are read when they are sent.
 * @throws TorgetError when one is not as it was
 */
export async function bundle(
  { db, from, paper, caseId, items, index }: Bundled,
  cover: Uint8Array | undefined,
): Promise<readonly Packed<Content>[]> {
  const papers = new DocumentPapers(db, from, caseId, paper);
  const files: Packed<Content>[] = cover === undefined ? [] : [{ path: COVER, bytes: cover }];
  const list: object[] = [];
  for (const [at, entry] of index.entries()) {
    const row = items.find(({ id }) => id === entry.document);
    if (row === undefined) throw lost(entry.document, 'it is gone');
    await checked(db, caseId, row, entry);
    const bytes = await readable({ db, caseId, papers, paper }, row);
    if (!(bytes instanceof Uint8Array) && (await hashOf(bytes)) !== entry.sha256)
      throw lost(entry.document, 'its bytes differ');
    const path = fileName(row, entry);
    files.push({ path, bytes });
    const { document, title, direction, at: when, sha256: kept } = entry;
    const who = entry.who ?? row.who;
    list.push({ nr: at + 1, document, title, direction, who, at: when, file: path, sha256: sha256Of(bytes), kept });
  }
  const contents = Buffer.from(`${JSON.stringify(list, null, 2)}\n`);
  const all = [...files, { path: 'innehall.json', bytes: contents }];
  const sums = all.map(({ path, bytes }) => `${sha256Of(bytes)}  ${path}\n`).join('');
  return [...all, { path: 'SHA256SUMS', bytes: Buffer.from(sums) }];
}

/** What was handed over as data, or as words, before its paper was made is called what it is now. */
function fileName(row: FileItem, { file }: BundleEntry): string {
  const data = isWritten(row) || row.letterId !== null || row.fileId === null;
  return data ? file.replace(/\.(json|txt)$/, '.pdf') : file;
}

/** @throws TorgetError when what is kept is not what was handed over */
async function checked(db: Db, caseId: string, row: FileItem, entry: BundleEntry): Promise<void> {
  // A letter whose PDF was made after the hand-over is still handed over as it was.
  const words = entry.words === true || entry.file.endsWith('.txt');
  if (words && !isWritten(row) && row.letterId !== null) {
    const letter = await letterFile(db, row.letterId);
    if (hash(letter === undefined ? '' : letterText(letter.model)) === entry.sha256) return;
    throw lost(entry.document, 'its words differ');
  }
  if ((await keptOf(db, caseId, row)).sha256 !== entry.sha256) throw lost(entry.document, 'its hash differs');
}

/** The item as a file to read: the file itself, a letter as its PDF, and anything else put on paper. */
async function readable(
  { db, caseId, papers, paper }: Pick<Bundled, 'db' | 'caseId' | 'paper'> & { readonly papers: DocumentPapers },
  row: FileItem,
): Promise<Content> {
  if (isWritten(row)) return (await paper.pdf(row.title, row.at, await row.blocks())).bytes;
  if (row.fileId !== null && row.standing === 'infected') return INFECTED;
  const content = (await documentOf(db, caseId, row.id))?.content ?? null;
  const [file] = await papers.filesOf({ ...row, content });
  if (file === undefined) throw lost(row.id, 'there is nothing to read');
  return file.bytes;
}

/** SHA-256 of what is stored, read in parts. */
async function hashOf(content: Content): Promise<string> {
  const sum = createHash('sha256');
  for await (const chunk of chunksOf(content)) sum.update(chunk);
  return sum.digest('hex');
}
