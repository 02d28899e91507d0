import type { Vector } from './read.ts';

/** A vector said in FEEL: the expression with its operands as numbers, or why FEEL has no words for it. */
export type Expressed = { readonly text: string; readonly numbers: readonly string[] } | { readonly cannot: string };

const ARITHMETIC: { readonly [operation: string]: string } = {
  add: 'a + b',
  subtract: 'a - b',
  multiply: 'a * b',
  divide: 'a / b',
  plus: 'a + 0',
  minus: '-a',
  abs: 'abs(a)',
  copyabs: 'abs(a)',
  copynegate: '-a',
  compare: 'if a < b then -1 else if a > b then 1 else 0',
  comparesig: 'if a < b then -1 else if a > b then 1 else 0',
  max: 'max(a, b)',
  min: 'min([a, b])',
  // FEEL's modulo follows the divisor's sign, the remainder of the vectors the dividend's.
  remainder: 'if a < 0 then -modulo(abs(a), abs(b)) else modulo(abs(a), abs(b))',
  tosci: 'a',
  toeng: 'a',
  copy: 'a',
  apply: 'a',
  reduce: 'a',
};

/** Rounding to a number of decimals. `05up` has no function in FEEL. */
const ROUNDING: { readonly [rounding: string]: string } = {
  half_even: 'decimal',
  up: 'round up',
  down: 'round down',
  half_up: 'round half up',
  half_down: 'round half down',
  floor: 'floor',
  ceiling: 'ceiling',
};

const NUMERAL = /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i;

export function express({ operation, operands, result, rounding }: Vector): Expressed {
  if (operands.some((one) => /^[-+]?s?nan|^[-+]?inf|^[?#]/i.test(one)) || /^[?#]/.test(result))
    return { cannot: 'NaN, Infinity or an encoding as operand' };
  if (!operands.every((one) => NUMERAL.test(one))) return { cannot: 'an operand that is no numeral' };
  const [a = '', b = ''] = operands;
  const round = ROUNDING[rounding];
  if (operation === 'quantize' || operation === 'tointegral' || operation === 'tointegralx') {
    if (round === undefined) return { cannot: 'rounding 05up' };
    // Results of more than 34 digits are errors there; FEEL's result is the number itself.
    if (/nan/i.test(result)) return { cannot: 'an error for the sake of trailing zeros' };
    return { text: `${round}(a, ${operation === 'quantize' ? scaleOf(b) : 0})`, numbers: [a] };
  }
  const text = ARITHMETIC[operation];
  if (text === undefined) return { cannot: `no ${operation}` };
  if (operation === 'remainder' && /nan/i.test(result) && !/^[-+]?0*\.?0*(e.*)?$/i.test(b))
    return { cannot: 'an error because the quotient has more than 34 digits' };
  if (rounding !== 'half_even' && !['compare', 'comparesig', 'max', 'min', 'remainder'].includes(operation))
    return { cannot: 'arithmetic rounded otherwise than half even' };
  return { text, numbers: operands };
}

/** How many decimals a numeral is written with: 2 for `1.25`, -3 for `1E+3`. */
function scaleOf(numeral: string): number {
  const [digits = '', exponent = '0'] = numeral.toLowerCase().split('e');
  const point = digits.indexOf('.');
  return (point < 0 ? 0 : digits.length - point - 1) - Number(exponent);
}
