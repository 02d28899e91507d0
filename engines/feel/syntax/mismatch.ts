import type { Bilingual } from '../fault.ts';
import type { FeelType } from '../types.ts';
import type { ArithmeticOperator, CompareOperator } from './ast.ts';

/** Combinations of known types that can only give null. An unknown type is never a mismatch. */

function known(type: FeelType): boolean {
  return type.kind !== 'any' && type.kind !== 'null';
}

const UNORDERED: readonly string[] = ['boolean', 'list', 'context', 'function', 'range'];

export function comparesToNull(op: CompareOperator, a: FeelType, b: FeelType): boolean {
  if (!known(a) || !known(b)) return false;
  return a.kind !== b.kind || (op !== '=' && op !== '!=' && UNORDERED.includes(a.kind));
}

export function calculatesToNull(op: ArithmeticOperator, a: FeelType, b: FeelType): boolean {
  if (!known(a) || !known(b)) return false;
  if (UNORDERED.includes(a.kind) || UNORDERED.includes(b.kind)) return true;
  const texts = [a, b].filter(({ kind }) => kind === 'string').length;
  return texts === 1 || (texts === 2 && op !== '+');
}

export function isNoTruth(type: FeelType): boolean {
  return known(type) && type.kind !== 'boolean';
}

const SWEDISH: { readonly [kind: string]: string } = {
  number: 'tal',
  string: 'text',
  boolean: 'sant/falskt',
  date: 'datum',
  time: 'klockslag',
  'date and time': 'datum med tid',
  'days and time duration': 'tidslängd',
  'years and months duration': 'tidslängd i månader',
  list: 'lista',
  context: 'sammansatt värde',
  range: 'intervall',
  function: 'funktion',
};

/** Words for two operands that never fit. */
export function mismatch(
  op: string,
  a: FeelType,
  b: FeelType,
): { readonly message: Bilingual; readonly advice: Bilingual } {
  const list = a.kind === 'list' || b.kind === 'list';
  return {
    message: {
      sv: `»${op}« mellan ${SWEDISH[a.kind] ?? a.kind} och ${SWEDISH[b.kind] ?? b.kind} ger alltid null.`,
      en: `“${op}” between ${a.kind} and ${b.kind} is always null.`,
    },
    advice: list
      ? {
          sv: 'Välj ett element, till exempel lista[1], eller räkna med sum(…).',
          en: 'Pick an element, for instance list[1], or use sum(…).',
        }
      : {
          sv: 'Gör om det ena värdet, till exempel med number(…) eller date(…).',
          en: 'Convert one of them, for instance with number(…) or date(…).',
        },
  };
}

/** Words for a condition that is neither true nor false. */
export function noTruth(type: FeelType): { readonly message: Bilingual; readonly advice: Bilingual } {
  return {
    message: {
      sv: `Villkoret är ${SWEDISH[type.kind] ?? type.kind}, inte sant eller falskt.`,
      en: `The condition is of type ${type.kind}, neither true nor false.`,
    },
    advice: { sv: 'Skriv en jämförelse, till exempel belopp > 0.', en: 'Write a comparison, for instance belopp > 0.' },
  };
}
