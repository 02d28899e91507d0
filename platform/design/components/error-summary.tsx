import type { ComponentChildren } from 'preact';
import { type Attributes, attributes, type Content, classes, content, type Macro, present } from './options.ts';

export type ErrorSummaryOptions = Macro<{
  titleText?: string;
  titleHtml?: ComponentChildren;
  descriptionText?: string;
  descriptionHtml?: ComponentChildren;
  /** The same words as at the fields; `href` leads to the field. */
  errorList?: readonly (Content & Macro<{ href?: string; attributes?: Attributes }>)[];
  disableAutoFocus?: boolean;
  classes?: string;
  attributes?: Attributes;
  children?: ComponentChildren;
}>;

export function ErrorSummary(options: ErrorSummaryOptions) {
  const description = options.children ?? (options.descriptionHtml || options.descriptionText);
  const focus = present({
    'data-disable-auto-focus': options.disableAutoFocus === undefined ? false : String(options.disableAutoFocus),
  });
  return (
    <div
      {...attributes(options.attributes)}
      {...focus}
      class={classes('govuk-error-summary', options.classes)}
      data-module="govuk-error-summary"
    >
      {/* A child of its own: focus and alert at once lose words in screen readers. */}
      <div role="alert">
        <h2 class="govuk-error-summary__title">{options.titleHtml || options.titleText}</h2>
        <div class="govuk-error-summary__body">
          {description ? <p>{description}</p> : null}
          {options.errorList?.length ? (
            <ul class="govuk-list govuk-error-summary__list">
              {options.errorList.map((item) => (
                <li>
                  {item.href ? (
                    <a {...attributes(item.attributes)} href={item.href}>
                      {content(item)}
                    </a>
                  ) : (
                    content(item)
                  )}
                </li>
              ))}
            </ul>
          ) : null}
        </div>
      </div>
    </div>
  );
}
