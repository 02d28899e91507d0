import type { ComponentChildren } from 'preact';
import { Table } from '../components/table.tsx';

/**
 * A table of people and dates that becomes rows on phones. `numeric` are the columns set to the right; with
 * `labels` each cell of a card names itself by its column. For figures that are compared use `Table` in a `Scroll`.
 */
export function StackTable(props: {
  readonly head: readonly ComponentChildren[];
  readonly rows: readonly (readonly ComponentChildren[])[];
  readonly rowHeader?: boolean | undefined;
  readonly numeric?: readonly number[] | undefined;
  readonly caption?: string | undefined;
  readonly labels?: boolean | undefined;
}) {
  const cell = (html: ComponentChildren, column: number) => ({
    html,
    format: props.numeric?.includes(column) ? 'numeric' : undefined,
  });
  const labelled = (html: ComponentChildren, column: number) => {
    const label = props.labels && column > 0 ? props.head[column] : undefined;
    return { ...cell(html, column), ...(typeof label === 'string' ? { attributes: { 'data-label': label } } : {}) };
  };
  return (
    <Table
      classes="t-stack"
      caption={props.caption}
      captionClasses="govuk-visually-hidden"
      firstCellIsHeader={props.rowHeader}
      head={props.head.map(cell)}
      rows={props.rows.map((row) => row.map(labelled))}
    />
  );
}
