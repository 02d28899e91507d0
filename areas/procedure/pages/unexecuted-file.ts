import { NotFound } from '#platform/errors.ts';
import { type Cell, csvOf, type Sheet, xlsxOf } from '#platform/files/index.ts';
import { formatDate } from '#platform/text/index.ts';
import type { Answer, Request } from '#platform/web/index.ts';
import type { ProcedureOptions } from '../mount.ts';
import { counts, type Line, quartersReport } from '../unexecuted/report.ts';

const FORMATS = {
  csv: { type: 'text/csv; charset=utf-8', write: csvOf },
  xlsx: { type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', write: xlsxOf },
} as const;

/** The report as files: to the inspectorate and the auditors, and to the council. */
export const FILES = [
  { name: 'ivo.csv', to: 'ivo', format: 'csv' },
  { name: 'ivo.xlsx', to: 'ivo', format: 'xlsx' },
  { name: 'fullmaktige.csv', to: 'fullmaktige', format: 'csv' },
  { name: 'fullmaktige.xlsx', to: 'fullmaktige', format: 'xlsx' },
] as const;

/** The report of a quarter as a file to send. Everybody named in it sees that the list was taken out. */
export async function unexecutedFile(request: Request, { cases }: ProcedureOptions): Promise<Answer> {
  const file = FILES.find(({ name }) => name === request.params['file']);
  if (file === undefined) throw new NotFound(`no file ${request.params['file']} of the quarter's report`);
  const { quarter, lines } = await quartersReport(request, cases);
  const { type, write } = FORMATS[file.format];
  const sheet = file.to === 'ivo' ? inspectorate(request, lines) : council(request, lines);
  const name = `${request.t('procedure.unexecuted.file')}-${quarter.id}-${file.name}`;
  return { kind: 'file', type, name, body: write(sheet) };
}

/** One row for each decision: what was decided and when, how long it has waited, and why (SoL (2025:400) 34 kap. 1–2 §§). */
function inspectorate(request: Request, lines: readonly Line[]): Sheet {
  const { t } = request;
  const head = ['case', 'kind', 'sex', 'what', 'decided', 'interrupted', 'days', 'standing', 'ended', 'why'] as const;
  const day = (one: Temporal.PlainDate | null | undefined): Cell => (one ? { day: one.toString() } : null);
  return {
    name: t('procedure.unexecuted.list'),
    head: head.map((key) => t(`procedure.unexecuted.${key}`)),
    rows: lines.map((line) => [
      { text: line.open?.number ?? t('procedure.unexecuted.not-yours') },
      { text: line.kind },
      line.open === null ? null : { text: t(`procedure.unexecuted.sexes.${line.sex ?? 'unknown'}`) },
      { text: t(line.again ? 'procedure.unexecuted.again' : 'procedure.unexecuted.once') },
      day(line.open?.decided),
      day(line.open?.interrupted),
      { number: String(line.days) },
      { text: t(standing(line)) },
      day(line.open?.ended),
      line.open === null ? null : { text: line.open.reason ?? t('procedure.unexecuted.no-reason') },
    ]),
  };
}

/** Numbers by kind, of women and men apart, and the days of each decision (SoL (2025:400) 34 kap. 3 §). */
function council(request: Request, lines: readonly Line[]): Sheet {
  const { t } = request;
  const head = ['kind', 'what', 'number', 'women', 'men', 'unknown', 'waiting', 'each'] as const;
  return {
    name: t('procedure.unexecuted.council'),
    head: head.map((key) => t(`procedure.unexecuted.${key}`)),
    rows: counts(lines).map(({ kind, again, number, women, men, unknown, waiting, days }) => [
      { text: kind },
      { text: t(again ? 'procedure.unexecuted.again' : 'procedure.unexecuted.once') },
      { number: String(number) },
      { number: String(women) },
      { number: String(men) },
      { number: String(unknown) },
      { number: String(waiting) },
      { text: days.join(', ') },
    ]),
  };
}

function standing({ how }: Pick<Line, 'how'>) {
  return how === null ? 'procedure.unexecuted.waits' : (`procedure.unexecuted.ends.${how}` as const);
}

/** Where a decision stood when the quarter ended: `Inte verkställt`, `Verkställt 3 apr. 2026`. */
export function standingOf({ t, language }: Pick<Request, 't' | 'language'>, line: Line): string {
  const ended = line.open?.ended;
  const said = t(standing(line));
  return ended ? `${said} ${formatDate(ended.toString(), language, { short: true, year: true })}` : said;
}
