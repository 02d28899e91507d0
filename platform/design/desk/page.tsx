import type { ComponentChildren } from 'preact';

/** The body of a desk page, with its margins. What is to reach the edges, `CaseHead`, stands before it. */
export function DeskPage({ children }: { readonly children: ComponentChildren }) {
  return <div class="d-page">{children}</div>;
}

/** The page's name with its facts on one line. */
export function DeskTitle({
  title,
  children,
}: {
  readonly title: ComponentChildren;
  readonly children?: ComponentChildren;
}) {
  return (
    <div class="d-title">
      <h1>{title}</h1>
      {children ? <p>{children}</p> : null}
    </div>
  );
}

/** Work to the left, the next step to the right and in sight. In one column: where it stands, next step, the rest. */
export function Cols(props: {
  readonly children: ComponentChildren;
  readonly side: ComponentChildren;
  readonly label: string;
}) {
  return (
    <div class="d-cols">
      <div>{props.children}</div>
      <aside class="d-stick" aria-label={props.label}>
        {props.side}
      </aside>
    </div>
  );
}

/** Two halves side by side from 56 em. */
export function Split({ children }: { readonly children: ComponentChildren }) {
  return <div class="d-split">{children}</div>;
}
