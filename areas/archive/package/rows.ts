import type { Json } from '@torget/feel';
import { caseRows, type WholeCase } from '#areas/cases/index.ts';
import { heading, type Paper } from '#areas/procedure/index.ts';
import type { Db } from '#platform/database/index.ts';
import type { ArchiveRecord } from './types.ts';

/** Columns that are for machines: they stand in the data, not in what is read. */
const NOT_READ = new Set(['id', 'trace', 'marks', 'warnings', 'rates', 'words']);

/** Everything else that was kept about the case, row by row, with the names of the people in it. */
export async function rowsRecord(db: Db, paper: Paper, whole: WholeCase): Promise<ArchiveRecord> {
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
  return paper.record(one, blocks, kept as unknown as Json);
}
