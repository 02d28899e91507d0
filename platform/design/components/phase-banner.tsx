import { attributes, classes, content, type Dressed, type Macro } from './options.ts';
import { Tag } from './tag.tsx';

export function PhaseBanner(options: Dressed & Macro<{ tag?: Dressed }>) {
  return (
    <div
      {...attributes(options.attributes)}
      class={classes('govuk-phase-banner govuk-width-container', options.classes)}
    >
      <p class="govuk-phase-banner__content">
        <Tag
          text={options.tag?.text}
          html={options.tag?.html}
          classes={classes('govuk-phase-banner__content__tag', options.tag?.classes)}
        />
        <span class="govuk-phase-banner__text">{content(options)}</span>
      </p>
    </div>
  );
}
