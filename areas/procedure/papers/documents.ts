import { fromJson, isContext, type Json } from '@torget/feel';
import { archivedApplication } from '#areas/applications/index.ts';
import { factName, registerLines, type WholeCase, type WholeDocument, wholeCase } from '#areas/cases/index.ts';
import { letterFile } from '#areas/inbox/index.ts';
import type { Db } from '#platform/database/index.ts';
import { NotFound } from '#platform/errors.ts';
import { type Content, fileOf, openFile } from '#platform/files/index.ts';
import { type LetterBlock, letterPdf } from '#platform/letters/index.ts';
import { asRecord, data, Paper } from './paper.ts';
import { heading, paragraphs } from './readable.ts';
import type { FileRecord, PaperSource, RecordFile } from './types.ts';

/** A document as it is made into files. */
export type Documented = Pick<WholeDocument, 'kind' | 'title' | 'fileId' | 'letterId' | 'at'> & {
  readonly content: Json;
};

/** One document of a case as files that can be read without this program. @throws NotFound */
export async function documentFiles(
  db: Db,
  from: PaperSource,
  caseId: string,
  id: string,
): Promise<readonly RecordFile[]> {
  const whole = await wholeCase(db, caseId);
  const document = whole?.documents.find((one) => one.id === id);
  if (whole === undefined || document === undefined) throw new NotFound(`no document ${id}`);
  return new DocumentPapers(db, from, whole.id, new Paper(from, whole)).filesOf(document);
}

/** Every document of a case as files, oldest first. */
export async function documentRecords(db: Db, from: PaperSource, whole: WholeCase): Promise<FileRecord[]> {
  const papers = new DocumentPapers(db, from, whole.id, new Paper(from, whole));
  const made: FileRecord[] = [];
  for (const document of whole.documents) {
    const { id, kind, title, direction, replaces, at } = document;
    const version = replaces === null ? {} : { replaces };
    made.push({ id, kind, title, direction, ...version, at, files: await papers.filesOf(document) });
  }
  return made;
}

/** Makes the documents of one case into files. */
export class DocumentPapers {
  readonly #db: Db;
  readonly #from: PaperSource;
  readonly #caseId: string;
  readonly #paper: Paper;

  constructor(db: Db, from: PaperSource, caseId: string, paper: Paper) {
    this.#db = db;
    this.#from = from;
    this.#caseId = caseId;
    this.#paper = paper;
  }

  /** The file to read first; what it was made from beside it. @throws NotFound when what it names is gone */
  async filesOf(document: Documented): Promise<readonly RecordFile[]> {
    const { fileId, letterId, content, title, at } = document;
    if (fileId !== null) return [await this.file(fileId)];
    if (letterId !== null) return this.#letter(letterId);
    return [await this.#paper.pdf(title, at, await this.#blocks(document)), data(content)];
  }

  /** A file that was handed in. As large as it may be, it is read when it is written somewhere. @throws NotFound */
  async file(id: string): Promise<RecordFile & { readonly bytes: Exclude<Content, Uint8Array> }> {
    const row = await fileOf(this.#db, { case: this.#caseId }, id);
    if (row === undefined) throw new NotFound(`no file ${id}`);
    const { name, type, size, sha256 } = row;
    return { name, type, bytes: { size: Number(size), sha256, open: () => openFile(this.#from.files, sha256) } };
  }

  async #letter(id: string): Promise<readonly RecordFile[]> {
    const letter = await letterFile(this.#db, id);
    if (letter === undefined) throw new NotFound(`no letter ${id}`);
    const pdf = letter.pdf ?? (await letterPdf(letter.model, { t: this.#from.texts.for(letter.model.language) }));
    return [{ name: 'brev.pdf', type: 'application/pdf', bytes: pdf }, data(letter.model as unknown as Json)];
  }

  async #blocks({ kind, content }: Documented): Promise<readonly LetterBlock[]> {
    if (kind === 'application') return this.#application(content);
    const { text, name, value } = asRecord(content);
    if (typeof text === 'string') return paragraphs(text);
    const answered = kind === 'register' && value !== undefined ? fromJson(value) : null;
    if (typeof name !== 'string' || !isContext(answered)) return this.#paper.dataTable(content);
    return [heading(factName(this.#paper, name)), ...this.#paper.table(registerLines(answered, this.#paper))];
  }

  async #application(content: Json): Promise<LetterBlock[]> {
    const speaks = this.#paper;
    const sent = await archivedApplication(this.#db, this.#caseId, speaks);
    if (sent === undefined) return this.#paper.dataTable(content);
    return sent.sections.flatMap(({ title, rows }) => [heading(title), ...this.#paper.table(rows)]);
  }
}
