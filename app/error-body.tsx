import { Whole } from '#platform/design/index.ts';
import type { TorgetError } from '#platform/errors.ts';
import { type Language, type Texts, textIn } from '#platform/text/index.ts';

export interface ErrorBodyProps {
  readonly t: Texts;
  readonly error: TorgetError;
  /** Six characters to read out over the phone; empty when there is none. */
  readonly code: string;
  /** Ways on: the start page, the search. */
  readonly links: readonly { readonly text: string; readonly href: string }[];
  readonly language: Language;
  readonly phone: string | undefined;
}

/** What an error page says: what happened, that nothing saved is lost, what to do, and the code to read out. */
export function ErrorBody({ t, error, code, links, language, phone }: ErrorBodyProps) {
  const said = textIn(error.public, language);
  return (
    <div class="govuk-grid-row">
      <div class="govuk-grid-column-two-thirds">
        <h1 class="govuk-heading-xl">{errorTitle(t, error)}</h1>
        <p class="govuk-body-l" lang={said.lang}>
          {said.text}
        </p>
        <ul class="govuk-list govuk-list--spaced">
          {links.map((link) => (
            <li>
              <a class="govuk-link" href={link.href}>
                {link.text}
              </a>
            </li>
          ))}
        </ul>
        {phone ? (
          <p class="govuk-body">
            <Whole text={t(code === '' ? 'app.error.call-us' : 'app.error.call', { phone, code })} call />
          </p>
        ) : null}
      </div>
    </div>
  );
}

/** The page's heading and title: what went wrong in three words. */
export function errorTitle(t: Texts, error: TorgetError): string {
  return t(error.status === 404 ? 'app.error.not-found' : 'app.error.title');
}
