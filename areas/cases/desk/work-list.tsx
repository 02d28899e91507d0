import { kinOf, logLook } from '#platform/access/index.ts';
import { transaction } from '#platform/database/index.ts';
import {
  DeskPage,
  DeskTitle,
  Filter,
  FilterInput,
  FilterSelect,
  Views,
  type WorkGroup,
  WorkList,
  type WorkRow,
} from '#platform/design/index.ts';
import { daysLeft, formatDate, formatDaysLeft, formatMoney, text } from '#platform/text/index.ts';
import type { Answer, Request } from '#platform/web/index.ts';
import type { CasesOptions } from '../mount.ts';
import {
  type TaskRow,
  WORK_VIEWS,
  type WorkCounts,
  type WorkFilter,
  type WorkView,
  workCounts,
  workList,
} from '../queries/tasks.ts';
import { taskTitle } from '../task-title.ts';
import { dayOf } from './due.tsx';

/** Days from which on something is near its deadline. */
const SOON = 1;

/** Tasks of the officer's groups, most urgent first; everybody in the list sees that they stood in it. */
export async function workListPage(request: Request, options: CasesOptions): Promise<Answer> {
  const { t, query, language, now } = request;
  const view = WORK_VIEWS.find((name) => name === query['vy']) ?? 'enheten';
  const filter: WorkFilter = {
    view,
    text: (query['q'] ?? '').trim().slice(0, 100),
    service: (query['tjanst'] ?? '').slice(0, 100),
    now,
  };
  const { tasks, counts } = await listed(request, filter);
  const rows = await Promise.all(tasks.map((task) => rowOf(request, options, task)));
  const groups = groupsOf(request, rows);
  const late = rows.filter((row) => row.left !== undefined && row.left < 0).length;
  return {
    kind: 'page',
    frame: 'desk',
    title: t('cases.desk.title'),
    navigation: 'desk',
    islands: ['desk-keys.js'],
    body: (
      <DeskPage>
        <DeskTitle title={t('cases.desk.title')}>
          {t('cases.desk.count', { date: upper(formatDate(now, language, { weekday: true })), n: rows.length, late })}
        </DeskTitle>
        <WorkViews request={request} view={view} counts={counts} />
        <ListFilter request={request} options={options} filter={filter} counts={counts} />
        {rows.length === 0 ? (
          <p class="govuk-body">{t(emptyText(filter))}</p>
        ) : (
          <WorkList caption={t('cases.desk.caption')} groups={groups} />
        )}
      </DeskPage>
    ),
  };
}

function emptyText(filter: WorkFilter) {
  if (filter.text !== '' || filter.service !== '') return 'cases.desk.none-found';
  return filter.view === 'enheten' ? 'cases.desk.empty' : 'cases.desk.empty-view';
}

function upper(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}

async function listed(
  request: Request,
  filter: WorkFilter,
): Promise<{ readonly tasks: readonly TaskRow[]; readonly counts: WorkCounts }> {
  const { db, actor } = request;
  return transaction(db, async (tx) => {
    const kin = actor.kind === 'staff' ? await kinOf(tx, actor.party) : [];
    const tasks = await workList(tx, actor, kin, filter);
    const subjects = tasks.flatMap((task) => task.applicantParty ?? []);
    await logLook(tx, [
      { kind: 'LISTED', actor, at: request.now, purpose: 'work-list', subjects, requestId: request.requestId },
    ]);
    return { tasks, counts: await workCounts(tx, actor, kin, filter.now) };
  });
}

interface ListedRow {
  readonly left: number | undefined;
  readonly row: WorkRow;
}

async function rowOf(request: Request, options: CasesOptions, task: TaskRow): Promise<ListedRow> {
  const { t, language, url, now } = request;
  const service = await options.catalogue.version(request.db, task.version);
  const due = task.due === null ? undefined : dayOf(task.due).toString();
  const left = due === undefined ? undefined : daysLeft(due, now);
  const title = await taskTitle(request, options, task);
  return {
    left,
    row: {
      due: due === undefined || left === undefined ? t('cases.desk.no-due') : dueText(due, left, language),
      late: left !== undefined && left < 0,
      who: task.applicant ?? t('cases.desk.anonymous'),
      href: url('desk.case', { case: task.caseId }),
      todo: task.claimedName === null ? title : `${title} (${task.claimedName})`,
      ...(task.proposal === null ? {} : { proposal: formatMoney(task.proposal, language, { unit: 'kr' }) }),
      service: text(service.definition.title, language),
      number: task.caseNumber,
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

function groupsOf({ t }: Request, rows: readonly ListedRow[]): readonly WorkGroup[] {
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

function WorkViews({ request, view, counts }: { request: Request; view: WorkView; counts: WorkCounts }) {
  const { t, url } = request;
  return (
    <Views
      label={t('cases.desk.views')}
      items={WORK_VIEWS.map((name) => ({
        text: t(`cases.desk.view.${name}`),
        href: name === 'enheten' ? url('desk') : url('desk', { vy: name }),
        count: counts[name],
        current: name === view,
        urgent: name === 'nara-frist' && counts[name] > 0,
      }))}
    />
  );
}

interface FilterProps {
  readonly request: Request;
  readonly options: CasesOptions;
  readonly filter: WorkFilter;
  readonly counts: WorkCounts;
}

function ListFilter({ request, options, filter, counts }: FilterProps) {
  const { t, url, language } = request;
  const title = (id: string) => {
    const service = options.catalogue.find(id);
    return service === undefined ? id : text(service.definition.title, language);
  };
  return (
    <Filter action={url('desk')} button={t('cases.desk.filter-do')}>
      {filter.view === 'enheten' ? null : <input type="hidden" name="vy" value={filter.view} />}
      {counts.services.length > 1 ? (
        <FilterSelect
          id="filter-tjanst"
          name="tjanst"
          label={t('cases.desk.service-filter')}
          value={filter.service}
          options={[
            { value: '', text: t('cases.desk.all-services') },
            ...counts.services.map((id) => ({ value: id, text: title(id) })),
          ]}
        />
      ) : null}
      <FilterInput id="filter-q" name="q" label={t('cases.desk.filter')} value={filter.text} />
    </Filter>
  );
}
