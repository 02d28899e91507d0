import type { ComponentChildren } from 'preact';
import { dateBlock } from '#platform/text/index.ts';
import { classes, type Macro } from '../components/options.ts';
import { useSpeech } from '../components/words.ts';

/** What is due. `date` is a day, `YYYY-MM-DD`; the same date must stand in `about` or `left` as words. */
export type DueItem = Macro<{
  date: string;
  what: ComponentChildren;
  href: string;
  about?: ComponentChildren;
  /** Days left and the date, in lingon: `6 dagar kvar, till 27 november`. */
  left?: ComponentChildren;
  /** Someone has to act within a week, or it is late. */
  urgent?: boolean;
}>;

export function DueList({ items }: { readonly items: readonly DueItem[] }) {
  return (
    <ul class="t-due">
      {items.map((item) => (
        <li class="t-due__item">
          <DateBlock date={item.date} urgent={item.urgent} />
          <div>
            <a class="govuk-link t-due__what" href={item.href}>
              {item.what}
            </a>
            {item.about ? <span class="t-due__about">{item.about}</span> : null}
            {item.left ? <span class="t-due__left">{item.left}</span> : null}
          </div>
        </li>
      ))}
    </ul>
  );
}

/** Day and month as a block. Hidden from screen readers: the words beside it say the date. */
function DateBlock({ date, urgent }: { readonly date: string; readonly urgent: boolean | undefined }) {
  const { day, month } = dateBlock(date, useSpeech().language);
  return (
    <div class={classes('t-date', urgent && 't-date--urgent')} aria-hidden="true">
      <span class="t-date__day">{day}</span>
      <span class="t-date__month">{month}</span>
    </div>
  );
}
