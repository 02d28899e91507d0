import type { Fault } from '@torget/feel';
import { askTable } from './analysis/questions.ts';
import { faultOf } from './analysis/wording.ts';
import { graphOf } from './load.ts';
import { nameOf } from './run/graph.ts';
import type { Linked } from './run/link.ts';
import type { CompiledTable } from './run/table.ts';
import type { Typed } from './run/typed.ts';
import type { DecisionModel } from './types.ts';

/** A few examples show where a table is open; whoever closes those checks again. */
const MOST = { gaps: 3, overlaps: 20 } as const;

/**
 * Looks through the decision tables of a model (DMN 1.5, chapter 8), each by its hit policy. Every finding is a warning
 * at the rule, cell or table, with an example input:
 * - `gap`: an input that no rule answers (UNIQUE, ANY, FIRST, PRIORITY without a default output);
 * - `overlap`: two rules of a UNIQUE table that hit together, or two of an ANY table that then answer differently;
 * - `unreachable`: a rule with a condition that no value fulfils, or one that others always come before (FIRST, PRIORITY);
 * - `not-analysed`: what could not be looked into, and why.
 *
 * Columns are taken to be independent of each other unless they ask the same expression. Null counts as an input only
 * where some cell of the column names it.
 */
export function analyse(model: DecisionModel): Fault[] {
  const graph = graphOf(model);
  return (graph?.tables ?? []).flatMap((compiled) => {
    if (graph === undefined || compiled.rows.length === 0) return [];
    const { grid, findings } = askTable(compiled, MOST, declaredFor(compiled, graph));
    return findings.map((finding) => faultOf(finding, compiled, grid));
  });
}

/** The declared types of what the table's decision requires, by name. */
export function declaredFor({ file, ownerId }: CompiledTable, { nodes }: Linked): ReadonlyMap<string, Typed> {
  const owner = [...nodes.values()].find(({ unit, source }) => unit.definitions.file === file && source.id === ownerId);
  const required = owner?.kind === 'decision' || owner?.kind === 'knowledge' ? owner.requires : [];
  return new Map(
    required.flatMap((one) =>
      one.kind === 'input' || one.kind === 'decision' ? [[nameOf(one), one.typed] as const] : [],
    ),
  );
}
