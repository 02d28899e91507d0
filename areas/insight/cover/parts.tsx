import type { ComponentChildren } from 'preact';
import type { Catalogue } from '#areas/catalogue/index.ts';
import type { Language, Texts } from '#platform/text/index.ts';
import type { Town } from '#platform/town/index.ts';

/** Who the cover speaks to: in which words, of which municipality. */
export interface Cover {
  readonly t: Texts;
  readonly language: Language;
  readonly town: Town;
  readonly catalogue: Pick<Catalogue, 'find'>;
}

/** What is said of one thing: each label with its value. */
export function Rows({ rows }: { readonly rows: readonly (readonly [label: string, value: ComponentChildren])[] }) {
  return (
    <dl>
      {rows.map(([label, value]) => (
        <div>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

export function List({ items }: { readonly items: readonly string[] }) {
  return (
    <ul>
      {items.map((item) => (
        <li>{item}</li>
      ))}
    </ul>
  );
}
