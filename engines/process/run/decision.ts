import { type FeelContext, type FeelValue, isContext, isList } from '@torget/feel';
import type { Node } from '../model.ts';
import { refuse } from './run.ts';

/**
 * How Camunda 7 makes a variable of the rows that a decision gives (process.md §4.2, mapDecisionResult). What does not
 * fit, several rows or columns where one value is wanted, is a fault.
 */
export function mapped(node: Node, output: FeelContext | undefined): FeelContext {
  const { mapping, resultVariable } = node.decision ?? {};
  const rows = rowsOf(output?.['decisionResult'] ?? []);
  if (mapping === undefined || resultVariable === undefined) return {};
  return { [resultVariable]: RESULTS[mapping](rows, node) };
}

const RESULTS: {
  readonly [kind in NonNullable<NonNullable<Node['decision']>['mapping']>]: (
    rows: readonly FeelContext[],
    node: Node,
  ) => FeelValue;
} = {
  singleEntry(rows, node) {
    const [row, ...others] = rows;
    if (others.length > 0) unfit(node);
    return row === undefined ? null : entry(row, node);
  },
  singleResult: (rows, node) => (rows.length > 1 ? unfit(node) : (rows[0] ?? null)),
  collectEntries: (rows, node) => rows.map((row) => entry(row, node)),
  resultList: (rows) => rows,
};

function entry(row: FeelContext, node: Node): FeelValue {
  const values = Object.values(row);
  return values.length > 1 ? unfit(node) : (values[0] ?? null);
}

function rowsOf(value: FeelValue): readonly FeelContext[] {
  return isList(value) ? value.filter(isContext) : isContext(value) ? [value] : [];
}

function unfit(node: Node): never {
  return refuse(
    'result-mapping',
    {
      sv: 'Beslutets resultat har fler rader eller kolumner än steget kan ta emot.',
      en: 'The result of the decision has more rows or columns than the step can take.',
    },
    node.id,
  );
}
