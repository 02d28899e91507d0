import type { ComponentChildren } from 'preact';
import { attributes, classes, content, type Dressed, type Macro, present } from './options.ts';

export type DetailsOptions = Dressed &
  Macro<{
    summaryText?: string;
    summaryHtml?: ComponentChildren;
    id?: string;
    open?: boolean;
    children?: ComponentChildren;
  }>;

export function Details(options: DetailsOptions) {
  return (
    <details
      {...attributes(options.attributes)}
      {...present({ id: options.id })}
      class={classes('govuk-details', options.classes)}
      open={Boolean(options.open)}
    >
      <summary class="govuk-details__summary">
        <span class="govuk-details__summary-text">{options.summaryHtml || options.summaryText}</span>
      </summary>
      <div class="govuk-details__text">{options.children ?? content(options)}</div>
    </details>
  );
}
