import { legalDay } from '#platform/calendar/index.ts';
import type { WorkGroup, WorkRow } from '#platform/design/index.ts';
import { daysLeft, formatDate, formatDaysLeft, formatMoney, text } from '#platform/text/index.ts';
import type { Request } from '#platform/web/index.ts';
import type { CasesOptions } from '../../mount.ts';
import type { WorkTask } from '../../queries/work.ts';
import { taskTitle } from '../../task-title.ts';
import { chooseBox } from './assign.tsx';

/** Days from which on something is near its deadline. */
const SOON = 1;

export interface ListedRow {
  /** Days left; undefined when the task has none. */
  readonly left: number | undefined;
  readonly row: WorkRow;
}

export async function rowOf(request: Request, options: CasesOptions, task: WorkTask): Promise<ListedRow> {
  const { t, language, url, now } = request;
  const service = await options.catalogue.readable(request.db, task.version);
  const due = task.due === null ? undefined : legalDay(task.due).toString();
  const left = due === undefined ? undefined : daysLeft(due, now);
  const title = await taskTitle(request, options, task);
  const who = task.applicant ?? t('cases.desk.anonymous');
  return {
    left,
    row: {
      due: due === undefined || left === undefined ? t('cases.desk.no-due') : dueText(due, left, language),
      late: left !== undefined && left < 0,
      who,
      href: url('desk.case', { case: task.caseId }),
      ...(task.unread ? { mark: t('cases.desk.unread') } : {}),
      todo: task.claimedName === null ? title : `${title} (${task.claimedName})`,
      ...(task.proposal === null ? {} : { proposal: formatMoney(task.proposal, language, { unit: 'kr' }) }),
      service: service === undefined ? task.service : text(service.definition.title, language),
      number: task.caseNumber,
      choose: chooseBox(request, task),
      received: formatDate(task.receivedAt.toString(), language, { short: true }),
    },
  };
}

/** `fre 6 nov`; today and what is late in words. */
function dueText(day: string, left: number, language: Request['language']): string {
  if (left === 0) return formatDaysLeft(0, language);
  const date = formatDate(day, language, { short: true, weekday: true });
  return left < 0 ? `${date}, ${formatDaysLeft(left, language)}` : date;
}

/** Rows in the order of their deadlines, under when that is. */
export function groupsOf({ t }: Request, rows: readonly ListedRow[]): readonly WorkGroup[] {
  const soon = (row: ListedRow) => row.left !== undefined && row.left >= 0 && row.left <= SOON;
  const late = (row: ListedRow) => row.left !== undefined && row.left < 0;
  const groups = [
    { title: t('cases.desk.group.late'), rows: rows.filter(late) },
    { title: t('cases.desk.group.soon'), rows: rows.filter(soon) },
    { title: t('cases.desk.group.later'), rows: rows.filter((row) => !late(row) && !soon(row)) },
  ];
  return groups
    .filter((group) => group.rows.length > 0)
    .map((group) => ({ title: group.title, rows: group.rows.map(({ row }) => row) }));
}
