import { isNumber, isTemporal, type Syntax, textOf } from '@torget/feel';
import type { Form, Question, Text } from '../types.ts';
import type { Phrases } from './phrases.ts';

/** Who tells expressions of a form in one language. */
export interface Teller {
  readonly phrases: Phrases;
  readonly label: (text: Text) => string;
  readonly question: (id: string) => Question | undefined;
  readonly form: Form;
  readonly source: string;
  /** Conditions that are being told: one that is inside itself is named and no more. */
  readonly inside: readonly string[];
}

/** As it stands in the file. */
export function written({ from, to }: Syntax, { source }: Teller): string {
  return source.slice(from, to);
}

/** Whether an operand is a point in time, as far as its form shows. */
export function isDay(node: Syntax, teller: Teller): boolean {
  if (node.kind === 'name') return ['date', 'month', 'time'].includes(teller.question(node.name)?.type ?? '');
  if (node.kind === 'path') return /datum$/.test(node.key);
  if (node.kind === 'arithmetic') return isDay(node.left, teller) || isDay(node.right, teller);
  if (node.kind === 'literal') return isTemporal(node.value);
  return node.kind === 'call' && node.target.kind === 'name' && ['today', 'now', 'date'].includes(node.target.name);
}

/** A value in words. `beside` is what it is compared with: a text may be one of its options. */
export function operand(node: Syntax, teller: Teller, beside?: Syntax): string {
  const { phrases, label, question } = teller;
  switch (node.kind) {
    case 'literal':
      return literal(node.value, teller, beside);
    case 'name': {
      const found = question(node.name);
      return found === undefined ? label(teller.form.shown[node.name]?.label ?? { sv: node.name }) : label(found.label);
    }
    case 'path': {
      const path = pathOf(node);
      if (path?.[0] === 'register') return phrases.register(path.slice(1).join('.'));
      return phrases.part(operand(node.source, teller), node.key);
    }
    case 'arithmetic':
      return `${operand(node.left, teller)} ${phrases.operators[node.op]} ${operand(node.right, teller)}`;
    case 'call':
      return computed(node, teller);
    default:
      return written(node, teller);
  }
}

function computed(node: Extract<Syntax, { kind: 'call' }>, teller: Teller): string {
  const { phrases } = teller;
  const name = node.target.kind === 'name' ? node.target.name : '';
  const [first] = node.args.map(({ value }) => value);
  if (name === 'today' && first === undefined) return phrases.today;
  if (first === undefined) return written(node, teller);
  if (name === 'count') return phrases.count(operand(first, teller));
  if (name === 'sum') return phrases.sum(operand(first, teller));
  if (name === 'date' && first.kind === 'literal') return textOf(first.value);
  const units = name === 'duration' && first.kind === 'literal' ? unitsOf(textOf(first.value)) : undefined;
  return units === undefined ? written(node, teller) : phrases.duration(units);
}

/** Years, months and days of `P1Y6M`; undefined for a duration of other units. */
function unitsOf(text: string) {
  const found = /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?$/.exec(text);
  if (found === null) return undefined;
  const [years, months, weeks, days] = found.slice(1).map((digits) => Number(digits ?? 0));
  return { years: years ?? 0, months: months ?? 0, days: (days ?? 0) + 7 * (weeks ?? 0) };
}

function literal(value: Extract<Syntax, { kind: 'literal' }>['value'], teller: Teller, beside?: Syntax): string {
  const { phrases, label, question } = teller;
  if (typeof value === 'boolean') return value ? phrases.yes : phrases.no;
  if (typeof value !== 'string') return isNumber(value) ? textOf(value).replace('.', ',') : textOf(value);
  const asked = beside?.kind === 'name' ? question(beside.name) : undefined;
  const option = asked?.options?.find(({ id }) => id === value);
  return label(option?.label ?? { sv: value });
}

/** The names of `a.b.c`; undefined where something else stands at its root. */
function pathOf(node: Syntax): readonly string[] | undefined {
  if (node.kind === 'name') return [node.name];
  if (node.kind !== 'path') return undefined;
  const source = pathOf(node.source);
  return source === undefined ? undefined : [...source, node.key];
}
