import { Breadcrumbs, Columns, Contact } from '#platform/design/index.ts';
import { formatDate, text } from '#platform/text/index.ts';
import type { Answer, Request } from '#platform/web/index.ts';
import { type AccessibilityResults, lastResults } from '../accessibility.ts';
import type { Catalogue } from '../catalogue.ts';

/** The service with which anybody reports a fault or asks for exempt content. */
const REPORT_SERVICE = 'tillganglighet';

/**
 * The accessibility statement (lag 2018:1937, 13 §): how far the pages meet the requirements by the last test run, what
 * does not, how it was tested, how one reports a fault or asks for what is not accessible, and who supervises.
 */
export async function accessibilityPage(request: Request, catalogue: Catalogue): Promise<Answer> {
  const { t, language, town, url } = request;
  const results = await lastResults();
  const date = formatDate(results.date, language);
  return {
    kind: 'page',
    frame: 'citizen',
    title: t('catalogue.accessibility.title'),
    body: (
      <>
        <Breadcrumbs items={[{ text: t('catalogue.service.services'), href: url('start') }]} />
        <Columns
          labelledby="fragor"
          side={
            <Contact
              id="fragor"
              stay
              title={t('catalogue.service.questions')}
              phone={town.contact.phone}
              hours={text(town.contact.hours, language)}
            />
          }
        >
          <h1 class="govuk-heading-xl">{t('catalogue.accessibility.title')}</h1>
          <p class="govuk-body-l">{t('catalogue.accessibility.about', { town: text(town.title, language) })}</p>
          <h2 class="govuk-heading-m">{t('catalogue.accessibility.how-far')}</h2>
          <Found request={request} results={results} />
          <h2 class="govuk-heading-m">{t('catalogue.accessibility.tested')}</h2>
          <p class="govuk-body">
            {t('catalogue.accessibility.tested-when', { date, n: results.pages })} <code>{results.command}</code>
          </p>
          <p class="govuk-body">{t('catalogue.accessibility.tested-what')}</p>
          <Reviews request={request} results={results} />
          <h2 class="govuk-heading-m" id="anmal">
            {t('catalogue.accessibility.report')}
          </h2>
          {catalogue.find(REPORT_SERVICE) === undefined ? null : (
            <p class="govuk-body">
              <a class="govuk-link" href={url('service', { service: REPORT_SERVICE })}>
                {t('catalogue.accessibility.report-form')}
              </a>
            </p>
          )}
          <p class="govuk-body">{t('catalogue.accessibility.report-how')}</p>
          <p class="govuk-body">
            <a class="govuk-link" href={`mailto:${town.contact.email}`}>
              {town.contact.email}
            </a>
          </p>
          <p class="govuk-body">{t('catalogue.accessibility.report-answer')}</p>
          <h2 class="govuk-heading-m">{t('catalogue.accessibility.supervision')}</h2>
          <p class="govuk-body">{t('catalogue.accessibility.supervision-who')}</p>
        </Columns>
      </>
    ),
  };
}

interface Told {
  readonly request: Request;
  readonly results: AccessibilityResults;
}

/** Wholly or partly, and then what is not: nothing is said that the run did not find. */
function Found({ request: { t }, results: { faults } }: Told) {
  if (faults.length === 0) return <p class="govuk-body">{t('catalogue.accessibility.no-faults')}</p>;
  return (
    <>
      <p class="govuk-body">{t('catalogue.accessibility.faults', { n: faults.length })}</p>
      <ul class="govuk-list govuk-list--bullet">
        {faults.map(({ page, what }) => (
          <li>{`${page}: ${what.join(', ')}`}</li>
        ))}
      </ul>
    </>
  );
}

function Reviews({ request: { t, language }, results: { reviews } }: Told) {
  if (reviews.length === 0) return <p class="govuk-body">{t('catalogue.accessibility.no-review')}</p>;
  return (
    <ul class="govuk-list govuk-list--bullet">
      {reviews.map(({ date, by, what }) => (
        <li>{`${formatDate(date, language)}, ${by}: ${what}`}</li>
      ))}
    </ul>
  );
}
