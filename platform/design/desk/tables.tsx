import type { ComponentChildren } from 'preact';
import { classes, type Macro } from '../components/options.ts';
import { useSpeech } from '../components/words.ts';

export type RuleRow = Macro<{
  /** Number and name. */
  rule: ComponentChildren;
  outcome: ComponentChildren;
  facts: ComponentChildren;
  law: ComponentChildren;
  /** `ask`: needs a person, and is set first; `hit`: a rule that hit. */
  kind: 'ask' | 'hit';
}>;

/** What the rules say: first what needs a person, then what hit. */
export function RuleTable({ rows }: { readonly rows: readonly RuleRow[] }) {
  const { words } = useSpeech();
  const sorted = [...rows.filter((row) => row.kind === 'ask'), ...rows.filter((row) => row.kind !== 'ask')];
  return (
    <table class="d-table d-rules">
      <thead>
        <tr>
          <th scope="col">{words('rule')}</th>
          <th scope="col">{words('outcome')}</th>
          <th scope="col">{words('facts')}</th>
          <th scope="col">{words('law')}</th>
        </tr>
      </thead>
      <tbody>
        {sorted.map((row) => (
          <tr class={`is-${row.kind}`}>
            <th scope="row">{row.rule}</th>
            <td>{row.kind === 'ask' ? <strong>{row.outcome}</strong> : row.outcome}</td>
            <td class="d-fact">{row.facts}</td>
            <td class="d-law">{row.law}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

export type DeskColumn = Macro<{
  text: ComponentChildren;
  /** Figures, set to the right. */
  numeric?: boolean;
  /** Left out on phones. */
  wide?: boolean;
  /** The heading is read out only. */
  hidden?: boolean;
}>;

export type DeskRow = Macro<{
  cells: readonly ComponentChildren[];
  /** `sum` and `total` of a computation; `ask` needs a person; `hit` has been applied. */
  kind?: 'sum' | 'total' | 'ask' | 'hit';
}>;

const kinds = { sum: 'sum', total: 'total', ask: 'is-ask', hit: 'is-hit' } as const;

/**
 * A table of the desk; the first cell heads its row. `computation` sets columns of sums to one width. `stacked` makes each
 * row a card on phones, in which the cells name themselves: for what is read row by row, not compared.
 */
export function DeskTable(props: {
  readonly columns: readonly DeskColumn[];
  readonly rows: readonly DeskRow[];
  readonly caption?: string | undefined;
  readonly computation?: boolean | undefined;
  readonly stacked?: boolean | undefined;
}) {
  const dress = (column: number) => {
    const { numeric, wide } = props.columns[column] ?? {};
    return classes(numeric && 'num', wide && !props.stacked && 'hide-s') || undefined;
  };
  const label = (column: number) => {
    const name = props.columns[column]?.text;
    return props.stacked && typeof name === 'string' ? name : undefined;
  };
  return (
    <table class={classes('d-table', props.computation && 'd-calc', props.stacked && 'd-stack')}>
      {props.caption ? <caption class="govuk-visually-hidden">{props.caption}</caption> : null}
      <thead>
        <tr>
          {props.columns.map((column, index) => (
            <th scope="col" class={dress(index)}>
              {column.hidden ? <span class="govuk-visually-hidden">{column.text}</span> : column.text}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {props.rows.map((row) => (
          <tr class={row.kind && kinds[row.kind]}>
            {row.cells.map((cell, index) =>
              index === 0 ? (
                <th scope="row">{cell}</th>
              ) : (
                <td class={dress(index)} data-label={label(index)}>
                  {cell}
                </td>
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
