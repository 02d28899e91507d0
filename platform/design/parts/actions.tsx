import type { ComponentChildren } from 'preact';

/** Something one can do. Without `href` or `control` it is closed, and `about` says why. */
export interface ActionItem {
  readonly text: ComponentChildren;
  readonly href?: string | undefined;
  /** Instead of a link: a form of its own. */
  readonly control?: ComponentChildren;
  readonly about?: ComponentChildren;
}

/** What one can do with a case. What isn't open stays, as text with its reason, never as a grey button. */
export function Actions({ items }: { readonly items: readonly ActionItem[] }) {
  return (
    <ul class="t-actions">
      {items.map((item) => (
        <li class="t-actions__item">
          {item.href ? (
            <a class="govuk-link" href={item.href}>
              {item.text}
            </a>
          ) : (
            (item.control ?? <span class="t-actions__off">{item.text}</span>)
          )}
          {item.about ? <p>{item.about}</p> : null}
        </li>
      ))}
    </ul>
  );
}

/** Actions of one kind, under its name. */
export interface ActionGroup {
  readonly title: string;
  readonly items: readonly ActionItem[];
}

/** Many things that one can do, by kind and close together: an officer finds hers without reading them all. */
export function ActionGroups({ groups }: { readonly groups: readonly ActionGroup[] }) {
  return (
    <div class="d-kinds">
      {groups.map(({ title, items }) => (
        <section>
          <h3 class="d-kinds__title">{title}</h3>
          <Actions items={items} />
        </section>
      ))}
    </div>
  );
}
