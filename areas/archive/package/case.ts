import type { Json } from '@torget/feel';
import { archivedApplication } from '#areas/applications/index.ts';
import { casesToKeep, loadHouseProcesses, type WholeCase, type WholeDocument, wholeCase } from '#areas/cases/index.ts';
import { type Catalogue, folderOf } from '#areas/catalogue/index.ts';
import { letterFile } from '#areas/inbox/index.ts';
import { legalDay } from '#platform/calendar/index.ts';
import type { Db } from '#platform/database/index.ts';
import { NotFound } from '#platform/errors.ts';
import { type FileStore, fileOf, openFile } from '#platform/files/index.ts';
import { type LetterBlock, letterPdf } from '#platform/letters/index.ts';
import type { TextCatalogue } from '#platform/text/index.ts';
import type { Town } from '#platform/town/index.ts';
import { judge } from '../retention/lists.ts';
import { data, Paper, type RecordFile, titleOf } from './paper.ts';
import { heading } from './readable.ts';
import type { ArchiveCase, ArchiveRecord, PackageFile } from './types.ts';
import { writtenRecords } from './written.ts';

export interface PackageSource {
  readonly town: Town;
  readonly catalogue: Catalogue;
  readonly texts: TextCatalogue;
  readonly files: FileStore;
}

/** A closed case with all its documents as files that can be read without this program: PDF/A, and the data beside. */
export async function archiveCase(db: Db, from: PackageSource, id: string, at: string): Promise<ArchiveCase> {
  const [[found], whole] = await Promise.all([casesToKeep(db, [id]), wholeCase(db, id)]);
  if (found === undefined || whole === undefined || whole.closed === null) throw new NotFound(`no closed case ${id}`);
  const { service, verdict } = await judge(db, from, found, legalDay(at).toString());
  const { definition } = service;
  const { town } = from;
  const records = new Records(db, from, whole);
  return {
    id: whole.id,
    number: whole.number,
    service: { id: whole.service, title: definition.title.sv, version: whole.version },
    subject: whole.subject,
    klassa: definition.retention.klassa,
    outcome: found.outcome,
    received: whole.received,
    closed: whole.closed,
    town: { name: town.title.sv, code: town.code },
    board: titleOf(town.boards, whole.board),
    unit: titleOf(town.units, whole.unit),
    secrecy: definition.secrecy,
    parties: whole.parties,
    related: whole.related,
    decisions: whole.decisions.map((made) => ({
      at: madeAt(made),
      outcome: made.outcome,
      by: titleOf(town.boards, made.by),
    })),
    disposal: { basis: verdict.basis, due: 'due' in verdict ? verdict.due : null },
    records: [
      ...(await records.documents()),
      ...(await writtenRecords(db, new Paper(from, whole), whole, { service, own: await loadHouseProcesses() })),
    ],
    documentation: await documentation(db, whole.version),
  };
}

/** When it was made: of what was entered on a later day no more is known than its day, whose first moment stands for it. */
function madeAt({ day, at }: Pick<WholeCase['decisions'][number], 'day' | 'at'>): string {
  if (legalDay(at).toString() === day) return at;
  return Temporal.PlainDate.from(day).toZonedDateTime('Europe/Stockholm').toInstant().toString();
}

/** One document of a case as files that can be read without this program. @throws NotFound */
export async function documentFiles(
  db: Db,
  from: PackageSource,
  caseId: string,
  id: string,
): Promise<ArchiveRecord['files']> {
  const whole = await wholeCase(db, caseId);
  const document = whole?.documents.find((one) => one.id === id);
  if (whole === undefined || document === undefined) throw new NotFound(`no document ${id}`);
  return new Records(db, from, whole).filesOf(document);
}

/** The service as the case ran on it: form, process, decision tables and letters tell what the data mean. */
async function documentation(db: Db, version: string): Promise<PackageFile[]> {
  const files = await folderOf(db, version);
  return [...files]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([path, bytes]) => ({ path: `documentation/service/${path}`, type: typeOf(path), bytes }));
}

function typeOf(path: string): string {
  const types = { yaml: 'application/yaml', bpmn: 'text/xml', dmn: 'text/xml', md: 'text/markdown' } as const;
  const extension = path.split('.').at(-1) ?? '';
  return types[extension as keyof typeof types] ?? 'application/octet-stream';
}

/** The documents of one case as files. */
class Records {
  readonly #db: Db;
  readonly #from: PackageSource;
  readonly #case: WholeCase;
  readonly #paper: Paper;

  constructor(db: Db, from: PackageSource, whole: WholeCase) {
    this.#db = db;
    this.#from = from;
    this.#case = whole;
    this.#paper = new Paper(from, whole);
  }

  async documents(): Promise<ArchiveRecord[]> {
    const made: ArchiveRecord[] = [];
    for (const document of this.#case.documents) {
      const { id, kind, title, direction, replaces, at } = document;
      const version = replaces === null ? {} : { replaces };
      made.push({ id, kind, title, direction, ...version, at, files: await this.filesOf(document) });
    }
    return made;
  }

  async filesOf({ fileId, letterId, content, kind, title, at }: WholeDocument): Promise<readonly RecordFile[]> {
    if (fileId !== null) {
      const row = await fileOf(this.#db, { case: this.#case.id }, fileId);
      if (row === undefined) throw new NotFound(`no file ${fileId}`);
      const { name, type, size, sha256 } = row;
      // As large as it may be, it is read when the package is written.
      const bytes = { size: Number(size), sha256, open: () => openFile(this.#from.files, sha256) };
      return [{ name, type, bytes }];
    }
    if (letterId !== null) return this.#letter(letterId);
    const blocks = kind === 'application' ? await this.#application(content) : this.#paper.dataTable(content);
    return [await this.#paper.pdf(title, at, blocks), data(content)];
  }

  async #letter(id: string): Promise<readonly RecordFile[]> {
    const letter = await letterFile(this.#db, id);
    if (letter === undefined) throw new NotFound(`no letter ${id}`);
    const pdf = letter.pdf ?? (await letterPdf(letter.model, { t: this.#from.texts.for(letter.model.language) }));
    return [{ name: 'brev.pdf', type: 'application/pdf', bytes: pdf }, data(letter.model as unknown as Json)];
  }

  async #application(content: Json): Promise<LetterBlock[]> {
    const speaks = this.#paper;
    const sent = await archivedApplication(this.#db, this.#case.id, speaks);
    if (sent === undefined) return this.#paper.dataTable(content);
    return sent.sections.flatMap(({ title, rows }) => [heading(title), ...this.#paper.table(rows)]);
  }
}
