import { looksAt } from '#platform/access/index.ts';
import { Actions, CaseRow, Columns, Details, DueList, Section, Sheet } from '#platform/design/index.ts';
import { formatDate, text } from '#platform/text/index.ts';
import type { Answer, Request } from '#platform/web/index.ts';
import { matterOf } from '../gone.tsx';
import { type CasesOptions, partsAt } from '../mount.ts';
import { type CaseView, myCases } from '../queries/mine.ts';
import { myTasks } from '../queries/tasks.ts';
import { lineOf } from '../steps.ts';
import { dueItems } from './due.tsx';
import { looksTable } from './looks.tsx';

/** Closed cases and looks that are shown at once; the rest is one step away. */
const SHOWN = 3;

/** The person's own place: what is due, cases with where they stand, letters, and who has looked. */
export async function myPages(request: Request, options: CasesOptions): Promise<Answer> {
  const { t, actor, db, town } = request;
  if (actor.kind !== 'citizen') return { kind: 'redirect', to: request.url('sign-in') };
  const [cases, looks, parts, side] = await Promise.all([
    myCases(db, actor),
    looksAt(db, town, actor.principal, { limit: SHOWN, now: request.now, kinds: ['OPENED', 'SYSTEM'] }),
    partsAt(options, request, 'mina-sidor', null),
    partsAt(options, request, 'mina-sidor-side', null),
  ]);
  return {
    kind: 'page',
    frame: 'citizen',
    title: t('cases.mine.title'),
    navigation: 'my-pages',
    body: (
      <>
        <h1 class="govuk-heading-xl">
          <span class="govuk-caption-xl">{actor.name}</span> {t('cases.mine.title')}
        </h1>
        <Columns
          label={t('cases.mine.more')}
          side={
            <>
              {side}
              <More request={request} />
            </>
          }
          after={
            <Section id="vem-har-last" title={t('cases.mine.looks')}>
              {looks.length === 0 ? <p class="govuk-body">{t('cases.data.no-looks')}</p> : looksTable(request, looks)}
              <p class="govuk-body">
                <a class="govuk-link" href={request.url('my-pages.data')}>
                  {t('cases.mine.all-looks')}
                </a>
              </p>
            </Section>
          }
        >
          {await due(request, options)}
          {parts}
          {await caseLists(request, options, cases)}
        </Columns>
      </>
    ),
  };
}

function More({ request: { t, url } }: { readonly request: Request }) {
  return (
    <Section id="mer" title={t('cases.mine.more')} size="m">
      <Actions
        items={[
          { text: t('cases.mine.data'), href: url('my-pages.data'), about: t('cases.mine.data-about') },
          { text: t('cases.mine.services'), href: url('start'), about: t('cases.mine.services-about') },
        ]}
      />
    </Section>
  );
}

/** Tasks, and what other areas know to be due, on one sheet. */
async function due(request: Request, options: CasesOptions) {
  const { t, db, actor } = request;
  const [tasks, others] = await Promise.all([myTasks(db, actor), partsAt(options, request, 'start-due', null)]);
  if (tasks.length === 0 && others.length === 0) return <p class="govuk-body-l">{t('cases.mine.nothing-due')}</p>;
  return (
    <Sheet id="attgora" title={t('cases.mine.due')} hidden>
      {tasks.length > 0 ? <DueList items={await dueItems(request, options, tasks)} /> : null}
      {others}
    </Sheet>
  );
}

async function caseLists(request: Request, options: CasesOptions, cases: readonly CaseView[]) {
  const { t } = request;
  const open = cases.filter((view) => view.closedAt === null);
  const closed = cases.filter((view) => view.closedAt !== null);
  const rest = closed.slice(SHOWN);
  return (
    <>
      <Section id="arenden" title={t('cases.mine.cases')}>
        {open.length === 0 ? <p class="govuk-body">{t('cases.mine.no-cases')}</p> : await rows(request, options, open)}
      </Section>
      {closed.length > 0 ? (
        <Section id="avslutade" title={t('cases.mine.closed')}>
          {await rows(request, options, closed.slice(0, SHOWN))}
          {rest.length > 0 ? (
            <Details
              summaryText={t('cases.mine.more-closed', { n: rest.length })}
              html={<div>{await rows(request, options, rest)}</div>}
            />
          ) : null}
        </Section>
      ) : null}
    </>
  );
}

async function rows(request: Request, { catalogue }: CasesOptions, views: readonly CaseView[]) {
  const { db, url, language, t } = request;
  return Promise.all(
    views.map(async (view) => {
      const service = await catalogue.readable(db, view.version);
      return (
        <CaseRow
          title={text(matterOf({ view, service }), language)}
          href={url('my-pages.case', { case: view.id })}
          number={view.number}
          steps={lineOf(service, view, language, 'short')}
          next={
            view.closedAt === null && service === undefined
              ? t('cases.version-gone')
              : view.closedAt
                ? t('cases.mine.closed-on', { date: (language) => formatDate(String(view.closedAt), language) })
                : undefined
          }
        />
      );
    }),
  );
}
