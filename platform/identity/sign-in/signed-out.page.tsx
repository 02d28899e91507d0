import { Button } from '#platform/design/index.ts';
import type { Answer, Request } from '#platform/web/index.ts';
import type { House } from '../house.ts';

/** Says that it is done, and what is left to do at a computer that others use. */
export function signedOutPage(house: House, request: Request): Answer {
  const { t, url } = request;
  return {
    kind: 'page',
    title: t('identity.signed-out.title'),
    frame: 'citizen',
    body: (
      <div class="govuk-grid-row">
        <div class="govuk-grid-column-two-thirds">
          <h1 class="govuk-heading-xl">{t('identity.signed-out.title')}</h1>
          <p class="govuk-body">{t('identity.signed-out.what')}</p>
          <div class="govuk-button-group">
            <Button href={url('sign-in')} text={t('identity.signed-out.again')} />
            <a class="govuk-link" href={url(house.home.start)}>
              {t('identity.signed-out.start')}
            </a>
          </div>
        </div>
      </div>
    ),
  };
}
