import { legalDay } from '#platform/calendar/index.ts';
import { type Cell, csvOf, MOST_ROWS, type Sheet, wholeList, xlsxOf } from '#platform/files/index.ts';
import type { Answer, Request } from '#platform/web/index.ts';
import { askedOf } from '../late/asked.ts';
import type { LateCase } from '../late/list.ts';
import { cellsOf, unitsOf } from '../late/words.ts';
import type { ProcedureOptions } from '../mount.ts';
import { readLate } from './late.tsx';

const FORMATS = {
  csv: { type: 'text/csv; charset=utf-8', write: csvOf },
  xlsx: { type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', write: xlsxOf },
} as const;

const HEAD = ['case', 'person', 'late', 'day', 'why', 'who', 'service', 'unit'] as const;

/** The list as it is asked for, all pages of it. Everybody named in it sees that the list was taken out. */
export async function lateFile(
  request: Request,
  options: ProcedureOptions,
  format: keyof typeof FORMATS,
): Promise<Answer> {
  const { t, now } = request;
  const filter = { ...askedOf(request, unitsOf(request)), page: 1 };
  const { cases } = await readLate(request, options, { filter, limit: MOST_ROWS + 1, purpose: 'late' });
  const rows: Cell[][] = [];
  for (const one of wholeList(cases)) rows.push(await row(request, options, one));
  const sheet: Sheet = { name: t('procedure.late.title'), head: HEAD.map((key) => t(`procedure.late.${key}`)), rows };
  const { type, write } = FORMATS[format];
  const today = legalDay(Temporal.Instant.from(now));
  return { kind: 'file', type, name: `${t('procedure.late.file')}-${today}.${format}`, body: write(sheet) };
}

async function row(request: Request, options: ProcedureOptions, one: LateCase): Promise<Cell[]> {
  const { number, person, late, days, why, who, service, unit } = await cellsOf(request, options, one);
  const lines = (all: readonly string[]): Cell => ({ text: all.join('; ') });
  return [
    { text: number },
    { text: person },
    { number: String(late) },
    lines(days),
    lines(why),
    lines(who),
    { text: service },
    { text: unit },
  ];
}
