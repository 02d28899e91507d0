import type { ComponentChildren } from 'preact';
import { Heading } from './heading.tsx';
import { attributes, classes, type Dressed, type Macro } from './options.ts';

export type FeedbackOptions = Dressed &
  Macro<{
    titleText?: string;
    titleHtml?: ComponentChildren;
    headingLevel?: number | string;
    children?: ComponentChildren;
  }>;

export function Feedback(options: FeedbackOptions) {
  const nodes = options.children ?? options.html;
  return (
    <div {...attributes(options.attributes)} class={classes('govuk-feedback govuk-width-container', options.classes)}>
      <div class="govuk-grid-row">
        <div class="govuk-grid-column-two-thirds">
          <Heading level={options.headingLevel || 2} class="govuk-feedback__title">
            {options.titleHtml || options.titleText}
          </Heading>
          {nodes || options.text ? (
            <div class="govuk-feedback__body">{nodes || <p class="govuk-body">{options.text}</p>}</div>
          ) : null}
        </div>
      </div>
    </div>
  );
}
