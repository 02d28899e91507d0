import type { ComponentChildren } from 'preact';
import { formatDateTime } from '#platform/text/index.ts';
import { classes } from '../components/options.ts';
import { useSpeech } from '../components/words.ts';

export interface ThreadItem {
  readonly who: ComponentChildren;
  /** Instant, RFC 3339. */
  readonly at: string;
  readonly mine?: boolean | undefined;
  readonly text: ComponentChildren;
}

/** Messages back and forth, oldest first. */
export function Thread({ items }: { readonly items: readonly ThreadItem[] }) {
  const { language } = useSpeech();
  return (
    <ol class="t-thread">
      {items.map((item) => (
        <li class={classes('t-thread__item', item.mine && 't-thread__item--mine')}>
          <p class="t-thread__who">
            <strong>{item.who}</strong>{' '}
            <time datetime={item.at}>{formatDateTime(item.at, language, { short: true })}</time>
          </p>
          <p>{item.text}</p>
        </li>
      ))}
    </ol>
  );
}
