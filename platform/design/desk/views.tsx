import type { Macro } from '../components/options.ts';

export type View = Macro<{ text: string; href: string; count?: number | string; current?: boolean; urgent?: boolean }>;

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
