import type { ComponentChildren } from 'preact';
import { formatDate } from '#platform/text/index.ts';
import { classes } from '../components/options.ts';
import { useSpeech } from '../components/words.ts';

export interface NewsItem {
  readonly date: string;
  readonly text: ComponentChildren;
  readonly href?: string | undefined;
}

/** What is new in the town, newest first. */
export function News({ items }: { readonly items: readonly NewsItem[] }) {
  const { language } = useSpeech();
  return (
    <ul class="t-news">
      {items.map((item) => (
        <li>
          <time datetime={item.date}>{formatDate(item.date, language, { short: true })}</time>
          <div>
            {item.href ? (
              <a class="govuk-link" href={item.href}>
                {item.text}
              </a>
            ) : (
              item.text
            )}
          </div>
        </li>
      ))}
    </ul>
  );
}

/** Something that disturbs, or that nothing does: a heading sentence and what one needs to know. */
export function Disturb(props: {
  readonly title: string;
  readonly children?: ComponentChildren;
  /** Nothing is wrong. */
  readonly fine?: boolean;
}) {
  const { title, children } = props;
  return (
    <div class={classes('t-disturb', props.fine && 't-disturb--fine')}>
      <p>{title}</p>
      {children ? <p>{children}</p> : null}
    </div>
  );
}

/** Two sections side by side from 60 em: what is new, and what is out of order. */
export function Now({ children }: { readonly children: ComponentChildren }) {
  return <div class="t-section t-now">{children}</div>;
}
