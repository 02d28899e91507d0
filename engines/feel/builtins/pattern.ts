import { type Budget, type Match, type Pattern, patternOf, TooManySteps } from '../pattern/index.ts';
import type { FeelValue } from '../types.ts';
import type { Arguments, Call } from '../values/function.ts';
import { Spent, spend, spendText } from '../values/meter.ts';
import { textAt } from './define.ts';

/** `matches`, `replace` and `split` (DMN 1.5, 10.3.4.3): XPath's functions of the same names. */

/** Runs work with a pattern; a bad pattern, bad flags or a spent step budget are null with a warning. */
function withPattern(
  source: string,
  flags: string,
  call: Call,
  work: (pattern: Pattern, budget: Budget) => FeelValue,
): FeelValue {
  const pattern = patternOf(source, flags);
  if (pattern === null) return call.fail('the pattern or its flags cannot be read', 'pattern');
  const { regexSteps } = call.run.limits;
  const budget = { steps: regexSteps };
  try {
    return work(pattern, budget);
  } catch (error) {
    if (error instanceof Spent) throw error;
    if (error instanceof TooManySteps || error instanceof RangeError)
      return call.fail('the pattern takes too long', 'limit');
    throw error;
  } finally {
    spend((regexSteps - budget.steps) / 2);
  }
}

export function matches(args: Arguments, call: Call): FeelValue {
  return withPattern(textAt(args, 1), textAt(args, 2), call, (pattern, budget) =>
    pattern.test(textAt(args, 0), budget),
  );
}

/** `$0` to `$99` are groups, `\$` and `\\` the signs; anything else after a backslash or dollar is an error. */
function isReplacement(text: string): boolean {
  return /^(?:[^\\$]|\\[\\$]|\$\d)*$/su.test(text);
}

function filled(replacement: string, { groups }: Match, count: number): string {
  return replacement.replace(/\\([\\$])|\$(\d+)/g, (_all, sign?: string, digits = '') => {
    if (sign !== undefined) return sign;
    let taken = 1;
    // The longest number that is a group; further digits are text.
    while (taken < digits.length && Number(digits.slice(0, taken + 1)) <= count) taken += 1;
    return `${groups[Number(digits.slice(0, taken))] ?? ''}${digits.slice(taken)}`;
  });
}

/** XPath's error FORX0003: such a pattern would match everywhere. */
const EMPTY = 'the pattern matches the empty text';

export function replace(args: Arguments, call: Call): FeelValue {
  const [input, replacement, flags] = [textAt(args, 0), textAt(args, 2), textAt(args, 3)];
  const quoted = flags.includes('q');
  if (!quoted && !isReplacement(replacement)) return call.fail('the replacement cannot be read', 'pattern');
  return withPattern(textAt(args, 1), flags, call, (pattern, budget) => {
    if (pattern.test('', budget)) return call.fail(EMPTY, 'pattern');
    let out = '';
    let at = 0;
    for (const match of pattern.all(input, budget)) {
      out += input.slice(at, match.index) + (quoted ? replacement : filled(replacement, match, pattern.groupCount));
      at = match.index + match.text.length;
      spendText(replacement.length + match.text.length);
    }
    return out + input.slice(at);
  });
}

export function split(args: Arguments, call: Call): FeelValue {
  const input = textAt(args, 0);
  return withPattern(textAt(args, 1), '', call, (pattern, budget) => {
    if (pattern.test('', budget)) return call.fail(EMPTY, 'pattern');
    const parts: string[] = [];
    let at = 0;
    for (const match of pattern.all(input, budget)) {
      parts.push(input.slice(at, match.index));
      at = match.index + match.text.length;
    }
    return [...parts, input.slice(at)];
  });
}
