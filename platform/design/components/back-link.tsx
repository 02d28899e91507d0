import { attributes, classes, content, type Dressed, type Macro } from './options.ts';
import { useSpeech } from './words.ts';

export function BackLink(options: Dressed & Macro<{ href?: string }>) {
  const { words } = useSpeech();
  return (
    <a
      {...attributes(options.attributes)}
      href={options.href || '#'}
      class={classes('govuk-back-link', options.classes)}
    >
      {content(options) || words('back')}
    </a>
  );
}
