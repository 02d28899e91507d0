import type { ComponentChildren } from 'preact';
import type { Macro } from '../components/options.ts';
import { useSpeech } from '../components/words.ts';
import { Key } from '../parts/key.tsx';

export type View = Macro<{ text: string; href: string; count?: number; current?: boolean; urgent?: boolean }>;

/** Saved views with their counts. */
export function Views({ label, items }: { readonly label: string; readonly items: readonly View[] }) {
  return (
    <nav aria-label={label}>
      <ul class="d-views">
        {items.map((view) => (
          <li class={view.urgent ? 'is-urgent' : undefined}>
            <a href={view.href} aria-current={view.current ? 'true' : undefined}>
              {view.text} {view.count === undefined ? null : <b>{view.count}</b>}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** Keys that work here, said on the page. They need scripts: show them only where an island makes them work. */
export function Keys(props: {
  readonly items: readonly { readonly keys: readonly string[]; readonly text: ComponentChildren }[];
}) {
  const { words } = useSpeech();
  return (
    <ul class="d-keys" aria-label={words('keys')}>
      {props.items.map((item) => (
        <li>
          {item.keys.map((key) => (
            <Key>{key}</Key>
          ))}{' '}
          {item.text}
        </li>
      ))}
    </ul>
  );
}
