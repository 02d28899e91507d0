import { type Attributes, attributes, type Content, classes, type Macro, present } from './options.ts';
import { useSpeech } from './words.ts';

export type TabsItem = Macro<{
  id?: string;
  label?: string;
  attributes?: Attributes;
  panel?: Content & Macro<{ attributes?: Attributes }>;
}>;

export type TabsOptions = Macro<{
  id?: string;
  idPrefix?: string;
  title?: string;
  items?: readonly (TabsItem | null | undefined | false | '')[];
  classes?: string;
  attributes?: Attributes;
}>;

/** Without scripts: a list of links over the panels, all of them open. */
export function Tabs(options: TabsOptions) {
  const { words } = useSpeech();
  const panelId = (item: TabsItem, index: number) => item.id || `${options.idPrefix ?? ''}-${index + 1}`;
  return (
    <div
      {...attributes(options.attributes)}
      {...present({ id: options.id })}
      class={classes('govuk-tabs', options.classes)}
      data-module="govuk-tabs"
    >
      <h2 class="govuk-tabs__title">{options.title ?? words('contents')}</h2>
      {options.items?.length ? (
        <ul class="govuk-tabs__list">
          {options.items.map(
            (item, index) =>
              item && (
                <li class={classes('govuk-tabs__list-item', index === 0 && 'govuk-tabs__list-item--selected')}>
                  <a {...attributes(item.attributes)} class="govuk-tabs__tab" href={`#${panelId(item, index)}`}>
                    {item.label}
                  </a>
                </li>
              ),
          )}
        </ul>
      ) : null}
      {options.items?.map(
        (item, index) =>
          item && (
            <div
              {...attributes(item.panel?.attributes)}
              class={classes('govuk-tabs__panel', index > 0 && 'govuk-tabs__panel--hidden')}
              id={panelId(item, index)}
            >
              {item.panel?.html || (item.panel?.text ? <p class="govuk-body">{item.panel.text}</p> : null)}
            </div>
          ),
      )}
    </div>
  );
}
