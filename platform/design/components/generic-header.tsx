import type { ComponentChildren } from 'preact';
import { type Attributes, attributes, classes, type Macro } from './options.ts';

export type GenericHeaderOptions = Macro<{
  url?: string;
  logoText?: string;
  logoHtml?: ComponentChildren;
  containerClasses?: string;
  classes?: string;
  attributes?: Attributes;
}>;

export function GenericHeader(options: GenericHeaderOptions) {
  return (
    <div {...attributes(options.attributes)} class={classes('govuk-generic-header', options.classes)}>
      <div class={classes('govuk-generic-header__container', options.containerClasses || 'govuk-width-container')}>
        <div class="govuk-generic-header__logo">
          <a href={options.url || '/'} class="govuk-generic-header__homepage-link">
            {options.logoHtml || options.logoText}
          </a>
        </div>
      </div>
    </div>
  );
}
