import type { ComponentChildren } from 'preact';
import { Button } from './button.tsx';
import { Heading } from './heading.tsx';
import { type Attributes, attributes, classes, content, type Dressed, type Macro } from './options.ts';

type Action = Macro<{ text?: string; type?: string; href?: string; classes?: string; attributes?: Attributes }>;

export type PanelOptions = Dressed &
  Macro<{
    titleText?: string;
    titleHtml?: ComponentChildren;
    headingLevel?: number | string;
    actions?: Macro<{ items?: readonly Action[]; classes?: string; attributes?: Attributes }>;
    children?: ComponentChildren;
  }>;

/** The receipt of something done. `classes: 'govuk-panel--interruption'` asks before going on, with `actions`. */
export function Panel(options: PanelOptions) {
  const interruption = options.classes?.includes('govuk-panel--interruption');
  const body = options.children ?? content(options);
  const { actions } = options;
  return (
    <div
      {...attributes(options.attributes)}
      class={classes('govuk-panel', !interruption && 'govuk-panel--confirmation', options.classes)}
    >
      <Heading level={options.headingLevel || 1} class="govuk-panel__title">
        {options.titleHtml || options.titleText}
      </Heading>
      {body ? <div class="govuk-panel__body">{body}</div> : null}
      {interruption && actions ? (
        <div {...attributes(actions.attributes)} class={classes('govuk-panel__actions', actions.classes)}>
          {actions.items?.length ? (
            <div class="govuk-button-group">
              {actions.items.map((action) => (
                <PanelAction {...action} />
              ))}
            </div>
          ) : null}
        </div>
      ) : null}
    </div>
  );
}

function PanelAction(action: Action) {
  if (!action.href || action.type === 'button') {
    return (
      <Button
        text={action.text}
        type={action.type || 'button'}
        classes={classes('govuk-button--inverse', action.classes)}
        href={action.href}
        attributes={action.attributes}
      />
    );
  }
  return (
    <a
      {...attributes(action.attributes)}
      class={classes('govuk-link govuk-link--inverse', action.classes)}
      href={action.href}
    >
      {action.text}
    </a>
  );
}
