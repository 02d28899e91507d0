import { kinOf, logLook } from '#platform/access/index.ts';
import { transaction } from '#platform/database/index.ts';
import { Button, Input } from '#platform/design/index.ts';
import { daysLeft, formatDate, text } from '#platform/text/index.ts';
import type { Answer, Request } from '#platform/web/index.ts';
import type { CasesOptions } from '../mount.ts';
import { taskTitle } from '../pages/my-pages.tsx';
import { type TaskRow, workList } from '../queries/tasks.ts';
import { Title } from './parts.tsx';

interface Row {
  readonly task: TaskRow;
  readonly title: string;
  readonly service: string;
  readonly day: string | undefined;
  readonly left: number | undefined;
}

/** Tasks of the officer's groups, most urgent first; everybody in the list sees that they stood in it. */
export async function workListPage(request: Request, options: CasesOptions): Promise<Answer> {
  const { t, query, language, now } = request;
  const mine = query['vy'] === 'mina';
  const text = (query['q'] ?? '').trim().slice(0, 100);
  const tasks = await listed(request, { mine, text });
  const rows = await Promise.all(tasks.map((task) => rowOf(request, options, task)));
  const groups = [
    ['late', rows.filter((row) => row.left !== undefined && row.left < 0)],
    ['soon', rows.filter((row) => row.left !== undefined && row.left >= 0 && row.left <= 1)],
    ['later', rows.filter((row) => row.left === undefined || row.left > 1)],
  ] as const;
  return {
    kind: 'page',
    frame: 'desk',
    title: t('cases.desk.title'),
    navigation: 'desk',
    body: (
      <div class="d-page">
        <Title title={t('cases.desk.title')}>
          {t('cases.desk.count', { date: formatDate(now, language, { weekday: true }), n: rows.length })}
        </Title>
        <Views request={request} mine={mine} />
        <Filter request={request} mine={mine} text={text} />
        {rows.length === 0 ? (
          <p class="govuk-body">{t(text === '' ? 'cases.desk.empty' : 'cases.desk.none-found')}</p>
        ) : (
          <List request={request} groups={groups} />
        )}
      </div>
    ),
  };
}

async function listed(request: Request, filter: { mine: boolean; text: string }): Promise<TaskRow[]> {
  const { db, actor } = request;
  return transaction(db, async (tx) => {
    const kin = actor.kind === 'staff' ? await kinOf(tx, actor.party) : [];
    const tasks = await workList(tx, actor, kin, filter);
    const subjects = tasks.flatMap((task) => task.applicantParty ?? []);
    await logLook(tx, [
      { kind: 'LISTED', actor, at: request.now, purpose: 'work-list', subjects, requestId: request.requestId },
    ]);
    return tasks;
  });
}

async function rowOf(request: Request, options: CasesOptions, task: TaskRow): Promise<Row> {
  const service = await options.catalogue.version(request.db, task.version);
  const due = task.due?.toZonedDateTimeISO('Europe/Stockholm').toPlainDate().toString();
  return {
    task,
    title: await taskTitle(request, options, task),
    service: text(service.definition.title, request.language),
    day: due,
    left: due === undefined ? undefined : daysLeft(due, request.now),
  };
}

function Views({ request, mine }: { request: Request; mine: boolean }) {
  const { t, url } = request;
  return (
    <nav aria-label={t('cases.desk.views')}>
      <ul class="d-views">
        <li>
          <a href={url('desk')} aria-current={mine ? undefined : 'true'}>
            {t('cases.desk.view-unit')}
          </a>
        </li>
        <li>
          <a href={url('desk', { vy: 'mina' })} aria-current={mine ? 'true' : undefined}>
            {t('cases.desk.view-mine')}
          </a>
        </li>
      </ul>
    </nav>
  );
}

function Filter({ request, mine, text }: { request: Request; mine: boolean; text: string }) {
  const { t, url } = request;
  return (
    <form class="d-filter" action={url('desk')} method="get">
      {mine ? <input type="hidden" name="vy" value="mina" /> : null}
      <Input
        id="filter"
        name="q"
        type="search"
        value={text}
        label={{ text: t('cases.desk.filter') }}
        attributes={{ maxlength: '100' }}
      />
      <Button text={t('cases.desk.filter-do')} classes="govuk-button--secondary" />
    </form>
  );
}

function List({
  request,
  groups,
}: {
  request: Request;
  groups: readonly (readonly ['late' | 'soon' | 'later', readonly Row[]])[];
}) {
  const { t } = request;
  return (
    <table class="d-list">
      <caption class="govuk-visually-hidden">{t('cases.desk.caption')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('cases.desk.due')}</th>
          <th scope="col">{t('cases.desk.person')}</th>
          <th scope="col">{t('cases.desk.to-do')}</th>
          <th scope="col" class="hide-s">
            {t('cases.desk.service')}
          </th>
          <th scope="col" class="hide-s">
            {t('cases.desk.owner')}
          </th>
          <th scope="col" class="hide-s num">
            {t('cases.desk.opened')}
          </th>
        </tr>
      </thead>
      {groups.map(([name, rows]) =>
        rows.length === 0 ? null : (
          <tbody>
            <tr class="d-group">
              <th colSpan={6} scope="rowgroup">
                {t(`cases.desk.group.${name}`)}
              </th>
            </tr>
            {rows.map((row) => (
              <Entry request={request} row={row} />
            ))}
          </tbody>
        ),
      )}
    </table>
  );
}

function Entry({ request, row }: { request: Request; row: Row }) {
  const { t, language, url } = request;
  const { task } = row;
  const late = row.left !== undefined && row.left < 0;
  return (
    <tr>
      <td class="d-list__due">
        {row.day === undefined ? (
          '–'
        ) : (
          <span class={late ? 'd-late' : undefined}>{formatDate(row.day, language, { short: true })}</span>
        )}
      </td>
      <th scope="row">
        <a class="govuk-link" href={url('desk.case', { case: task.caseId })}>
          {task.applicant ?? t('cases.desk.anonymous')}
        </a>
      </th>
      <td class="w">{row.title}</td>
      <td class="hide-s">
        {row.service} <span class="d-list__no t-nowrap">{task.caseNumber}</span>
      </td>
      <td class="hide-s">{task.claimedName ?? '–'}</td>
      <td class="hide-s num">{formatDate(task.openedAt.toString(), language, { short: true })}</td>
    </tr>
  );
}
