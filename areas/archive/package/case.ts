import { casesToKeep, loadHouseProcesses, type WholeCase, wholeCase } from '#areas/cases/index.ts';
import { type Catalogue, folderOf } from '#areas/catalogue/index.ts';
import { documentRecords, Paper, type PaperSource, titleOf, writtenRecords } from '#areas/procedure/index.ts';
import { legalDay } from '#platform/calendar/index.ts';
import type { Db } from '#platform/database/index.ts';
import { NotFound } from '#platform/errors.ts';
import { judge } from '../retention/lists.ts';
import { rowsRecord } from './rows.ts';
import type { ArchiveCase, PackageFile } from './types.ts';

export interface PackageSource extends PaperSource {
  readonly catalogue: Catalogue;
}

/** A closed case with all its documents as files that can be read without this program: PDF/A, and the data beside. */
export async function archiveCase(db: Db, from: PackageSource, id: string, at: string): Promise<ArchiveCase> {
  const [[found], whole] = await Promise.all([casesToKeep(db, [id]), wholeCase(db, id)]);
  if (found === undefined || whole === undefined || whole.closed === null) throw new NotFound(`no closed case ${id}`);
  const { service, verdict } = await judge(db, from, found, legalDay(at).toString());
  const { definition } = service;
  const { town } = from;
  const paper = new Paper(from, whole);
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
      ...(await documentRecords(db, from, whole)),
      ...(await writtenRecords(db, from, { paper, whole, asked: { service, own: await loadHouseProcesses() } })),
      await rowsRecord(db, paper, whole),
    ],
    documentation: await documentation(db, whole.version),
  };
}

/** When it was made: of what was entered on a later day no more is known than its day, whose first moment stands for it. */
function madeAt({ day, at }: Pick<WholeCase['decisions'][number], 'day' | 'at'>): string {
  if (legalDay(at).toString() === day) return at;
  return Temporal.PlainDate.from(day).toZonedDateTime('Europe/Stockholm').toInstant().toString();
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
