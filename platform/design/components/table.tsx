import { type Attributes, attributes, classes, content, type Dressed, type Macro, present } from './options.ts';

export type TableCell = Dressed &
  Macro<{ format?: 'numeric' | string; colspan?: number | string; rowspan?: number | string }>;

export type TableOptions = Macro<{
  caption?: string;
  captionClasses?: string;
  head?: readonly TableCell[];
  rows?: readonly (readonly TableCell[] | null | undefined | false)[];
  firstCellIsHeader?: boolean;
  classes?: string;
  attributes?: Attributes;
}>;

export function Table(options: TableOptions) {
  return (
    <table {...attributes(options.attributes)} class={classes('govuk-table', options.classes)}>
      {options.caption ? (
        <caption class={classes('govuk-table__caption', options.captionClasses)}>{options.caption}</caption>
      ) : null}
      {options.head ? (
        <thead class="govuk-table__head">
          <tr class="govuk-table__row">
            {options.head.map((cell) => (
              <th {...spans(cell)} scope="col" class={dress('header', cell)}>
                {content(cell)}
              </th>
            ))}
          </tr>
        </thead>
      ) : null}
      <tbody class="govuk-table__body">
        {options.rows?.map(
          (row) =>
            row && (
              <tr class="govuk-table__row">
                {row.map((cell, index) =>
                  index === 0 && options.firstCellIsHeader ? (
                    <th {...spans(cell)} scope="row" class={classes('govuk-table__header', cell.classes)}>
                      {content(cell)}
                    </th>
                  ) : (
                    <td {...spans(cell)} class={dress('cell', cell)}>
                      {content(cell)}
                    </td>
                  ),
                )}
              </tr>
            ),
        )}
      </tbody>
    </table>
  );
}

const dress = (kind: 'header' | 'cell', cell: TableCell) =>
  classes(`govuk-table__${kind}`, cell.format && `govuk-table__${kind}--${cell.format}`, cell.classes);

const spans = (cell: TableCell) => ({
  ...attributes(cell.attributes),
  ...present({
    colspan: cell.colspan,
    rowspan: cell.rowspan,
  }),
});
