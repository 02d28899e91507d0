import { kinOf, logLook } from '#platform/access/index.ts';
import { legalDay } from '#platform/calendar/index.ts';
import { transaction } from '#platform/database/index.ts';
import { type Cell, csvOf, MOST_ROWS, type Sheet, wholeList, xlsxOf } from '#platform/files/index.ts';
import { text } from '#platform/text/index.ts';
import type { Answer, Request } from '#platform/web/index.ts';
import type { CasesOptions } from '../../mount.ts';
import { type WorkTask, workList } from '../../queries/work.ts';
import { taskTitle } from '../../task-title.ts';
import { askedOf } from './asked.ts';

const FORMATS = {
  csv: { type: 'text/csv; charset=utf-8', write: csvOf },
  xlsx: { type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', write: xlsxOf },
} as const;

/** The list as it is asked for, to be worked on elsewhere. Everybody in it sees that the list was taken out. */
export async function exportList(
  request: Request,
  options: CasesOptions,
  format: keyof typeof FORMATS,
): Promise<Answer> {
  const { db, actor, now, requestId, t } = request;
  const tasks = await transaction(db, async (tx) => {
    const kin = actor.kind === 'staff' ? await kinOf(tx, actor.party) : [];
    const found = wholeList(await workList(tx, actor, kin, askedOf(request), { limit: MOST_ROWS + 1 }));
    const subjects = found.flatMap((task) => task.applicantParty ?? []);
    await logLook(tx, [{ kind: 'LISTED', actor, at: now, purpose: 'export', subjects, requestId }]);
    return found;
  });
  const rows: Cell[][] = [];
  for (const task of tasks) rows.push(await cellsOf(request, options, task));
  const head = ['due', 'person', 'to-do', 'proposal', 'service', 'number', 'received', 'owner'] as const;
  const sheet: Sheet = { name: t('cases.desk.title'), head: head.map((key) => t(`cases.export.${key}`)), rows };
  const { type, write } = FORMATS[format];
  return {
    kind: 'file',
    type,
    name: `${t('cases.export.file')}-${legalDay(now)}.${format}`,
    body: write(sheet),
  };
}

async function cellsOf(request: Request, options: CasesOptions, task: WorkTask): Promise<Cell[]> {
  const { t, language, db } = request;
  const service = await options.catalogue.readable(db, task.version);
  const day = (instant: Temporal.Instant): Cell => ({ day: legalDay(instant).toString() });
  return [
    task.due === null ? null : day(task.due),
    { text: task.applicant ?? t('cases.desk.anonymous') },
    { text: await taskTitle(request, options, task) },
    amountOf(task.proposal),
    { text: service === undefined ? task.service : text(service.definition.title, language) },
    { text: task.caseNumber },
    day(task.receivedAt),
    task.claimedName === null ? null : { text: task.claimedName },
  ];
}

function amountOf(proposal: string | null): Cell {
  if (proposal === null) return null;
  return /^-?\d+(\.\d+)?$/.test(proposal) ? { number: proposal } : { text: proposal };
}
