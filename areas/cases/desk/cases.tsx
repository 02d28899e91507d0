import { kinOf, logLook } from '#platform/access/index.ts';
import { transaction } from '#platform/database/index.ts';
import { DeskPage, DeskTable, DeskTitle, Filter, FilterInput } from '#platform/design/index.ts';
import { formatDate, text } from '#platform/text/index.ts';
import type { Answer, Request } from '#platform/web/index.ts';
import type { CasesOptions } from '../mount.ts';
import { outcomeText } from '../outcome.ts';
import { type FoundCase, findCases } from '../queries/search.ts';

/** All cases of the unit, open and closed, found by number or name; everybody shown sees that they stood in the list. */
export async function casesPage(request: Request, options: CasesOptions): Promise<Answer> {
  const { t, url, query } = request;
  const asked = (query['q'] ?? '').trim().slice(0, 100);
  const cases = await listed(request, asked);
  const rows = await Promise.all(cases.map((found) => rowOf(request, options, found)));
  return {
    kind: 'page',
    frame: 'desk',
    title: t('cases.all.title'),
    navigation: 'cases',
    islands: ['desk-keys.js'],
    body: (
      <DeskPage>
        <DeskTitle title={t('cases.all.title')}>{t('cases.all.count', { n: rows.length, asked })}</DeskTitle>
        <Filter action={url('desk.cases')} button={t('cases.all.search')}>
          <FilterInput id="sok-q" name="q" label={t('cases.desk.filter')} value={asked} />
        </Filter>
        {rows.length === 0 ? (
          <p class="govuk-body">{t(asked === '' ? 'cases.all.empty' : 'cases.desk.none-found')}</p>
        ) : (
          <DeskTable
            caption={t('cases.all.title')}
            columns={[
              { text: t('cases.desk.person') },
              { text: t('cases.desk.service') },
              { text: t('cases.desk.state-now') },
              { text: t('cases.desk.received'), numeric: true, wide: true },
            ]}
            rows={rows}
          />
        )}
      </DeskPage>
    ),
  };
}

async function listed({ db, actor, now, requestId }: Request, asked: string): Promise<readonly FoundCase[]> {
  return transaction(db, async (tx) => {
    const kin = actor.kind === 'staff' ? await kinOf(tx, actor.party) : [];
    const found = await findCases(tx, actor, kin, asked);
    const subjects = found.flatMap((row) => row.applicantParty ?? []);
    await logLook(tx, [{ kind: 'LISTED', actor, at: now, purpose: 'search', subjects, requestId }]);
    return found;
  });
}

async function rowOf(request: Request, options: CasesOptions, found: FoundCase) {
  const { t, url, language, db } = request;
  const service = await options.catalogue.readable(db, found.version);
  const state = t(found.closedAt === null ? 'cases.desk.open' : 'cases.desk.closed');
  return {
    cells: [
      <a class="govuk-link" href={url('desk.case', { case: found.id })}>
        {found.applicant ?? t('cases.desk.anonymous')}
      </a>,
      <>
        {service === undefined ? found.matter : text(service.definition.title, language)}{' '}
        <span class="d-list__no t-nowrap">{found.number}</span>
      </>,
      found.outcome === null ? state : `${state}, ${outcomeText(t, found.outcome).toLowerCase()}`,
      formatDate(found.receivedAt.toString(), language, { short: true, year: true }),
    ],
  };
}
