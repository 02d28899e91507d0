import { Heading } from './heading.tsx';
import { type Attributes, attributes, type Content, classes, content, i18n, type Macro } from './options.ts';

export type AccordionItem = Macro<{ heading?: Content; summary?: Content; content?: Content; expanded?: boolean }>;

export type AccordionOptions = Macro<{
  id?: string;
  headingLevel?: number | string;
  items?: readonly (AccordionItem | null | undefined | false | '')[];
  rememberExpanded?: boolean;
  hideAllSectionsText?: string;
  hideSectionText?: string;
  hideSectionAriaLabelText?: string;
  showAllSectionsText?: string;
  showSectionText?: string;
  showSectionAriaLabelText?: string;
  classes?: string;
  attributes?: Attributes;
}>;

/** Without scripts: sections with headings, all of them open. */
export function Accordion(options: AccordionOptions) {
  const hooks = {
    ...i18n('hide-all-sections', options.hideAllSectionsText),
    ...i18n('hide-section', options.hideSectionText),
    ...i18n('hide-section-aria-label', options.hideSectionAriaLabelText),
    ...i18n('show-all-sections', options.showAllSectionsText),
    ...i18n('show-section', options.showSectionText),
    ...i18n('show-section-aria-label', options.showSectionAriaLabelText),
    ...(options.rememberExpanded === undefined ? {} : { 'data-remember-expanded': String(options.rememberExpanded) }),
  };
  return (
    <div
      {...attributes(options.attributes)}
      {...hooks}
      class={classes('govuk-accordion', options.classes)}
      data-module="govuk-accordion"
      id={options.id}
    >
      {options.items?.map(
        (item, index) =>
          item && <Section item={item} id={options.id ?? ''} n={index + 1} level={options.headingLevel || 2} />,
      )}
    </div>
  );
}

function Section(props: { item: AccordionItem; id: string; n: number; level: number | string }) {
  const { item, id, n } = props;
  return (
    <div class={classes('govuk-accordion__section', item.expanded && 'govuk-accordion__section--expanded')}>
      <div class="govuk-accordion__section-header">
        <Heading level={props.level} class="govuk-accordion__section-heading">
          <span class="govuk-accordion__section-button" id={`${id}-heading-${n}`}>
            {content(item.heading)}
          </span>
        </Heading>
        {content(item.summary) ? (
          <div class="govuk-accordion__section-summary govuk-body" id={`${id}-summary-${n}`}>
            {content(item.summary)}
          </div>
        ) : null}
      </div>
      <div id={`${id}-content-${n}`} class="govuk-accordion__section-content">
        {item.content?.html || (item.content?.text ? <p class="govuk-body">{item.content.text}</p> : null)}
      </div>
    </div>
  );
}
