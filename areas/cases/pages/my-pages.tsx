import { Actions, CaseRow, Columns, DueList, Section, Sheet } from '#platform/design/index.ts';
import { daysLeft, formatDate, text } from '#platform/text/index.ts';
import type { Answer, Request } from '#platform/web/index.ts';
import { taskForm } from '../house-process.ts';
import { type CasesOptions, partsAt } from '../mount.ts';
import { type CaseView, myCases } from '../queries/mine.ts';
import { myTasks, type TaskRow } from '../queries/tasks.ts';
import { lineOf } from '../steps.ts';

/** The person's own place: what is due, cases with where they stand, letters, and who has looked. */
export async function myPages(request: Request, options: CasesOptions): Promise<Answer> {
  const { t, actor, db, url } = request;
  const [tasks, cases, parts] = await Promise.all([
    myTasks(db, actor),
    myCases(db, actor),
    partsAt(options, request, 'mina-sidor', null),
  ]);
  const open = cases.filter((view) => view.closedAt === null);
  const closed = cases.filter((view) => view.closedAt !== null);
  return {
    kind: 'page',
    frame: 'citizen',
    title: t('cases.mine.title'),
    navigation: 'my-pages',
    body: (
      <Columns
        label={t('cases.mine.more')}
        side={
          <Actions
            items={[
              { text: t('cases.mine.inbox'), href: url('inbox'), about: t('cases.mine.inbox-about') },
              { text: t('cases.mine.data'), href: url('my-pages.data'), about: t('cases.mine.data-about') },
            ]}
          />
        }
      >
        <h1 class="govuk-heading-xl">
          {t('cases.mine.heading', { name: actor.kind === 'citizen' ? actor.name : '' })}
        </h1>
        {tasks.length > 0 ? (
          <Sheet id="attgora" title={t('cases.mine.due')}>
            <DueList items={await dueItems(request, options, tasks)} />
          </Sheet>
        ) : (
          <p class="govuk-body-l">{t('cases.mine.nothing-due')}</p>
        )}
        {parts}
        <Section id="arenden" title={t('cases.mine.cases')}>
          {open.length === 0 ? (
            <p class="govuk-body">{t('cases.mine.no-cases')}</p>
          ) : (
            await rows(request, options, open)
          )}
        </Section>
        {closed.length > 0 ? (
          <Section id="avslutade" title={t('cases.mine.closed')}>
            {await rows(request, options, closed)}
          </Section>
        ) : null}
      </Columns>
    ),
  };
}

async function rows(request: Request, { catalogue }: CasesOptions, views: readonly CaseView[]) {
  const { db, url, language, t } = request;
  return Promise.all(
    views.map(async (view) => {
      const service = await catalogue.version(db, view.version);
      return (
        <CaseRow
          title={text(service.definition.title, language)}
          href={url('my-pages.case', { case: view.id })}
          number={view.number}
          steps={lineOf(service, view, language)}
          next={
            view.closedAt
              ? t('cases.mine.closed-on', { date: formatDate(view.closedAt.toString(), language) })
              : undefined
          }
        />
      );
    }),
  );
}

/** The element's name in the model is the title of a task; the person's own words stand in the model's documentation. */
export async function taskTitle(
  request: Request,
  { catalogue, review }: Pick<CasesOptions, 'catalogue' | 'review'>,
  task: Pick<TaskRow, 'version' | 'element' | 'form'>,
): Promise<string> {
  const service = await catalogue.version(request.db, task.version);
  const form = taskForm(service, task.form, review);
  const title = form?.pages[0]?.title;
  return title === undefined
    ? (service.process.nodes.get(task.element)?.name ?? task.element)
    : text(title, request.language);
}

/** A week: from then on a date is urgent (design/screens, principle 2). */
const URGENT_DAYS = 7;

export async function dueItems(
  request: Request,
  options: Pick<CasesOptions, 'catalogue' | 'review'>,
  tasks: readonly TaskRow[],
) {
  const { t, language, url, now } = request;
  return Promise.all(
    tasks.map(async (task) => {
      const day = (task.due ?? task.openedAt).toZonedDateTimeISO('Europe/Stockholm').toPlainDate().toString();
      const service = await options.catalogue.version(request.db, task.version);
      const left = task.due === null ? undefined : daysLeft(day, now);
      return {
        date: day,
        what: await taskTitle(request, options, task),
        href: url('my-pages.task', { task: task.id }),
        about: text(service.definition.title, language),
        left: left === undefined ? undefined : t('cases.mine.left', { n: left, date: formatDate(day, language) }),
        urgent: left !== undefined && left <= URGENT_DAYS,
      };
    }),
  );
}
