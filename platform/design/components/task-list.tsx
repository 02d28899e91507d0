import {
  type Attributes,
  attributes,
  type Content,
  classes,
  content,
  type Dressed,
  type Macro,
  present,
} from './options.ts';
import { Tag } from './tag.tsx';

export type TaskListItem = Macro<{
  title?: Dressed;
  hint?: Content;
  status?: Content & Macro<{ tag?: Dressed; classes?: string }>;
  href?: string;
  classes?: string;
}>;

export type TaskListOptions = Macro<{
  items?: readonly (TaskListItem | null | undefined | false | '')[];
  idPrefix?: string;
  classes?: string;
  attributes?: Attributes;
}>;

export function TaskList(options: TaskListOptions) {
  const prefix = options.idPrefix || 'task-list';
  return (
    <ul {...attributes(options.attributes)} class={classes('govuk-task-list', options.classes)}>
      {options.items?.map((item, index) => item && <Task item={item} id={`${prefix}-${index + 1}`} />)}
    </ul>
  );
}

function Task({ item, id }: { readonly item: TaskListItem; readonly id: string }) {
  const { title, hint, status } = item;
  const described = classes(hint && `${id}-hint`, `${id}-status`);
  return (
    <li class={classes('govuk-task-list__item', item.href && 'govuk-task-list__item--with-link', item.classes)}>
      <div class="govuk-task-list__name-and-hint">
        {item.href ? (
          <a
            class={classes('govuk-link govuk-task-list__link', title?.classes)}
            href={item.href}
            aria-describedby={described}
          >
            {content(title)}
          </a>
        ) : (
          <div {...present({ class: title?.classes })}>{content(title)}</div>
        )}
        {hint ? (
          <div id={`${id}-hint`} class="govuk-task-list__hint">
            {content(hint)}
          </div>
        ) : null}
      </div>
      <div class={classes('govuk-task-list__status', status?.classes)} id={`${id}-status`}>
        {status?.tag ? <Tag {...status.tag} /> : content(status)}
      </div>
    </li>
  );
}
