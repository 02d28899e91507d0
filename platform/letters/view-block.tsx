import type { ComponentChildren, VNode } from 'preact';
import { Whole } from '#platform/design/index.ts';
import { isOwnPath, type LetterBlock, type LetterInline, type LetterInlines, type LetterSum } from './model.ts';

/** One block of a letter. `lead` sets the first paragraph larger: the answer comes first. */
export function LetterBlockView({ block, lead }: { block: LetterBlock; lead: boolean }): VNode {
  switch (block.kind) {
    case 'heading':
      return block.level === 2 ? (
        <h2 class="govuk-heading-m">{inline(block.content)}</h2>
      ) : (
        <h3 class="govuk-heading-s">{inline(block.content)}</h3>
      );
    case 'paragraph':
      return <p class={lead ? 'govuk-body-l' : 'govuk-body'}>{inline(block.content)}</p>;
    case 'list': {
      const items = block.items.map((item) => <li>{inline(item)}</li>);
      return block.ordered ? (
        <ol class="govuk-list govuk-list--number">{items}</ol>
      ) : (
        <ul class="govuk-list govuk-list--bullet">{items}</ul>
      );
    }
    case 'table':
      return <DataTable block={block} />;
    case 'computation':
      return <Computation caption={block.caption} rows={block.rows} />;
    case 'outcome':
      return <Outcome rows={block.rows} />;
    case 'signature':
      return (
        <div class="t-sign">
          {block.lines.map((line) => (
            <p>{line}</p>
          ))}
          {block.stamp && <p class="t-stamp">{block.stamp}</p>}
        </div>
      );
  }
}

function inline(content: LetterInlines): ComponentChildren {
  return content.map((part) => inlinePart(part));
}

function inlinePart(part: LetterInline): ComponentChildren {
  switch (part.kind) {
    case 'text':
      return <Whole text={part.text} />;
    case 'strong':
      return <strong>{inline(part.content)}</strong>;
    case 'break':
      return <br />;
    case 'link':
      // A stored letter is data: its links are checked again before a browser gets them.
      if (!isOwnPath(part.to)) return inline(part.content);
      return (
        <a class="govuk-link" href={part.to}>
          {inline(part.content)}
        </a>
      );
  }
}

function DataTable({ block }: { block: Extract<LetterBlock, { kind: 'table' }> }): VNode {
  const numeric = (column: number) => block.align[column] === 'right';
  const cell = (name: string, column: number) =>
    `govuk-table__${name}${numeric(column) ? ` govuk-table__${name}--numeric` : ''}`;
  return (
    <table class="govuk-table">
      <thead class="govuk-table__head">
        <tr class="govuk-table__row">
          {block.head.map((content, column) => (
            <th scope="col" class={cell('header', column)}>
              {inline(content)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody class="govuk-table__body">
        {block.rows.map((row) => (
          <tr class="govuk-table__row">
            {row.map((content, column) => (
              <td class={cell('cell', column)}>{inline(content)}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Computation({ caption, rows }: { caption: string; rows: readonly LetterSum[] }): VNode {
  return (
    <table class="govuk-table t-sums">
      <caption class="govuk-visually-hidden">{caption}</caption>
      <tbody class="govuk-table__body">
        {rows.map((row) => (
          <tr class={row.total ? 'govuk-table__row t-sumrow' : 'govuk-table__row'}>
            <th scope="row" class="govuk-table__header">
              {row.label}
            </th>
            <td class="govuk-table__cell govuk-table__cell--numeric">{row.amount}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Outcome({ rows }: { rows: readonly LetterSum[] }): VNode {
  return (
    <div class="t-outcome">
      {rows.map((row) => (
        <div class={row.total ? 't-outcome__row t-outcome__row--total' : 't-outcome__row'}>
          {row.total ? <strong>{row.label}</strong> : <span>{row.label}</span>}
          <span class="t-outcome__sum">{row.amount}</span>
        </div>
      ))}
    </div>
  );
}
