import type { ComponentChildren } from 'preact';
import type { Macro } from '../components/options.ts';

export type SearchOptions = Macro<{
  /** Where the question goes, by GET, as `q`. */
  action: string;
  label: ComponentChildren;
  button: string;
  id?: string;
  value?: string;
  /** "Andra söker:" and what they search for. */
  also?: { readonly label: string; readonly links: readonly { readonly text: string; readonly href: string }[] };
}>;

/** The one search field that understands everyday words. */
export function Search(props: SearchOptions) {
  const id = props.id ?? 'sok';
  return (
    <>
      <search>
        <form action={props.action}>
          <label class="t-search__label" for={id}>
            {props.label}
          </label>
          <div class="t-search__row">
            <input
              class="t-search__input"
              id={id}
              name="q"
              type="search"
              value={props.value}
              autocomplete="off"
              maxlength={200}
            />
            <button class="t-search__button" type="submit">
              {props.button}
            </button>
          </div>
        </form>
      </search>
      {props.also?.links.length ? (
        <ul class="t-search__also">
          <li>{props.also.label}</li>
          {props.also.links.map((link) => (
            <li>
              <a class="govuk-link" href={link.href}>
                {link.text}
              </a>
            </li>
          ))}
        </ul>
      ) : null}
    </>
  );
}
