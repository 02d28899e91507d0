import { compile, decimal, type FeelValue } from '@torget/feel';
import type { Table } from '../read/model.ts';
import { type Hit, type OutputColumn, rank, sameHit, valueOfHit } from './outputs.ts';
import type { Session } from './session.ts';

/** What the rules that hit amount to under the table's hit policy (DMN 1.5, 8.2.8 and 8.2.9). */
export function settle(
  table: Table,
  hits: readonly Hit[],
  outputs: readonly OutputColumn[],
  fallback: () => Hit | undefined,
  session: Session,
): FeelValue {
  const many = ['COLLECT', 'RULE ORDER', 'OUTPUT ORDER'].includes(table.hitPolicy);
  if (hits.length === 0) {
    const otherwise = fallback();
    if (otherwise !== undefined) return valueOfHit(otherwise, outputs);
    if (many && table.aggregation === 'COUNT') return decimal(0);
    return many && table.aggregation === undefined ? [] : null;
  }
  if (table.hitPolicy === 'COLLECT' && table.aggregation !== undefined) return aggregate(table, hits, outputs, session);
  const ordered = ['PRIORITY', 'OUTPUT ORDER'].includes(table.hitPolicy) ? byPriority(hits, outputs, session) : hits;
  if (many) return ordered.map((hit) => valueOfHit(hit, outputs));
  const [first = []] = ordered;
  if (table.hitPolicy === 'UNIQUE' && hits.length > 1) {
    return session.warn(table.id, 'hit-policy', `${hits.length} rules hit a table that allows one`);
  }
  if (table.hitPolicy === 'ANY' && hits.some((hit) => !sameHit(hit, first))) {
    return session.warn(table.id, 'hit-policy', 'the rules that hit do not agree');
  }
  return valueOfHit(first, outputs);
}

/** Column by column, the order of the output values decides; equal hits keep the order of the rules. */
function byPriority(hits: readonly Hit[], outputs: readonly OutputColumn[], session: Session): readonly Hit[] {
  const ranks = new Map(
    hits.map((hit) => [hit, outputs.map((column, index) => rank(hit[index] ?? null, column, session))]),
  );
  return hits.toSorted((a, b) => {
    const [left = [], right = []] = [ranks.get(a), ranks.get(b)];
    const decides = left.findIndex((value, index) => value !== right[index]);
    return decides < 0 ? 0 : (left[decides] ?? 0) - (right[decides] ?? 0);
  });
}

const FUNCTIONS = { SUM: 'sum', MIN: 'min', MAX: 'max', COUNT: 'count' } as const;

/** Aggregates each output column; `#` counts the rules. */
function aggregate(table: Table, hits: readonly Hit[], outputs: readonly OutputColumn[], session: Session): FeelValue {
  if (table.aggregation === undefined) return null;
  if (table.aggregation === 'COUNT') return decimal(hits.length);
  const program = compile(`${FUNCTIONS[table.aggregation]}(values)`);
  if (!program.ok) return null;
  const totals = outputs.map((_, index) => {
    return session.run(program.value, { values: hits.map((hit) => hit[index] ?? null) }, table.id);
  });
  return valueOfHit(totals, outputs);
}
