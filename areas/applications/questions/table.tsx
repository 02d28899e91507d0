import { cellName, optionsOf, type Question } from '@torget/form';
import type { VNode } from 'preact';
import { InputControl, Select, Table } from '#platform/design/index.ts';
import { text } from '#platform/text/index.ts';
import { errorAt, type QuestionProps, typedIn } from './asked.ts';
import { Several } from './several.tsx';
import { Words } from './words.tsx';

type Row = NonNullable<Question['rows']>[number];

const WIDTH: { readonly [type: string]: string } = { text: 'govuk-input--width-10', money: 'govuk-input--width-5' };

/** One field of the table. Its name is that of column and row: somebody who hears it knows where it stands. */
function Cell(props: QuestionProps & { readonly row: Row; readonly column: Question }): VNode {
  const { view, asked, row, column } = props;
  const { t, language } = asked.request;
  const name = cellName(view.name, row.id, column.id);
  const error = errorAt(asked, name);
  const said = `${text(column.label, language)}, ${text(row.label, language)}`;
  const value = typedIn(view, name);
  if (column.type === 'choice') {
    return (
      <Select
        id={name}
        name={name}
        label={{ text: said, classes: 'govuk-visually-hidden' }}
        errorMessage={error}
        value={value}
        items={[
          { value: '', text: t('applications.page.choose') },
          ...optionsOf(column, asked.options).map((option) => ({
            value: option.id,
            text: text(option.label, language),
          })),
        ]}
      />
    );
  }
  const unit = column.suffix === undefined ? undefined : { html: <Words text={column.suffix} language={language} /> };
  const suffix = column.type === 'money' ? { text: t('applications.page.suffix') } : unit;
  return (
    <>
      {error === undefined ? null : (
        <p id={`${name}-error`} class="govuk-error-message">
          {error.text}
        </p>
      )}
      <InputControl
        id={name}
        name={name}
        value={value}
        classes={WIDTH[column.type] ?? 'govuk-input--width-4'}
        inputmode={column.type === 'text' ? undefined : column.type === 'whole-number' ? 'numeric' : 'decimal'}
        autocomplete="off"
        suffix={suffix}
        errorMessage={error}
        describedBy={error === undefined ? undefined : `${name}-error`}
        attributes={{ 'aria-label': said }}
      />
    </>
  );
}

/** Rows that are given, one small field for each column; on a phone every row is a block with its columns under it. */
export function TableField(props: QuestionProps) {
  const { question } = props.view;
  const { language } = props.asked.request;
  const columns = question.columns ?? [];
  return (
    <Several {...props}>
      <Table
        classes="t-stack"
        firstCellIsHeader
        head={[
          { html: <span class="govuk-visually-hidden">{props.asked.request.t('applications.table.row')}</span> },
          ...columns.map((column) => ({ html: <Words text={column.label} language={language} /> })),
        ]}
        rows={(question.rows ?? []).map((row) => [
          { html: <Words text={row.label} language={language} /> },
          ...columns.map((column) => ({
            html: <Cell {...props} row={row} column={column} />,
            attributes: { 'data-label': text(column.label, language) },
          })),
        ])}
      />
    </Several>
  );
}
