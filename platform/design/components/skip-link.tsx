import { attributes, classes, content, type Dressed, type Macro } from './options.ts';

export function SkipLink(options: Dressed & Macro<{ href?: string }>) {
  return (
    <a
      {...attributes(options.attributes)}
      href={options.href || '#content'}
      class={classes('govuk-skip-link', options.classes)}
      data-module="govuk-skip-link"
    >
      {content(options)}
    </a>
  );
}
