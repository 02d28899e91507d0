import { Button, NotificationBanner } from '#platform/design/index.ts';
import type { Answer, Request } from '#platform/web/index.ts';

/** What the e-ID shows of what is signed: the very text, who signs, and the way out. */
export function signPage(request: Request, name: string, text: string): Answer {
  const { t, url } = request;
  const title = t('identity.test-eid.sign-title');
  return {
    kind: 'page',
    frame: 'form',
    personal: true,
    title,
    body: (
      <>
        <NotificationBanner titleText={t('identity.test-eid.tag')} text={t('identity.test-eid.what')} />
        <h1 class="govuk-heading-xl">{title}</h1>
        <p class="govuk-body-l">{t('identity.test-eid.sign-as', { name })}</p>
        <section class="govuk-inset-text" aria-label={t('identity.test-eid.sign-text')}>
          {text.split('\n\n').map((part) => (
            <p class="govuk-body">
              {part.split('\n').map((line, index) => (
                <>
                  {index > 0 ? <br /> : null}
                  {line}
                </>
              ))}
            </p>
          ))}
        </section>
        <form method="post" action={url('test-eid.choose', request.params)}>
          <input type="hidden" name="_csrf" value={request.csrf} />
          <div class="govuk-button-group">
            <Button name="action" value="sign" text={t('identity.test-eid.sign')} />
            <Button
              classes="govuk-button--secondary"
              name="action"
              value="cancelled"
              text={t('identity.test-eid.sign-cancel')}
            />
          </div>
        </form>
      </>
    ),
  };
}
