import type { ComponentChildren } from 'preact';
import { type Attributes, attributes, classes, type Macro } from './options.ts';

export type GenericHeaderOptions = Macro<{
  /** Beginning of its class names. */
  namespace?: string;
  url?: string;
  logoText?: string;
  logoHtml?: ComponentChildren;
  containerClasses?: string;
  classes?: string;
  attributes?: Attributes;
}>;

export function GenericHeader(options: GenericHeaderOptions) {
  const name = options.namespace ?? 'govuk-generic-header';
  return (
    <div {...attributes(options.attributes)} class={classes(name, options.classes)}>
      <div class={classes(`${name}__container`, options.containerClasses || 'govuk-width-container')}>
        <div class={`${name}__logo`}>
          <a href={options.url || '/'} class={`${name}__homepage-link`}>
            {options.logoHtml || options.logoText}
          </a>
        </div>
      </div>
    </div>
  );
}
