import type { ComponentChildren } from 'preact';
import { attributes, classes, content, type Dressed, type Macro } from './options.ts';
import { useSpeech } from './words.ts';

export function WarningText(options: Dressed & Macro<{ iconFallbackText?: string; children?: ComponentChildren }>) {
  const { words } = useSpeech();
  return (
    <div {...attributes(options.attributes)} class={classes('govuk-warning-text', options.classes)}>
      <span class="govuk-warning-text__icon" aria-hidden="true">
        !
      </span>
      <strong class="govuk-warning-text__text">
        <span class="govuk-visually-hidden">{options.iconFallbackText || words('warning')}</span>{' '}
        {options.children ?? content(options)}
      </strong>
    </div>
  );
}
