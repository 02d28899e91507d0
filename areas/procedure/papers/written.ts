import type { Json } from '@torget/feel';
import { linesOf } from '#areas/applications/index.ts';
import { answersOf, valuesAfter, type WholeCase, writtenTitle } from '#areas/cases/index.ts';
import type { Db } from '#platform/database/index.ts';
import { actsOf } from '../rows.ts';
import { type Asked, actBlocks, answerBlocks, decisionBlocks, noteBlocks } from './blocks.ts';
import { asRecord, type Paper } from './paper.ts';
import type { FileRecord, PaperSource } from './types.ts';

/** What the file of a case holds that came in no document: noted, entered, answered, done and decided in it. */
export async function writtenRecords(
  db: Db,
  from: Pick<PaperSource, 'town'>,
  { paper, whole, asked }: { readonly paper: Paper; readonly whole: WholeCase; readonly asked: Asked },
): Promise<FileRecord[]> {
  return [
    ...(await notes(paper, whole)),
    ...(await staffFields(paper, whole, asked)),
    ...(await answers(db, paper, whole, asked)),
    ...(await acts(db, paper, whole)),
    ...(await decisions(db, from, paper, whole, asked)),
  ];
}

/** FL 27 §: what was written down, in every version. */
function notes(paper: Paper, { notes }: WholeCase): Promise<FileRecord[]> {
  return Promise.all(
    notes.map(async (note) => {
      const { id, replaces, at } = note;
      const made = await paper.record({ id, kind: 'note', title: 'procedure.paper.note', at }, noteBlocks(paper, note));
      return replaces === null ? made : { ...made, replaces };
    }),
  );
}

/** What staff kept about the case: as it stood in the end, with each change beside as data. */
async function staffFields(
  paper: Paper,
  { staffFields: changes }: WholeCase,
  { service }: Asked,
): Promise<FileRecord[]> {
  const last = changes.at(-1);
  if (service?.staffFields === undefined || last === undefined) return [];
  const speaks = { t: paper.t, language: paper.language, now: last.at };
  const blocks = paper.table(linesOf(speaks, service.staffFields, valuesAfter(changes), {}));
  const one = { id: last.id, kind: 'staff-fields', title: 'procedure.paper.staff-fields', at: last.at } as const;
  return [await paper.record(one, blocks, json(changes))];
}

/** What a party or an officer answered in each task: an inquiry with its proposal, an answer to an offer. */
async function answers(db: Db, paper: Paper, { id }: WholeCase, asked: Asked): Promise<FileRecord[]> {
  const rows = (await answersOf(db, id)).toReversed();
  return Promise.all(
    rows.map(async (row) => {
      const title = writtenTitle(paper, asked.service, asked.own, { what: 'answer', name: row.element });
      const one = { id: row.id, kind: 'answer', title: { words: title }, at: row.at };
      return paper.record(one, answerBlocks(paper, asked, row), json(row));
    }),
  );
}

/** Each act: what was asked, told, served, appealed, dismissed or handed over, when, by whom and for whom. */
async function acts(db: Db, paper: Paper, { id, parties }: WholeCase): Promise<FileRecord[]> {
  const names = new Map(parties.map(({ party, name }) => [party, name]));
  return Promise.all(
    (await actsOf(db, id)).map((row) => {
      const one = { id: row.id, kind: 'act', title: `procedure.act.${row.act}.title`, at: row.at } as const;
      return paper.record(one, actBlocks(paper, row, names), json(row));
    }),
  );
}

/** FL 31 §: each decision with its ground, values and reasons; the letter that told it lies beside. */
async function decisions(
  db: Db,
  { town }: Pick<PaperSource, 'town'>,
  paper: Paper,
  { id: caseId, decisions: made }: WholeCase,
  { service }: Asked,
): Promise<FileRecord[]> {
  const records: FileRecord[] = [];
  for (const one of made) {
    const { id, at } = one;
    const read = { ...one, by: one.officer, values: asRecord(one.values) };
    const blocks = await decisionBlocks(db, { paper, town, service, caseId, at }, read);
    records.push(
      await paper.record({ id, kind: 'decision', title: 'procedure.paper.decision', at }, blocks, json(one)),
    );
  }
  return records;
}

/** Rows as they are written into a file. */
const json = (value: object) => value as unknown as Json;
