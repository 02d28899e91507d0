import type { ComponentChildren } from 'preact';

export interface Fact {
  readonly term: ComponentChildren;
  readonly value: ComponentChildren;
}

/** Four facts under the start button: time, decision, cost, what comes out. */
export function Facts({ items }: { readonly items: readonly Fact[] }) {
  return (
    <dl class="t-facts">
      {items.map((item) => (
        <div>
          <dt>{item.term}</dt>
          <dd>{item.value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** What to have at hand before one starts. */
export function Have({ items }: { readonly items: readonly ComponentChildren[] }) {
  return (
    <ul class="t-have">
      {items.map((item) => (
        <li>{item}</li>
      ))}
    </ul>
  );
}
