import type { ComponentChildren } from 'preact';
import { type Attributes, attributes, classes, content, type Dressed, type Macro, present } from './options.ts';

export type LegendOptions = Dressed & Macro<{ isPageHeading?: boolean }>;

export type FieldsetOptions = Macro<{
  describedBy?: string;
  legend?: LegendOptions;
  classes?: string;
  role?: string;
  attributes?: Attributes;
  html?: ComponentChildren;
  children?: ComponentChildren;
}>;

export function Fieldset(options: FieldsetOptions) {
  const { legend } = options;
  return (
    <fieldset
      {...attributes(options.attributes)}
      class={classes('govuk-fieldset', options.classes)}
      {...present({ role: options.role, 'aria-describedby': options.describedBy })}
    >
      {content(legend) ? (
        <legend class={classes('govuk-fieldset__legend', legend?.classes)}>
          {legend?.isPageHeading ? <h1 class="govuk-fieldset__heading">{content(legend)}</h1> : content(legend)}
        </legend>
      ) : null}
      {options.children ?? options.html}
    </fieldset>
  );
}
