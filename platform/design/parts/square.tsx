import type { ComponentChildren } from 'preact';

/** The top of the start page: the question, the search under it, and beside it what is due. First on its page. */
export function Square(props: {
  readonly ask: string;
  readonly children: ComponentChildren;
  readonly aside?: ComponentChildren;
}) {
  return (
    <div class="t-square">
      <div>
        <h1 class="t-square__ask">{props.ask}</h1>
        {props.children}
      </div>
      {props.aside}
    </div>
  );
}

/** Life events: plain links with three words each. */
export function Events(props: {
  readonly items: readonly {
    readonly text: ComponentChildren;
    readonly href: string;
    readonly about: ComponentChildren;
  }[];
}) {
  return (
    <ul class="t-events">
      {props.items.map((item) => (
        <li>
          <a class="govuk-link" href={item.href}>
            {item.text}
          </a>
          <span>{item.about}</span>
        </li>
      ))}
    </ul>
  );
}
