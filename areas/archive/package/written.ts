import type { Json } from '@torget/feel';
import { linesOf } from '#areas/applications/index.ts';
import {
  answeredForm,
  answersOf,
  caseRows,
  type HouseProcesses,
  valuesAfter,
  type WholeCase,
  writtenTitle,
} from '#areas/cases/index.ts';
import { actsOf } from '#areas/procedure/index.ts';
import type { Db } from '#platform/database/index.ts';
import type { Service } from '#platform/town/index.ts';
import type { Paper } from './paper.ts';
import { heading, paragraphs } from './readable.ts';
import type { ArchiveRecord } from './types.ts';

/** What is read beside the case: how its version asked, and the processes of the house. */
export interface Asked {
  readonly service: Service;
  readonly own: HouseProcesses;
}

/** What the file of a case holds that came in no document: noted, entered, answered, done and decided in it. */
export async function writtenRecords(db: Db, paper: Paper, whole: WholeCase, asked: Asked): Promise<ArchiveRecord[]> {
  return [
    ...(await notes(paper, whole)),
    ...(await staffFields(paper, whole, asked)),
    ...(await answers(db, paper, whole, asked)),
    ...(await acts(db, paper, whole)),
    ...(await decisions(paper, whole)),
    ...(await rest(db, paper, whole)),
  ];
}

/** FL 27 §: what was written down, with when and by whom, in every version. */
function notes(paper: Paper, { notes }: WholeCase): Promise<ArchiveRecord[]> {
  return Promise.all(
    notes.map(async ({ id, text, by, unit, replaces, at }) => {
      const blocks = [...paragraphs(text), ...paragraphs(`${by}, ${paper.unit(unit)}`)];
      const made = await paper.record({ id, kind: 'note', title: 'archive.package.note', at }, blocks);
      return replaces === null ? made : { ...made, replaces };
    }),
  );
}

/** What staff kept about the case: as it stood in the end, with each change beside as data. */
async function staffFields(
  paper: Paper,
  { staffFields: changes }: WholeCase,
  { service }: Asked,
): Promise<ArchiveRecord[]> {
  const last = changes.at(-1);
  if (service.staffFields === undefined || last === undefined) return [];
  const speaks = { t: paper.t, language: paper.language, now: last.at };
  const blocks = paper.table(linesOf(speaks, service.staffFields, valuesAfter(changes), {}));
  const one = { id: last.id, kind: 'staff-fields', title: 'archive.package.staff-fields', at: last.at } as const;
  return [await paper.record(one, blocks, json(changes))];
}

/** What a party or an officer answered in each task: an inquiry with its proposal, an answer to an offer. */
async function answers(db: Db, paper: Paper, { id }: WholeCase, { service, own }: Asked): Promise<ArchiveRecord[]> {
  const rows = (await answersOf(db, id)).toReversed();
  return Promise.all(
    rows.map(async (row) => {
      const form = answeredForm(service, row.element, own);
      const title = writtenTitle(paper, service, own, { what: 'answer', name: row.element });
      const speaks = { t: paper.t, language: paper.language, now: row.at };
      const blocks = [
        ...(form === undefined ? paper.dataTable(row.answers) : paper.table(linesOf(speaks, form, row.answers, {}))),
        ...paragraphs(row.by ?? ''),
      ];
      return paper.record({ id: row.id, kind: 'answer', title: { words: title }, at: row.at }, blocks, json(row));
    }),
  );
}

/** Each act: what was asked, told, served, appealed, dismissed or handed over, when, by whom and for whom. */
async function acts(db: Db, paper: Paper, { id }: WholeCase): Promise<ArchiveRecord[]> {
  return Promise.all(
    (await actsOf(db, id)).map((row) => {
      const who = [row.by, row.unit === null ? '' : paper.unit(row.unit)].filter((part) => part !== '').join(', ');
      const blocks = [...paper.dataTable(row.data), ...paragraphs(who)];
      const one = { id: row.id, kind: 'act', title: `procedure.act.${row.act}.title`, at: row.at } as const;
      return paper.record(one, blocks, json(row));
    }),
  );
}

/** FL 31 §: each decision with its ground, values and reasons; the letter that told it lies beside. */
function decisions(paper: Paper, { decisions: made }: WholeCase): Promise<ArchiveRecord[]> {
  return Promise.all(
    made.map((one) => {
      const known = Object.fromEntries(Object.entries(one).filter(([, value]) => value !== null));
      const { id, at } = one;
      return paper.record(
        { id, kind: 'decision', title: 'archive.package.decision', at },
        paper.dataTable(json(known)),
        json(one),
      );
    }),
  );
}

/** Columns that are for machines: they stand in the data, not in what is read. */
const NOT_READ = new Set(['id', 'trace', 'marks', 'warnings', 'rates', 'words']);

/** Everything else that was kept about the case, row by row, with the names of the people in it. */
async function rest(db: Db, paper: Paper, whole: WholeCase): Promise<ArchiveRecord[]> {
  const kept = await caseRows(db, whole.id);
  const at = whole.closed ?? whole.received;
  const named = (value: Json): Json => (typeof value === 'string' ? (kept.people[value] ?? value) : value);
  const blocks = Object.entries(kept.tables).flatMap(([table, rows]) => [
    heading(table),
    ...paper.dataTable(
      rows.map((row) =>
        Object.fromEntries(
          Object.entries(row)
            .filter(([column, value]) => !NOT_READ.has(column) && value !== null)
            .map(([column, value]) => [column, named(value)]),
        ),
      ),
    ),
  ]);
  const one = { id: kept.id, kind: 'case-data', title: 'archive.package.rows', at } as const;
  return [await paper.record(one, blocks, json(kept))];
}

/** Rows as they are written into a file. */
const json = (value: object) => value as unknown as Json;
