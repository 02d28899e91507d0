import type { Trace, TracedDecision, TracedRule } from '@torget/decision';
import { decode, type FeelValue, isContext, isList, isNumber, textOf } from '@torget/feel';
import { formatNumber, type Language } from '#platform/text/index.ts';

/** A rule as the officer reads it: what it says, on which facts, by which law. */
export interface RuleRow {
  readonly id: string;
  readonly number: number;
  readonly says: string;
  readonly outcome: string;
  readonly facts: readonly { readonly label: string; readonly value: string }[];
  readonly law: string;
  readonly hit: boolean;
  /** A person has to judge: the rule speaks to the officer (annotation `Handlaggare`). */
  readonly asks: boolean;
}

export interface RuleTable {
  readonly id: string;
  readonly name: string;
  readonly rows: readonly RuleRow[];
}

function shown(value: FeelValue, language: Language): string {
  if (value === null) return '–';
  if (isNumber(value)) return formatNumber(textOf(value), language);
  if (typeof value === 'boolean') return language === 'sv' ? (value ? 'ja' : 'nej') : value ? 'yes' : 'no';
  if (isList(value)) return value.map((item) => shown(item, language)).join(', ');
  if (isContext(value))
    return Object.entries(value)
      .map(([name, inner]) => `${name} ${shown(inner, language)}`)
      .join(', ');
  return textOf(value);
}

function row(decision: TracedDecision, rule: TracedRule, language: Language): RuleRow {
  const note = (sv: string, en: string) =>
    (language === 'en' ? rule.annotations[en] : undefined) ?? rule.annotations[sv];
  const officer = note('Handlaggare', 'Officer');
  const outcome = Object.values(rule.outputs)
    .map((output) => shown(decode(output), language))
    .join(', ');
  const facts = decision.inputs.flatMap((input, index) => {
    const cell = rule.conditions[index] ?? '-';
    return cell.trim() === '-' ? [] : [{ label: input.label, value: shown(decode(input.value), language) }];
  });
  return {
    id: `${decision.id}-${rule.number}`,
    number: rule.number,
    says: officer ?? note('Skal', 'Reason') ?? outcome,
    outcome,
    facts,
    law: rule.annotations['Lagrum'] ?? '',
    hit: rule.hit,
    asks: rule.hit && officer !== undefined,
  };
}

/** The decision tables of a trace: rules that need a person first, then those that hit, then the rest. */
export function ruleTables(trace: Trace, language: Language): RuleTable[] {
  const rank = (entry: RuleRow) => (entry.asks ? 0 : entry.hit ? 1 : 2);
  return trace
    .filter((decision) => decision.kind === 'table')
    .map((decision) => ({
      id: decision.id,
      name: decision.name,
      rows: decision.rules
        .map((rule) => row(decision, rule, language))
        .sort((a, b) => rank(a) - rank(b) || a.number - b.number),
    }));
}

export interface SumRow {
  readonly label: string;
  readonly amount: string;
  readonly total: boolean;
}

/** The computation that the decision model laid out: `rader` (or `berakning`) with `post`, `belopp`, `summa`. */
export function sumRows(value: FeelValue, language: Language): SumRow[] {
  if (!isContext(value)) return [];
  const rows = [value['rader'], value['berakning']].find((entry) => entry !== undefined && isList(entry));
  if (rows === undefined || !isList(rows)) return [];
  return rows.flatMap((entry) => {
    if (!isContext(entry) || !isNumber(entry['belopp'] ?? null)) return [];
    const label = (language === 'en' ? entry['item'] : undefined) ?? entry['post'] ?? entry['label'] ?? '';
    return [
      {
        label: textOf(label),
        amount: formatNumber(textOf(entry['belopp'] ?? null), language),
        total: entry['summa'] === true,
      },
    ];
  });
}
