import { attributes, classes, content, type Dressed } from './options.ts';

export function Tag(options: Dressed) {
  return (
    <strong {...attributes(options.attributes)} class={classes('govuk-tag', options.classes)}>
      {content(options)}
    </strong>
  );
}
