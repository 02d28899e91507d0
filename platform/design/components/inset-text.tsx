import type { ComponentChildren } from 'preact';
import { attributes, classes, content, type Dressed, type Macro, present } from './options.ts';

export function InsetText(options: Dressed & Macro<{ id?: string; children?: ComponentChildren }>) {
  return (
    <div
      {...attributes(options.attributes)}
      {...present({ id: options.id })}
      class={classes('govuk-inset-text', options.classes)}
    >
      {options.children ?? content(options)}
    </div>
  );
}
