import { Button } from './button.tsx';
import { attributes, classes, type Dressed, i18n, type Macro, present } from './options.ts';
import { useSpeech } from './words.ts';

export type ExitThisPageOptions = Dressed &
  Macro<{
    redirectUrl?: string;
    id?: string;
    activatedText?: string;
    timedOutText?: string;
    pressTwoMoreTimesText?: string;
    pressOneMoreTimeText?: string;
  }>;

/** A page that uses it gives `redirectUrl`: the default is govuk-frontend's. */
export function ExitThisPage(options: ExitThisPageOptions) {
  const { words } = useSpeech();
  const hooks = {
    ...i18n('activated', options.activatedText),
    ...i18n('timed-out', options.timedOutText),
    ...i18n('press-two-more-times', options.pressTwoMoreTimesText),
    ...i18n('press-one-more-time', options.pressOneMoreTimeText),
  };
  const usual = (
    <>
      <span class="govuk-visually-hidden">{words('exitEmergency')}</span> {words('exitPage')}
    </>
  );
  return (
    <div
      {...attributes(options.attributes)}
      {...hooks}
      {...present({ id: options.id })}
      class={classes('govuk-exit-this-page', options.classes)}
      data-module="govuk-exit-this-page"
    >
      <Button
        html={options.html || (options.text ? undefined : usual)}
        text={options.text}
        classes="govuk-button--warning govuk-exit-this-page__button govuk-js-exit-this-page-button"
        href={options.redirectUrl || 'https://www.bbc.co.uk/weather'}
        attributes={{ rel: 'nofollow noreferrer' }}
      />
    </div>
  );
}
