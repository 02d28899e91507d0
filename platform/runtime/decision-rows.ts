import type { DecisionResult } from '@torget/decision';
import { decode, type FeelContext, type FeelValue } from '@torget/feel';

/** One context for each rule that hit, as Camunda 7 gives them: a cell without an entry is left out (process.md §4.2). */
export function rowsOf({ value, trace }: DecisionResult): FeelValue {
  const asked = trace.at(-1);
  if (asked === undefined) return [];
  // An aggregation, like an expression, gives one value, whatever rules hit.
  if (asked.kind !== 'table' || AGGREGATES.test(asked.hitPolicy ?? '')) {
    return value === null ? [] : [{ [asked.name]: value }];
  }
  return asked.rules
    .filter(({ hit }) => hit)
    .map(({ outputs }) => {
      const cells = Object.entries(outputs).map(([name, stored]) => [name, decode(stored)] as const);
      return Object.fromEntries(cells.filter(([, cell]) => cell !== null)) as FeelContext;
    });
}

const AGGREGATES = /^C[+<>#]|SUM|MIN|MAX|COUNT/;
