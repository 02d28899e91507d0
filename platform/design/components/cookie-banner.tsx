import type { ComponentChildren } from 'preact';
import { Button } from './button.tsx';
import { type Attributes, attributes, classes, type Macro, present } from './options.ts';
import { useSpeech } from './words.ts';

type Action = Macro<{
  text?: string;
  type?: string;
  href?: string;
  name?: string;
  value?: string;
  classes?: string;
  attributes?: Attributes;
}>;

type Message = Macro<{
  headingText?: string;
  headingHtml?: ComponentChildren;
  text?: string;
  html?: ComponentChildren;
  actions?: readonly Action[];
  role?: string;
  hidden?: boolean;
  classes?: string;
  attributes?: Attributes;
}>;

export type CookieBannerOptions = Macro<{
  messages?: readonly Message[];
  ariaLabel?: string;
  hidden?: boolean;
  classes?: string;
  attributes?: Attributes;
}>;

/** Asks about cookies that need consent. No page of Torget sets one; a town's own addition may. */
export function CookieBanner(options: CookieBannerOptions) {
  const { words } = useSpeech();
  return (
    <div
      {...attributes(options.attributes)}
      {...present({
        hidden: options.hidden,
        role: 'region',
        'aria-label': options.ariaLabel || words('cookieBanner'),
      })}
      class={classes('govuk-cookie-banner', options.classes)}
      data-nosnippet=""
    >
      {options.messages?.map((message) => (
        <Said {...message} />
      ))}
    </div>
  );
}

function Said(message: Message) {
  const heading = message.headingHtml || message.headingText;
  return (
    <div
      {...attributes(message.attributes)}
      {...present({ role: message.role, hidden: message.hidden })}
      class={classes('govuk-cookie-banner__message', message.classes, 'govuk-width-container')}
    >
      <div class="govuk-grid-row">
        <div class="govuk-grid-column-two-thirds">
          {heading ? <h2 class="govuk-cookie-banner__heading govuk-heading-m">{heading}</h2> : null}
          <div class="govuk-cookie-banner__content">
            {message.html || (message.text ? <p class="govuk-body">{message.text}</p> : null)}
          </div>
        </div>
      </div>
      {message.actions ? (
        <div class="govuk-button-group">
          {message.actions.map((action) =>
            !action.href || action.type === 'button' ? (
              <Button {...action} type={action.type || 'button'} />
            ) : (
              <a {...attributes(action.attributes)} class={classes('govuk-link', action.classes)} href={action.href}>
                {action.text}
              </a>
            ),
          )}
        </div>
      ) : null}
    </div>
  );
}
