import type { ComponentChildren } from 'preact';
import { Heading } from './heading.tsx';
import { attributes, classes, type Dressed, type Macro, present } from './options.ts';
import { useSpeech } from './words.ts';

export type NotificationBannerOptions = Dressed &
  Macro<{
    titleText?: string;
    titleHtml?: ComponentChildren;
    titleHeadingLevel?: number | string;
    type?: 'success' | string;
    role?: string;
    titleId?: string;
    disableAutoFocus?: boolean;
    children?: ComponentChildren;
  }>;

export function NotificationBanner(options: NotificationBannerOptions) {
  const { words } = useSpeech();
  const success = options.type === 'success';
  const titleId = options.titleId || 'govuk-notification-banner-title';
  const title = options.titleHtml || options.titleText || words(success ? 'success' : 'important');
  const own = present({
    // What has just succeeded is read out at once; other news is a landmark one can go to.
    role: options.role || (success ? 'alert' : 'region'),
    'aria-labelledby': titleId,
    'data-module': 'govuk-notification-banner',
    'data-disable-auto-focus': options.disableAutoFocus === undefined ? false : String(options.disableAutoFocus),
  });
  const dress = classes('govuk-notification-banner', success && 'govuk-notification-banner--success', options.classes);
  const nodes = options.children ?? options.html;
  return (
    <div {...attributes(options.attributes)} {...own} class={dress}>
      <div class="govuk-notification-banner__header">
        <Heading level={options.titleHeadingLevel || 2} class="govuk-notification-banner__title" id={titleId}>
          {title}
        </Heading>
      </div>
      <div class="govuk-notification-banner__content">
        {nodes || (options.text ? <p class="govuk-notification-banner__heading">{options.text}</p> : null)}
      </div>
    </div>
  );
}
