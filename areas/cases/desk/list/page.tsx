import { kinOf, logLook } from '#platform/access/index.ts';
import { planned, transaction } from '#platform/database/index.ts';
import {
  DeskPage,
  DeskTitle,
  ErrorSummary,
  NotificationBanner,
  Pagination,
  Views,
  WorkList,
} from '#platform/design/index.ts';
import { formatDate } from '#platform/text/index.ts';
import type { Answer, Request } from '#platform/web/index.ts';
import type { CasesOptions } from '../../mount.ts';
import { snapshotNow } from '../../queries/news.ts';
import { type SavedView, savedViews } from '../../queries/saved.ts';
import { MOST, PAGE, type WorkCounts, type WorkTask, workCounts, workList } from '../../queries/work.ts';
import { WORK_VIEWS, type WorkFilter, type WorkOrder } from '../../queries/work-filter.ts';
import { ListNews } from '../news.tsx';
import { afterOf, afterText, askedOf, isNarrowed, queryOf } from './asked.ts';
import { AssignBar, assignedOf, assignedText } from './assign.tsx';
import { colleaguesOf, type Staff } from './colleagues.ts';
import { ListFilter } from './filter.tsx';
import { groupsOf, type ListedRow, rowOf } from './rows.ts';
import { isSaved, SaveView, viewProblem } from './saved.tsx';

/** Tasks of the officer's groups, most urgent first; everybody in the list sees that they stood in it. */
export async function workListPage(request: Request, options: CasesOptions): Promise<Answer> {
  const { t } = request;
  const filter = askedOf(request);
  const { seen, tasks, counts, more, staff, saved } = await listed(request, filter);
  const rows = await Promise.all(tasks.map((task) => rowOf(request, options, task)));
  const assigned = assignedOf(request);
  const problem = viewProblem(request);
  return {
    kind: 'page',
    frame: 'desk',
    title: t('cases.desk.title'),
    navigation: 'desk',
    islands: ['desk-keys.js', 'live.js'],
    body: (
      <DeskPage>
        {assigned === undefined ? null : (
          <NotificationBanner
            {...(assigned.done > 0 ? { type: 'success' } : {})}
            text={assignedText(request, assigned)}
          />
        )}
        {problem === undefined ? null : (
          <ErrorSummary titleText={t('cases.views.not-saved')} errorList={[{ text: problem, href: '#vynamn' }]} />
        )}
        <DeskTitle title={t('cases.desk.title')}>{countText(request, filter, rows, counts, more)}</DeskTitle>
        <ListNews request={request} filter={filter} seen={seen} />
        <WorkViews request={request} filter={filter} counts={counts} saved={saved} />
        <ListFilter request={request} options={options} filter={filter} counts={counts} />
        <SaveView request={request} filter={filter} saved={saved} />
        {rows.length === 0 ? (
          <p class="govuk-body">{t(emptyText(filter))}</p>
        ) : (
          <form method="post" action={request.url('desk.assign')}>
            <WorkList
              caption={captionOf(request, filter)}
              sorted={SORTED[filter.order]}
              groups={grouped(request, filter, rows)}
            />
            <AssignBar request={request} filter={filter} staff={staff} />
          </form>
        )}
        <Exports request={request} filter={filter} />
        {more === undefined ? null : (
          <Pagination next={{ text: t('cases.desk.next-page', { n: PAGE }), href: nextPage(request, filter, more) }} />
        )}
      </DeskPage>
    ),
  };
}

const SORTED = {
  frist: { by: 'due' },
  aldst: { by: 'received' },
  nyast: { by: 'received', descending: true },
} as const satisfies { readonly [order in WorkOrder]: object };

function captionOf({ t }: Request, filter: WorkFilter): string {
  return filter.order === 'frist' ? t('cases.desk.caption') : t('cases.desk.caption-received');
}

/** By when they are due, under when that is; in another order without headings. */
function grouped(request: Request, { order }: WorkFilter, rows: readonly ListedRow[]) {
  return order === 'frist' ? groupsOf(request, rows) : [{ rows: rows.map(({ row }) => row) }];
}

function nextPage({ url }: Request, filter: WorkFilter, last: WorkTask): string {
  return url('desk', { ...queryOf(filter), efter: afterText(last.place) });
}

function countText(
  { t, now, language }: Request,
  filter: WorkFilter,
  rows: readonly ListedRow[],
  counts: WorkCounts,
  more: WorkTask | undefined,
): string {
  const date = upper(formatDate(now, language, { weekday: true }));
  const late = rows.filter((row) => row.left !== undefined && row.left < 0).length;
  if (more === undefined) return t('cases.desk.count', { date, n: rows.length, late });
  if (isNarrowed(filter)) return t('cases.desk.count-first', { date, n: rows.length });
  return t('cases.desk.count-of', { date, n: rows.length, all: counted(counts[filter.view]) });
}

/** `500+` of what is counted no further. */
function counted(n: number): string {
  return n >= MOST ? `${MOST}+` : String(n);
}

function emptyText(filter: WorkFilter) {
  if (isNarrowed(filter)) return 'cases.desk.none-found';
  return filter.view === 'enheten' ? 'cases.desk.empty' : 'cases.desk.empty-view';
}

function upper(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}

interface Listed {
  /** What had been committed when the list was read. */
  readonly seen: string;
  readonly tasks: readonly WorkTask[];
  readonly counts: WorkCounts;
  /** The last row of the page, when others come after it. */
  readonly more: WorkTask | undefined;
  /** Whom tasks can be given to. */
  readonly staff: readonly Staff[];
  readonly saved: readonly SavedView[];
}

async function listed(request: Request, filter: WorkFilter): Promise<Listed> {
  const { db, actor } = request;
  const after = afterOf(request);
  return transaction(db, async (tx) => {
    const kin = actor.kind === 'staff' ? await kinOf(tx, actor.party) : [];
    // What is asked of the list may be common or rare, which asks for different plans; unasked it is read along its order.
    await planned(tx, filter.view === 'enheten' && !isNarrowed(filter) ? 'once' : 'anew');
    const seen = await snapshotNow(tx);
    const found = await workList(tx, actor, kin, filter, { limit: PAGE + 1, after });
    const tasks = found.slice(0, PAGE);
    const subjects = tasks.flatMap((task) => task.applicantParty ?? []);
    await logLook(tx, [
      { kind: 'LISTED', actor, at: request.now, purpose: 'work-list', subjects, requestId: request.requestId },
    ]);
    await planned(tx, 'once');
    const counts = await workCounts(tx, actor, kin, filter.now);
    const staff = actor.kind === 'staff' ? await colleaguesOf(tx, request.town, actor.unit) : [];
    const saved = actor.kind === 'staff' ? await savedViews(tx, actor.unit, actor.party) : [];
    return { seen, tasks, counts, staff, saved, more: found.length > PAGE ? tasks.at(-1) : undefined };
  });
}

function Exports({ request, filter }: { request: Request; filter: WorkFilter }) {
  const { t, url } = request;
  const link = (format: 'csv' | 'xlsx') => (
    <a class="govuk-link" href={url(`desk.list-${format}`, queryOf(filter))} download>
      {format.toUpperCase()}
    </a>
  );
  return (
    <p class="govuk-body">
      {t('cases.export.about')} {link('xlsx')}, {link('csv')}.{' '}
      <a class="govuk-link" href={url('desk.absence')}>
        {t('cases.absence.title')}
      </a>
    </p>
  );
}

interface ViewsProps {
  readonly request: Request;
  readonly filter: WorkFilter;
  readonly counts: WorkCounts;
  readonly saved: readonly SavedView[];
}

/** The views that everybody has, with their counts, and those that have been saved. */
function WorkViews({ request, filter, counts, saved }: ViewsProps) {
  const { t, url } = request;
  const current = saved.find((view) => isSaved(view, filter));
  return (
    <Views
      label={t('cases.desk.views')}
      items={[
        ...WORK_VIEWS.map((name) => ({
          text: t(`cases.desk.view.${name}`),
          href: name === 'enheten' ? url('desk') : url('desk', { vy: name }),
          count: counted(counts[name]),
          current: current === undefined && name === filter.view,
          urgent: name === 'nara-frist' && counts[name] > 0,
        })),
        ...saved.map((view) => ({
          text: view.shared ? t('cases.views.shared', { name: view.name }) : view.name,
          href: url('desk', Object.fromEntries(new URLSearchParams(view.query))),
          current: view.id === current?.id,
        })),
      ]}
    />
  );
}
