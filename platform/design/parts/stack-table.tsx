import type { ComponentChildren } from 'preact';
import { Table } from '../components/table.tsx';

/**
 * A table of people and dates that becomes rows on phones. `numeric` are the columns set to the right. For figures that
 * are compared use `Table` in a `Scroll`.
 */
export function StackTable(props: {
  readonly head: readonly ComponentChildren[];
  readonly rows: readonly (readonly ComponentChildren[])[];
  readonly rowHeader?: boolean | undefined;
  readonly numeric?: readonly number[] | undefined;
  readonly caption?: string | undefined;
}) {
  const cell = (html: ComponentChildren, column: number) => ({
    html,
    format: props.numeric?.includes(column) ? 'numeric' : undefined,
  });
  return (
    <Table
      classes="t-stack"
      caption={props.caption}
      captionClasses="govuk-visually-hidden"
      firstCellIsHeader={props.rowHeader}
      head={props.head.map(cell)}
      rows={props.rows.map((row) => row.map(cell))}
    />
  );
}
