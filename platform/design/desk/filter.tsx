import type { ComponentChildren } from 'preact';
import type { Macro } from '../components/options.ts';

type FilterFieldOptions = Macro<{ id: string; name: string; label: string; value?: string }>;

/** A row of filters: a plain form, by GET, so that a filtered list has an address. */
export function Filter(props: {
  readonly action: string;
  readonly button: string;
  readonly children: ComponentChildren;
  /** After the button, to the right. */
  readonly more?: ComponentChildren;
}) {
  return (
    <form class="d-filter" action={props.action} method="get">
      {props.children}
      <button class="govuk-button govuk-button--secondary" type="submit">
        {props.button}
      </button>
      {props.more}
    </form>
  );
}

export function FilterSelect(
  props: FilterFieldOptions & { readonly options: readonly { readonly value: string; readonly text: string }[] },
) {
  return (
    <div>
      <label class="govuk-label" for={props.id}>
        {props.label}
      </label>
      <select class="govuk-select" id={props.id} name={props.name}>
        {props.options.map((option) => (
          <option value={option.value} selected={option.value === props.value}>
            {option.text}
          </option>
        ))}
      </select>
    </div>
  );
}

export function FilterInput(props: FilterFieldOptions) {
  return (
    <div>
      <label class="govuk-label" for={props.id}>
        {props.label}
      </label>
      <input
        class="govuk-input"
        id={props.id}
        name={props.name}
        type="search"
        value={props.value}
        maxlength={200}
        autocomplete="off"
      />
    </div>
  );
}

/** A day, in the browser's own way of giving one; `YYYY-MM-DD` without any. */
export function FilterDate(props: FilterFieldOptions) {
  return (
    <div>
      <label class="govuk-label" for={props.id}>
        {props.label}
      </label>
      <input class="govuk-input" id={props.id} name={props.name} type="date" value={props.value} />
    </div>
  );
}
