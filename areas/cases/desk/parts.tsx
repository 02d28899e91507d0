import type { ComponentChildren } from 'preact';
import { Scroll } from '#platform/design/index.ts';

/** A part of a staff page: heading, a fact beside it, a strong line over what follows. */
export function Part(props: {
  readonly id: string;
  readonly title: ComponentChildren;
  readonly note?: ComponentChildren;
  readonly children: ComponentChildren;
}) {
  return (
    <section class="d-sec" aria-labelledby={props.id}>
      <div class="d-sec__head">
        <h2 id={props.id}>{props.title}</h2>
        {props.note ? <p>{props.note}</p> : null}
      </div>
      {props.children}
    </section>
  );
}

/** The page's name with its facts on one line. */
export function Title(props: { readonly title: ComponentChildren; readonly children?: ComponentChildren }) {
  return (
    <div class="d-title">
      <h1>{props.title}</h1>
      {props.children ? <p>{props.children}</p> : null}
    </div>
  );
}

export interface TableRow {
  readonly kind?: 'ask' | 'hit' | 'sum' | 'total' | undefined;
  readonly cells: readonly ComponentChildren[];
}

const CLASSES = { ask: 'is-ask', hit: 'is-hit', sum: 'sum', total: 'total' } as const;

/** A dense table; the first cell of a row is its header. `numeric` are columns of figures. */
export function DeskTable(props: {
  readonly label: string;
  readonly head: readonly ComponentChildren[];
  readonly rows: readonly TableRow[];
  readonly numeric?: readonly number[];
  readonly rules?: boolean;
}) {
  const numeric = (column: number) => (props.numeric?.includes(column) ? 'num' : undefined);
  return (
    <Scroll label={props.label}>
      <table class={props.rules ? 'd-table d-rules' : 'd-table'}>
        <caption class="govuk-visually-hidden">{props.label}</caption>
        <thead>
          <tr>
            {props.head.map((cell, column) => (
              <th scope="col" class={numeric(column)}>
                {cell}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {props.rows.map((row) => (
            <tr class={row.kind && CLASSES[row.kind]}>
              {row.cells.map((cell, column) =>
                column === 0 ? <th scope="row">{cell}</th> : <td class={numeric(column)}>{cell}</td>,
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

/** Terms and what stands for them, in the side column. */
export function Terms({ items }: { readonly items: readonly (readonly [ComponentChildren, ComponentChildren])[] }) {
  return (
    <dl class="d-dl">
      {items.map(([term, value]) => (
        <>
          <dt>{term}</dt>
          <dd>{value}</dd>
        </>
      ))}
    </dl>
  );
}
