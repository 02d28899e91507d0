import type { ComponentChildren } from 'preact';
import { Heading } from './heading.tsx';
import { type Attributes, attributes, type Content, classes, content, type Dressed, type Macro } from './options.ts';

export type SummaryAction = Content &
  Macro<{ href?: string; visuallyHiddenText?: string; classes?: string; attributes?: Attributes }>;

type Actions = Macro<{ items?: readonly SummaryAction[]; classes?: string }>;

export type SummaryRow = Macro<{ classes?: string; key?: Dressed; value?: Dressed; actions?: Actions }>;

export type SummaryCard = Macro<{
  title?: Dressed & Macro<{ headingLevel?: number }>;
  actions?: Actions;
  classes?: string;
  attributes?: Attributes;
}>;

export type SummaryListOptions = Macro<{
  rows?: readonly (SummaryRow | null | undefined | false | '')[];
  card?: SummaryCard;
  classes?: string;
  attributes?: Attributes;
}>;

export function SummaryList(options: SummaryListOptions) {
  const anyActions = options.rows?.some((row) => (row || undefined)?.actions?.items?.length);
  const list = (
    <dl {...attributes(options.attributes)} class={classes('govuk-summary-list', options.classes)}>
      {options.rows?.map((row) => row && <Row row={row} anyActions={anyActions} cardTitle={options.card?.title} />)}
    </dl>
  );
  return options.card ? <Card card={options.card}>{list}</Card> : list;
}

function Row(props: { row: SummaryRow; anyActions: boolean | undefined; cardTitle: Content | undefined }) {
  const { row, cardTitle } = props;
  const items = row.actions?.items;
  const bare = props.anyActions && !items && 'govuk-summary-list__row--no-actions';
  return (
    <div class={classes('govuk-summary-list__row', bare, row.classes)}>
      <dt class={classes('govuk-summary-list__key', row.key?.classes)}>{content(row.key)}</dt>
      <dd class={classes('govuk-summary-list__value', row.value?.classes)}>{content(row.value)}</dd>
      {items?.length ? (
        <dd class={classes('govuk-summary-list__actions', row.actions?.classes)}>
          {items.length === 1 && items[0] ? (
            <ActionLink action={items[0]} cardTitle={cardTitle} />
          ) : (
            <ul class="govuk-summary-list__actions-list">
              {items.map((action) => (
                <li class="govuk-summary-list__actions-list-item">
                  <ActionLink action={action} cardTitle={cardTitle} />
                </li>
              ))}
            </ul>
          )}
        </dd>
      ) : null}
    </div>
  );
}

function Card({ card, children }: { readonly card: SummaryCard; readonly children: ComponentChildren }) {
  const { title, actions } = card;
  const dress = classes('govuk-summary-card__actions', actions?.classes);
  return (
    <div {...attributes(card.attributes)} class={classes('govuk-summary-card', card.classes)}>
      <div class="govuk-summary-card__title-wrapper">
        {title ? (
          <Heading level={title.headingLevel || 2} class={classes('govuk-summary-card__title', title.classes)}>
            {content(title)}
          </Heading>
        ) : null}
        {actions?.items?.length === 1 && actions.items[0] ? (
          <div class={dress}>
            <ActionLink action={actions.items[0]} cardTitle={title} />
          </div>
        ) : actions?.items?.length ? (
          <ul class={dress}>
            {actions.items.map((action) => (
              <li class="govuk-summary-card__action">
                <ActionLink action={action} cardTitle={title} />
              </li>
            ))}
          </ul>
        ) : null}
      </div>
      <div class="govuk-summary-card__content">{children}</div>
    </div>
  );
}

/** The hidden words make the link understandable alone: "Ändra inkomster". */
function ActionLink({ action, cardTitle }: { action: SummaryAction; cardTitle: Content | undefined }) {
  return (
    <a {...attributes(action.attributes)} class={classes('govuk-link', action.classes)} href={action.href ?? ''}>
      {content(action)}
      {action.visuallyHiddenText || cardTitle ? (
        <span class="govuk-visually-hidden">
          {action.visuallyHiddenText ? ` ${action.visuallyHiddenText}` : null}
          {cardTitle ? <> ({content(cardTitle)})</> : null}
        </span>
      ) : null}
    </a>
  );
}
