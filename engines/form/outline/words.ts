import { type Bilingual, type Program, type Syntax, syntaxOf } from '@torget/feel';
import type { Form, Question } from '../types.ts';
import { ENGLISH, SWEDISH } from './phrases.ts';
import { isDay, operand, type Teller, written } from './values.ts';

/** What a condition or rule may speak of: the questions beside it (of its group) come before those of the whole form. */
export interface Spoken {
  readonly form: Form;
  readonly near?: readonly Question[];
}

/**
 * An expression of a form in words: questions by their labels, options by theirs, named conditions by what they say.
 * What has no words here stands as it is written: nothing is guessed and nothing left out.
 */
export function inWords(program: Pick<Program, 'text'>, spoken: Spoken): Bilingual {
  const { form, near = [] } = spoken;
  const all = form.pages.flatMap(({ questions }) => [
    ...questions,
    ...questions.flatMap((each) => each.questions ?? []),
  ]);
  const question = (id: string) => near.find((each) => each.id === id) ?? all.find((each) => each.id === id);
  const around = { question, form, source: program.text, inside: [] };
  const tree = syntaxOf(program.text, scopeWith(form, near));
  if (tree === undefined) return { sv: program.text, en: program.text };
  return {
    sv: said(tree, { ...around, phrases: SWEDISH, label: ({ sv }) => `”${sv}”` }),
    en: said(tree, { ...around, phrases: ENGLISH, label: ({ sv, en }) => `“${en ?? sv}”` }),
  };
}

/** The names of the form, and those of the group's own questions, of whatever type. */
function scopeWith(form: Form, near: readonly Question[]): Form['scope'] {
  return { ...form.scope, ...Object.fromEntries(near.map(({ id }) => [id, { kind: 'any' as const }])) };
}

function said(node: Syntax, teller: Teller): string {
  const { phrases } = teller;
  switch (node.kind) {
    case 'and':
    case 'or':
      return joined(node.kind, node, teller);
    case 'compare':
      return compared(node.op, node.left, node.right, teller);
    case 'in':
      return isOneOf(node.value, node.tests, teller) ?? written(node, teller);
    case 'between':
      return phrases.between(
        operand(node.value, teller),
        operand(node.low, teller, node.value),
        operand(node.high, teller, node.value),
      );
    case 'call':
      return called(node, teller);
    case 'name':
      return named(node.name, teller);
    default:
      return written(node, teller);
  }
}

function joined(kind: 'and' | 'or', { left, right }: Extract<Syntax, { kind: 'and' | 'or' }>, teller: Teller): string {
  const side = (node: Syntax) => {
    const words = said(node, teller);
    return (node.kind === 'and' || node.kind === 'or') && node.kind !== kind ? `(${words})` : words;
  };
  return `${side(left)} ${teller.phrases[kind]} ${side(right)}`;
}

/** What a named condition says, and whose text it is; undefined for another name, and inside itself. */
function conditionOf(name: string, teller: Teller): { readonly tree: Syntax; readonly own: Teller } | undefined {
  const { form, question, inside } = teller;
  const condition = form.conditions[name];
  if (condition === undefined || question(name) !== undefined || inside.includes(name)) return undefined;
  const tree = syntaxOf(condition.text, form.scope);
  return tree && { tree, own: { ...teller, source: condition.text, inside: [...inside, name] } };
}

/** A truth by its name: a condition says what it is, a question that is answered with yes. */
function named(name: string, teller: Teller): string {
  const { question, phrases, label } = teller;
  const condition = conditionOf(name, teller);
  if (condition !== undefined) return grouped(condition.tree, condition.own);
  const found = question(name);
  return found === undefined ? name : `${label(found.label)} ${phrases.is} ${phrases.yes}`;
}

function grouped(node: Syntax, teller: Teller): string {
  return node.kind === 'and' || node.kind === 'or' ? `(${said(node, teller)})` : said(node, teller);
}

/** That something is not so, in the plainest words: "is not" before "it is not so that". */
function denied(node: Syntax, teller: Teller): string {
  const { phrases, question } = teller;
  if (node.kind === 'name') {
    const condition = conditionOf(node.name, teller);
    if (condition !== undefined) return denied(condition.tree, condition.own);
    if (question(node.name) !== undefined) return `${operand(node, teller)} ${phrases.is} ${phrases.no}`;
  }
  if (node.kind === 'compare') {
    const { op, left, right } = node;
    const truth = truthOf(node);
    if (truth !== undefined && isTruth(left)) return truth ? denied(left, teller) : said(left, teller);
    if (op === '=' || op === '!=') return compared(op === '=' ? '!=' : '=', left, right, teller);
  }
  return phrases.not(grouped(node, teller));
}

/** `… = true` is true, `… = false` and `… != true` are false. */
function truthOf({ op, right }: Extract<Syntax, { kind: 'compare' }>): boolean | undefined {
  if (right.kind !== 'literal' || typeof right.value !== 'boolean' || (op !== '=' && op !== '!=')) return undefined;
  return right.value === (op === '=');
}

/** What is true or false by its form: compared with a truth, it says itself. */
function isTruth(node: Syntax): boolean {
  return ['compare', 'and', 'or', 'in', 'between'].includes(node.kind) || isCallOf(node, ['not', 'list contains']);
}

function isCallOf(node: Syntax, names: readonly string[]): boolean {
  return node.kind === 'call' && node.target.kind === 'name' && names.includes(node.target.name);
}

function compared(op: string, left: Syntax, right: Syntax, teller: Teller): string {
  const { phrases } = teller;
  if (isTruth(left) && right.kind === 'literal' && typeof right.value === 'boolean')
    return right.value === (op === '=') ? grouped(left, teller) : denied(left, teller);
  const isNone = right.kind === 'literal' && right.value === null;
  if (isNone && left.kind === 'path' && left.key === 'ref')
    return `${operand(left.source, teller)} ${op === '=' ? phrases.notFound : phrases.found}`;
  const a = operand(left, teller);
  if (isNone) return `${a} ${op === '=' ? phrases.unanswered : phrases.answered}`;
  const b = operand(right, teller, left);
  if (op === '=') return `${a} ${phrases.is} ${b}`;
  if (op === '!=') return `${a} ${phrases.isNot} ${b}`;
  const kind = isDay(left, teller) || isDay(right, teller) ? 'date' : 'number';
  const verb = { '<': phrases.less, '<=': phrases.most, '>': phrases.more, '>=': phrases.least }[op];
  return `${a} ${verb?.[kind] ?? op} ${b}`;
}

function isOneOf(value: Syntax, tests: readonly Syntax[], teller: Teller): string | undefined {
  const { phrases } = teller;
  const [first] = tests;
  const items = tests.length === 1 && first?.kind === 'list' ? first.items : tests;
  if (!items.every(({ kind }) => kind === 'literal')) return undefined;
  const words = items.map((item) => operand(item, teller, value));
  const last = words.at(-1) ?? '';
  const list = words.length < 2 ? last : `${words.slice(0, -1).join(', ')} ${phrases.or} ${last}`;
  return `${operand(value, teller)} ${phrases.is} ${list}`;
}

function called(node: Extract<Syntax, { kind: 'call' }>, teller: Teller): string {
  const { phrases } = teller;
  const name = node.target.kind === 'name' ? node.target.name : '';
  const [first, second] = node.args.map(({ value }) => value);
  if (name === 'not' && first !== undefined) return denied(first, teller);
  if (name === 'list contains' && first !== undefined && second !== undefined)
    return `${operand(first, teller)} ${phrases.contains} ${operand(second, teller, first)}`;
  if (name === 'starts with' && first !== undefined && second !== undefined)
    return `${operand(first, teller)} ${phrases.begins} ${operand(second, teller)}`;
  return operand(node, teller);
}
