import type { ComponentChildren } from 'preact';
import { formatDate } from '#platform/text/index.ts';
import { classes } from '../components/options.ts';
import { useSpeech } from '../components/words.ts';

export interface InboxItem {
  readonly from: ComponentChildren;
  /** When it came: a day or an instant. */
  readonly at: string;
  readonly subject: ComponentChildren;
  readonly href: string;
  readonly unread?: boolean | undefined;
}

/** Letters, newest first. What is unread has a dot, bold text, and says so. */
export function InboxList({ items }: { readonly items: readonly InboxItem[] }) {
  const { language, words } = useSpeech();
  return (
    <ul class="t-inbox">
      {items.map((item) => (
        <li class={classes('t-inbox__item', item.unread && 't-inbox__item--unread')}>
          <div class="t-inbox__body">
            <span class="t-inbox__from">
              <span>{item.from}</span>
              <time datetime={item.at}>{formatDate(item.at, language, { short: true })}</time>
            </span>
            <a class="govuk-link t-inbox__subject" href={item.href}>
              {item.subject}
              {item.unread ? <span class="govuk-visually-hidden">, {words('unread')}</span> : null}
            </a>
          </div>
        </li>
      ))}
    </ul>
  );
}
