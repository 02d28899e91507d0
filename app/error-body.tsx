import type { TorgetError } from '#platform/errors.ts';
import type { Language, Texts } from '#platform/text/index.ts';

export interface ErrorBodyProps {
  readonly t: Texts;
  readonly error: TorgetError;
  readonly code: string;
  readonly home: string;
  readonly language: Language;
  readonly phone: string | undefined;
}

/** What an error page says: what happened, that nothing saved is lost, what to do, and the code to read out. */
export function ErrorBody({ t, error, code, home, language, phone }: ErrorBodyProps) {
  return (
    <div class="govuk-grid-row">
      <div class="govuk-grid-column-two-thirds">
        <h1 class="govuk-heading-xl">{t(error.status === 404 ? 'app.error.not-found' : 'app.error.title')}</h1>
        <p class="govuk-body-l">{error.public[language]}</p>
        <p class="govuk-body">
          <a class="govuk-link" href={home}>
            {t('app.error.home')}
          </a>
        </p>
        {phone ? <p class="govuk-body">{t('app.error.call', { phone, code })}</p> : null}
      </div>
    </div>
  );
}
