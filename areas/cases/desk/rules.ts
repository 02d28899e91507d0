import type { Trace, TracedDecision, TracedRule } from '@torget/decision';
import { decode, type FeelContext, type FeelValue, isContext, isList, isNumber, textOf } from '@torget/feel';
import { ruleText } from '#platform/letters/index.ts';
import { formatNumber, type HouseLanguage } from '#platform/text/index.ts';

/** A rule as the officer reads it: what it says, on which facts, by which law. */
export interface RuleRow {
  readonly number: number;
  readonly says: string;
  readonly outcome: string;
  readonly facts: readonly { readonly label: string; readonly value: string }[];
  readonly law: string;
  readonly hit: boolean;
  /** A person has to judge: the rule of a list of remarks speaks to the officer (annotation `Handlaggare`). */
  readonly asks: boolean;
}

/** What rules are filled from: the facts of the case as letters see them. */
export interface RuleFacts {
  /** Undefined where the version that knows their types cannot be read: then sentences stand as their author wrote them. */
  readonly context: FeelContext | undefined;
  readonly language: HouseLanguage;
  /** RFC 3339. */
  readonly instant: string;
}

function shown(value: FeelValue, language: HouseLanguage): string {
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

function sentence(decision: TracedDecision, rule: TracedRule, { context, ...facts }: RuleFacts): string {
  if (context !== undefined) return ruleText(decision, rule, { ...facts, context });
  const own = facts.language === 'en' ? rule.annotations['Reason'] : undefined;
  return (own || rule.annotations['Skal']) ?? '';
}

/** Hit policies that gather what every rule has to say; in the others one rule answers for all. */
const GATHERS: readonly (string | undefined)[] = ['RULE ORDER', 'COLLECT', 'OUTPUT ORDER'];

function row(decision: TracedDecision, rule: TracedRule, facts: RuleFacts): RuleRow {
  const { language } = facts;
  const officer = (language === 'en' ? rule.annotations['Officer'] : undefined) ?? rule.annotations['Handlaggare'];
  const outcome = Object.values(rule.outputs)
    .map((output) => shown(decode(output), language))
    .join(', ');
  return {
    number: rule.number,
    says: officer ?? (sentence(decision, rule, facts) || outcome),
    outcome,
    facts: decision.inputs.flatMap((input, index) => {
      const cell = rule.conditions[index] ?? '-';
      return cell.trim() === '-' ? [] : [{ label: input.label, value: shown(decode(input.value), language) }];
    }),
    law: rule.annotations['Lagrum'] ?? '',
    hit: rule.hit,
    asks: rule.hit && officer !== undefined && GATHERS.includes(decision.hitPolicy),
  };
}

const speaks = (rule: TracedRule) =>
  ['Handlaggare', 'Skal', 'Lagrum'].some((name) => (rule.annotations[name] ?? '') !== '');

/**
 * The rules of a trace that have something to say to a person (a reason, a law, a remark): first those that need a
 * person, then those that hit, then the rest, in the order of the model. Where no rule says anything, all of them.
 */
export function ruleRows(trace: Trace, facts: RuleFacts): RuleRow[] {
  const tables = trace.filter((decision) => decision.kind === 'table');
  const telling = tables.filter((decision) => decision.rules.some(speaks));
  const rank = (entry: RuleRow) => (entry.asks ? 0 : entry.hit ? 1 : 2);
  return (telling.length > 0 ? telling : tables)
    .flatMap((decision) =>
      decision.rules.filter((rule) => telling.length === 0 || speaks(rule)).map((rule) => row(decision, rule, facts)),
    )
    .sort((a, b) => rank(a) - rank(b));
}

export interface SumRow {
  readonly label: string;
  /** What the person applied for, where the model says so. */
  readonly asked: string;
  readonly amount: string;
  /** The rules propose another amount than the person applied for. */
  readonly differs: boolean;
  readonly total: boolean;
}

/** The computation that the decision model laid out: `rader` (or `berakning`) with `post`, `sokt`, `belopp`, `summa`. */
export function sumRows(value: FeelValue, language: HouseLanguage): SumRow[] {
  if (!isContext(value)) return [];
  const rows = [value['rader'], value['berakning']].find((entry) => entry !== undefined && isList(entry));
  if (rows === undefined || !isList(rows)) return [];
  const figure = (amount: FeelValue | undefined) =>
    amount === undefined || amount === null || !isNumber(amount) ? '' : formatNumber(textOf(amount), language);
  return rows.flatMap((entry) => {
    if (!isContext(entry) || !isNumber(entry['belopp'] ?? null)) return [];
    const label = (language === 'en' ? entry['item'] : undefined) ?? entry['post'] ?? entry['label'] ?? '';
    const asked = figure(entry['sokt']);
    const amount = figure(entry['belopp']);
    return [
      {
        label: textOf(label),
        asked,
        amount,
        differs: asked !== '' && asked !== amount,
        total: entry['summa'] === true,
      },
    ];
  });
}
