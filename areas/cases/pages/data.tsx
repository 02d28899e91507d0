import { looksAt } from '#platform/access/index.ts';
import { Breadcrumbs, Columns, Section, SummaryList } from '#platform/design/index.ts';
import { languageNeeds, myDetails } from '#platform/identity/index.ts';
import { formatDate } from '#platform/text/index.ts';
import type { Answer, Request } from '#platform/web/index.ts';
import type { NeedError } from '../language/languages.ts';
import { LanguageForm, NeedErrorSummary } from '../language/mine.tsx';
import { looksTable } from './looks.tsx';

const SHOWN = 200;

/** What we know about the person, from where, and who has looked at it. */
export async function myData(request: Request, wrong?: NeedError): Promise<Answer> {
  const { t, db, actor, town, url } = request;
  if (actor.kind !== 'citizen') return { kind: 'redirect', to: url('sign-in') };
  const [details, needs, looks] = await Promise.all([
    myDetails(db, town, actor.principal, Temporal.Instant.from(request.now)),
    languageNeeds(db, [actor.principal]),
    looksAt(db, town, actor.principal, { limit: SHOWN, now: request.now }),
  ]);
  return {
    kind: 'page',
    ...(wrong === undefined ? {} : { status: 422 }),
    frame: 'citizen',
    title: t('cases.data.title'),
    navigation: 'my-pages',
    body: (
      <>
        <Breadcrumbs items={[{ text: t('cases.mine.title'), href: url('my-pages') }]} />
        <Columns>
          {wrong === undefined ? null : <NeedErrorSummary request={request} wrong={wrong} />}
          <h1 class="govuk-heading-xl">{t('cases.data.title')}</h1>
          {details === null ? null : <Details request={request} details={details} />}
          <LanguageForm request={request} need={needs[0]} wrong={wrong} />
          <Section id="utdrag" title={t('cases.data.extract')}>
            <p class="govuk-body">{t('cases.data.extract-about')}</p>
            <p class="govuk-body">
              <a class="govuk-link" href={url('my-pages.extract')} download>
                {t('cases.data.extract-get')}
              </a>
            </p>
          </Section>
          <Section id="vem-har-last" title={t('cases.data.looks')}>
            <p class="govuk-body">{t('cases.data.looks-about')}</p>
            {looks.length === 0 ? <p class="govuk-body">{t('cases.data.no-looks')}</p> : looksTable(request, looks)}
            {looks.length === SHOWN ? <p class="govuk-body">{t('cases.data.newest', { n: SHOWN })}</p> : null}
          </Section>
        </Columns>
      </>
    ),
  };
}

type Known = NonNullable<Awaited<ReturnType<typeof myDetails>>>;

function Details({ request, details }: { readonly request: Request; readonly details: Known }) {
  const { t, language } = request;
  const row = (key: string, value: string) => ({ key: { text: key }, value: { text: value } });
  const { address } = details;
  return (
    <>
      <p class="govuk-body">{t('cases.data.from')}</p>
      <SummaryList
        rows={[
          row(t('cases.data.name'), details.name),
          ...details.numbers.map((number) => row(t('cases.data.number'), number.written)),
          ...(details.birthDate === null
            ? []
            : [row(t('cases.data.born'), formatDate(details.birthDate.toString(), language))]),
          ...(address
            ? [
                {
                  key: { text: t('cases.data.address') },
                  value: {
                    html: (
                      <>
                        {address.street}
                        <br />
                        <span class="t-nowrap">{address.postcode}</span> {address.place}
                      </>
                    ),
                  },
                },
              ]
            : []),
          ...(details.protected ? [row(t('cases.data.protection'), t('cases.data.protected'))] : []),
          ...(details.email === null ? [] : [row(t('cases.data.email'), details.email)]),
        ]}
      />
    </>
  );
}
