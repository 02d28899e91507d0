import { Columns } from '#platform/design/index.ts';
import { formatDate, type Language, text } from '#platform/text/index.ts';
import type { Answer, Request } from '#platform/web/index.ts';
import { type AccessibilityResults, lastResults } from '../accessibility.ts';
import type { Catalogue } from '../catalogue.ts';
import { QUESTIONS, Questions, Trail } from './surroundings.tsx';

/** The service with which anybody reports a fault or asks for exempt content. */
const REPORT_SERVICE = 'tillganglighet';

/** Where anybody tells the supervising authority; its own address. */
const DIGG = 'https://www.digg.se/tdosanmalan';
/** The day the words of the statement were last changed; a later run or review changes it too. */
const WRITTEN = '2026-11-22';

/**
 * The accessibility statement (lag 2018:1937, 13 §): how far the pages meet the requirements by the last test run, what
 * does not, how it was tested, how one reports a fault or asks for what is not accessible, and who supervises. `found` is
 * another run than the last.
 */
export async function accessibilityPage(
  request: Request,
  catalogue: Catalogue,
  found?: AccessibilityResults,
): Promise<Answer> {
  const { t, language, town, url } = request;
  const results = found ?? (await lastResults());
  const date = (language: Language) => formatDate(results.date, language);
  const name = text(town.title, language);
  return {
    kind: 'page',
    frame: 'citizen',
    title: t('catalogue.accessibility.title'),
    body: (
      <>
        <Trail request={request} />
        <Columns labelledby={QUESTIONS} side={<Questions request={request} />}>
          <h1 class="govuk-heading-xl">{t('catalogue.accessibility.title')}</h1>
          <p class="govuk-body-l">{t('catalogue.accessibility.about', { town: name })}</p>
          <p class="govuk-body">
            {t('catalogue.accessibility.covers', { town: name })}{' '}
            {t('catalogue.accessibility.updated', { date: (language) => formatDate(updatedOn(results), language) })}
          </p>
          <h2 class="govuk-heading-m">{t('catalogue.accessibility.how-far')}</h2>
          <Found request={request} results={results} />
          <h2 class="govuk-heading-m">{t('catalogue.accessibility.tested')}</h2>
          <p class="govuk-body">{t('catalogue.accessibility.method')}</p>
          <p class="govuk-body">{t('catalogue.accessibility.tested-when', { date, n: results.pages })}</p>
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
          <p class="govuk-body">
            {t('catalogue.accessibility.supervision-who')}{' '}
            <a class="govuk-link" href={DIGG} rel="external">
              {t('catalogue.accessibility.supervision-report')}
            </a>
            .
          </p>
        </Columns>
      </>
    ),
  };
}

interface Told {
  readonly request: Request;
  readonly results: AccessibilityResults;
}

/** The statement is as new as the last thing that it tells of. */
function updatedOn({ date, reviews }: AccessibilityResults): string {
  return [WRITTEN, date, ...reviews.map((review) => review.date)].sort().at(-1) ?? date;
}

/** How far (partly, as masked copies are pictures), what the run found, and what is known not to be accessible and why. */
function Found({ request: { t }, results: { faults, reviews } }: Told) {
  return (
    <>
      <p class="govuk-body">
        {faults.length === 0
          ? t('catalogue.accessibility.no-faults', { reviews: reviews.length })
          : t('catalogue.accessibility.faults', { n: faults.length })}
      </p>
      {faults.length === 0 ? null : (
        <ul class="govuk-list govuk-list--bullet">
          {faults.map(({ page, what }) => (
            <li>{`${page}: ${what.join(', ')}`}</li>
          ))}
        </ul>
      )}
      <p class="govuk-body">
        {t('catalogue.accessibility.not-accessible')} {t('catalogue.accessibility.why')}
      </p>
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
