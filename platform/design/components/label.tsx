import { attributes, classes, content, type Dressed, type Macro, present } from './options.ts';

export type LabelOptions = Dressed & Macro<{ for?: string; isPageHeading?: boolean }>;

export function Label(options: LabelOptions) {
  if (!content(options)) return null;
  const label = (
    // biome-ignore lint/a11y/noLabelWithoutControl: the control is named by `for`, which the caller gives
    <label
      {...attributes(options.attributes)}
      class={classes('govuk-label', options.classes)}
      {...present({ for: options.for })}
    >
      {content(options)}
    </label>
  );
  return options.isPageHeading ? <h1 class="govuk-label-wrapper">{label}</h1> : label;
}
