import type { ComponentChildren } from 'preact';
import { formatDateTime } from '#platform/text/index.ts';
import { useSpeech } from '../components/words.ts';
import type { Fact } from '../parts/facts.tsx';

/** The application as it was sent: question and answer on a row. */
export function Said({ items }: { readonly items: readonly Fact[] }) {
  return (
    <dl class="d-said">
      {items.map((item) => (
        <div>
          <dt>{item.term}</dt>
          <dd>{item.value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Facts of parties and clocks in two columns. */
export function Dl({ items }: { readonly items: readonly Fact[] }) {
  return (
    <dl class="d-dl">
      {items.map((item) => (
        <>
          <dt>{item.term}</dt>
          <dd>{item.value}</dd>
        </>
      ))}
    </dl>
  );
}

export interface TimeLineItem {
  /** Instant, RFC 3339. */
  readonly at: string;
  readonly text: ComponentChildren;
  /** Words under it. */
  readonly note?: ComponentChildren;
  /** What can be done with it: forms. */
  readonly after?: ComponentChildren;
}

/** What has happened, newest first. */
export function TimeLine({ items }: { readonly items: readonly TimeLineItem[] }) {
  const { language } = useSpeech();
  return (
    <ol class="d-time">
      {items.map((item) => (
        <li>
          <time datetime={item.at}>{formatDateTime(item.at, language, { short: true })}</time>
          <div>
            {item.text}
            {item.note ? <small>{item.note}</small> : null}
            {item.after}
          </div>
        </li>
      ))}
    </ol>
  );
}
