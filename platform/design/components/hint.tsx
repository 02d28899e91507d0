import { attributes, classes, content, type Dressed, type Macro, present } from './options.ts';

export type HintOptions = Dressed & Macro<{ id?: string }>;

export function Hint(options: HintOptions) {
  return (
    <div
      {...attributes(options.attributes)}
      {...present({ id: options.id })}
      class={classes('govuk-hint', options.classes)}
    >
      {content(options)}
    </div>
  );
}
