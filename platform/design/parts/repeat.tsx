import type { ComponentChildren } from 'preact';

/** A submit button that looks like a link: change, remove. `about` is read out only: " inkomst 1, lön". */
export function LinkButton(props: {
  readonly name?: string | undefined;
  readonly value?: string | undefined;
  readonly about?: string | undefined;
  readonly children: ComponentChildren;
}) {
  return (
    <button class="t-as-link" type="submit" name={props.name} value={props.value}>
      {props.children}
      {props.about ? <span class="govuk-visually-hidden"> {props.about}</span> : null}
    </button>
  );
}

export interface AddedEntry {
  readonly title: ComponentChildren;
  /** What is counted, in a column of its own. */
  readonly amount?: ComponentChildren;
  /** Change and remove: links, or `LinkButton`s of the form around. */
  readonly actions?: ComponentChildren;
}

/** Ready entries of a repeated group, one row each. */
export function Added({ entries }: { readonly entries: readonly AddedEntry[] }) {
  return (
    <>
      {entries.map((entry) => (
        <dl class="t-added">
          <dt>{entry.title}</dt>
          <dd>{entry.amount}</dd>
          {entry.actions ? <dd class="t-added__do">{entry.actions}</dd> : null}
        </dl>
      ))}
    </>
  );
}

/** The entry being written, under its heading: only this one is open. */
export function Repeat({
  title,
  children,
}: {
  readonly title: ComponentChildren;
  readonly children: ComponentChildren;
}) {
  return (
    <div class="t-repeat">
      <div class="t-repeat__item">
        <fieldset class="govuk-fieldset">
          <legend class="t-repeat__head">{title}</legend>
          {children}
        </fieldset>
      </div>
    </div>
  );
}
