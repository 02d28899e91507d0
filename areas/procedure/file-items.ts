import { sql } from 'kysely';
import {
  answersOf,
  type DecisionRow,
  type DocumentRow,
  documentName,
  fieldChanges,
  type HouseProcesses,
  loadHouseProcesses,
  writtenTitle,
} from '#areas/cases/index.ts';
import type { Db } from '#platform/database/index.ts';
import type { LetterBlock } from '#platform/letters/index.ts';
import { formatDate, formatDateTime, text } from '#platform/text/index.ts';
import type { Service, Town } from '#platform/town/index.ts';
import { actBlocks, answerBlocks, deciderOf, decisionBlocks, noteBlocks } from './papers/blocks.ts';
import type { Paper } from './papers/paper.ts';
import { paragraphs } from './papers/readable.ts';
import type { Standing } from './situation.ts';

/** One thing in the file of a case that is no document. */
export interface WrittenItem {
  readonly id: string;
  readonly kind: 'note' | 'field' | 'answer' | 'service' | 'receipt' | 'act' | 'decision';
  readonly title: string;
  readonly at: string;
  /** From whom it is. */
  readonly who: string;
  /** As it was written: what its hash is of. */
  readonly body: Uint8Array;
  /** The same to read. */
  blocks(): Promise<readonly LetterBlock[]>;
}

/** A document, or what is written in the file beside them. */
export type FileItem = (DocumentRow & { readonly who: string }) | WrittenItem;

/** What the items of a file are made from: how the case stands, its service where that is at hand, and the paper to write on. */
export interface FileSource extends Pick<Standing, 'view' | 'file' | 'acts' | 'receipts'> {
  readonly service: Service | undefined;
  readonly town: Town;
  readonly paper: Paper;
}

const kept = (content: object): Uint8Array => Buffer.from(JSON.stringify(content, null, 2));

/**
 * Everything in the file of a case, in the order in which it came (FL 46 §): its documents, what was noted (FL 27 §) in
 * every version, each change of what staff keep about it, what was answered in its tasks, what was done and decided in it,
 * and when the parties got what was decided (FL 44 §). What was handed over keeps the titles that it had then (`titled`, by
 * id), whatever the version of the service calls it now, or if it is gone.
 */
export async function itemsOf(
  db: Db,
  source: FileSource,
  titled: ReadonlyMap<string, string> = new Map(),
): Promise<readonly FileItem[]> {
  const own = await loadHouseProcesses();
  const ends = await endsOf(db, source);
  const documents = source.file.documents.map((one) => ({
    ...one,
    title: titled.get(one.id) ?? documentName(source.paper, { ...one, standing: null }),
    who: ends.get(one.id) ?? '',
  }));
  const all: readonly FileItem[] = [
    ...documents,
    ...notes(source),
    ...(await fields(db, source, titled)),
    ...(await answers(db, source, own, titled)),
    ...done(source),
    ...confirmed(source),
    ...decisions(db, source),
  ];
  const time = ({ at }: FileItem) => Temporal.Instant.from(at).epochMilliseconds;
  return all.toSorted((a, b) => time(a) - time(b));
}

/** Who is at the other end of each document, by its id: who sent it or got it, and of what the house made who wrote it. */
async function endsOf(db: Db, { view, file }: FileSource): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ id: string; name: string | null }>`select d.id,
      coalesce(d.from_name, d.to_name, p.name) as name from cases.document d
    left join identity.party p on p.id = coalesce(d.to_party, d.by_party, d.entered_by) where d.case_id = ${view.id}`.execute(
    db,
  );
  const applicant = view.parties.find(({ role }) => role === 'applicant')?.name;
  const named = new Map(rows.map(({ id, name }) => [id, name]));
  return new Map(
    file.documents.map(({ id, kind, title }) => {
      const otherwise = kind === 'register' ? title : kind === 'application' ? applicant : undefined;
      return [id, named.get(id) ?? otherwise ?? ''];
    }),
  );
}

function notes({ file, paper }: FileSource): WrittenItem[] {
  return file.notes.map((note) => {
    const { id, at, by, unit, replaces, text: words } = note;
    const body = kept({ text: words, by, unit, at, replaces });
    const title = paper.t('procedure.paper.note');
    return { id, kind: 'note', title, at, who: by, body, blocks: async () => noteBlocks(paper, note) };
  });
}

async function fields(
  db: Db,
  { view, service, paper }: FileSource,
  titled: ReadonlyMap<string, string>,
): Promise<WrittenItem[]> {
  const questions = service?.staffFields?.pages.flatMap((page) => page.questions) ?? [];
  return (await fieldChanges(db, view.id)).map(({ id, at, by, unit, field, value }) => {
    const label = questions.find((one) => one.id === field)?.label;
    const title = titled.get(id) ?? (label === undefined ? field : text(label, 'sv'));
    const rows = [{ label: title, value: fieldValue(value) }];
    const blocks = async () => [...paper.table(rows), ...written(paper, by, unit, at)];
    return { id, kind: 'field', title, at, who: by, body: kept({ field, title, value, by, unit, at }), blocks };
  });
}

const fieldValue = (value: unknown): string =>
  value === null ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value);

async function answers(
  db: Db,
  { view, service, paper }: FileSource,
  own: HouseProcesses,
  titled: ReadonlyMap<string, string>,
): Promise<WrittenItem[]> {
  return (await answersOf(db, view.id)).map((row) => {
    const { id, at, by, element, answers } = row;
    const title = titled.get(id) ?? writtenTitle(paper, service, own, { what: 'answer', name: element });
    const body = kept({ task: element, title, answers, by, at });
    const blocks = async () => answerBlocks(paper, { service, own }, row);
    return { id, kind: 'answer', title, at, who: by ?? '', body, blocks };
  });
}

/** What was done in the case. How a decision was served has been handed over under a kind of its own from the first. */
function done({ view, acts, paper }: FileSource): WrittenItem[] {
  const names = new Map(view.parties.map(({ party, name }) => [party, name]));
  return acts.map((row) => {
    const { id, act, about, at, by, byParty, unit, forParty: party, data } = row;
    const blocks = async () => actBlocks(paper, row, names);
    if (act === 'record-service') {
      const title = paper.t('procedure.paper.service');
      return { id, kind: 'service', title, at, who: by, body: kept({ ...data, party, by, unit, at }), blocks };
    }
    const title = paper.t(`procedure.act.${act}.done`);
    const body = kept({ act, about, data, byParty, party, unit, at });
    return { id, kind: 'act', title, at, who: by, body, blocks };
  });
}

function confirmed({ view, receipts, paper }: FileSource): WrittenItem[] {
  return receipts.map(({ letter, decision, party, at }) => {
    const who = view.parties.find((one) => one.party === party)?.name ?? '';
    const said = paper.t('procedure.paper.confirmed', { name: who, at: formatDateTime(at, paper.language) });
    const title = paper.t('procedure.paper.receipt');
    const body = kept({ letter, decision, party, at });
    return { id: letter, kind: 'receipt', title, at, who, body, blocks: async () => paragraphs(said) };
  });
}

/** FL 31–32 §§: each decision as it was made; its letters are documents of the case. */
function decisions(db: Db, { view, file, service, town, paper }: FileSource): WrittenItem[] {
  return file.decisions.map((one) => {
    const { id, at } = one;
    const blocks = () => decisionBlocks(db, { paper, town, service, caseId: view.id, at }, one);
    const day = formatDate(one.day, paper.language);
    const title = paper.t('procedure.paper.decision-of', { day });
    return { id, kind: 'decision', title, at, who: deciderOf(paper, one), body: kept(asDecided(one)), blocks };
  });
}

/** Without the names of who took part: people change theirs, and the decision is the same. */
function asDecided({ by: _, presentedBy: __, tookPart: ___, dissent: ____, ...rest }: DecisionRow): object {
  return rest;
}

const written = (paper: Paper, by: string, unit: string, at: string): readonly LetterBlock[] =>
  paragraphs(`${by}, ${paper.unit(unit)}, ${formatDateTime(at, paper.language)}`);
