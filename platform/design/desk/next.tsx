import type { ComponentChildren } from 'preact';
import { useSpeech } from '../components/words.ts';

/** The next step: one primary button, the other ways, and why what is closed is not open yet. */
export function Next(props: {
  readonly id: string;
  readonly title: ComponentChildren;
  readonly lead?: ComponentChildren;
  readonly children?: ComponentChildren;
  /** Under the buttons: why "Besluta" is not open yet. */
  readonly closed?: ComponentChildren;
}) {
  return (
    <section class="d-next" aria-labelledby={props.id}>
      <h2 id={props.id}>{props.title}</h2>
      {props.lead ? <p>{props.lead}</p> : null}
      {props.children}
      {props.closed ? <p class="d-next__closed">{props.closed}</p> : null}
    </section>
  );
}

/** Buttons under each other, each with a word on what happens. */
export function Steps(props: {
  readonly items: readonly { readonly control: ComponentChildren; readonly note?: ComponentChildren }[];
}) {
  return (
    <ul class="d-steps">
      {props.items.map((item) => (
        <li>
          {item.control}
          {item.note ? <div class="d-steps__note">{item.note}</div> : null}
        </li>
      ))}
    </ul>
  );
}

export interface MissingItem {
  readonly text: ComponentChildren;
  readonly done: boolean;
  readonly note?: ComponentChildren;
}

/** What must be done before the decision. */
export function Missing({ items }: { readonly items: readonly MissingItem[] }) {
  const { words } = useSpeech();
  return (
    <ul class="d-missing">
      {items.map((item) => (
        <li class={item.done ? 'is-ok' : 'is-open'}>
          <span class="govuk-visually-hidden">{words(item.done ? 'success' : 'missing')}: </span>
          {item.text}
          {item.note ? <small>{item.note}</small> : null}
        </li>
      ))}
    </ul>
  );
}
