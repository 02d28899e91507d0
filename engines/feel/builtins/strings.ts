import type { Arguments, Builtin, Call } from '../values/function.ts';
import { spendText } from '../values/meter.ts';
import { Decimal } from '../values/number.ts';
import { BOOLEAN, listOf, NUMBER, STRING } from '../values/types.ts';
import { define, indexAt, listAt, textAt } from './define.ts';
import { matches, replace, split } from './pattern.ts';

/** String functions (DMN 1.5, 10.3.4.3). Length and positions count code points, not UTF-16 units. */

function substring(args: Arguments, call: Call): string | null {
  const points = [...textAt(args, 0)];
  const start = indexAt(args, 1);
  if (start === null || start === 0 || Math.abs(start) > points.length)
    return call.fail('start position is outside the text');
  const from = start > 0 ? start - 1 : points.length + start;
  if (args[2] === undefined || args[2] === null) return points.slice(from).join('');
  const length = indexAt(args, 2);
  if (length === null || length < 1) return call.fail('length must be at least 1');
  return points.slice(from, from + length).join('');
}

function before(args: Arguments): string {
  const at = textAt(args, 0).indexOf(textAt(args, 1));
  return at < 0 ? '' : textAt(args, 0).slice(0, at);
}

function after(args: Arguments): string {
  const match = textAt(args, 1);
  const at = textAt(args, 0).indexOf(match);
  return at < 0 ? '' : textAt(args, 0).slice(at + match.length);
}

function join(args: Arguments, call: Call): string | null {
  const texts: string[] = [];
  const delimiter = textAt(args, 1);
  for (const item of listAt(args, 0)) {
    if (item === null) continue;
    if (typeof item !== 'string') return call.fail('every element must be a string');
    spendText(item.length + delimiter.length);
    texts.push(item);
  }
  return texts.join(delimiter);
}

export const strings: readonly Builtin[] = [
  define('substring', 'string: string, start position: number, length?: number|null', STRING, substring),
  define('string length', 'string: string', NUMBER, (args) => new Decimal([...textAt(args, 0)].length)),
  define('upper case', 'string: string', STRING, (args) => textAt(args, 0).toUpperCase()),
  define('lower case', 'string: string', STRING, (args) => textAt(args, 0).toLowerCase()),
  define('substring before', 'string: string, match: string', STRING, before),
  define('substring after', 'string: string, match: string', STRING, after),
  define('contains', 'string: string, match: string', BOOLEAN, (args) => textAt(args, 0).includes(textAt(args, 1))),
  define('starts with', 'string: string, match: string', BOOLEAN, (args) =>
    textAt(args, 0).startsWith(textAt(args, 1)),
  ),
  define('ends with', 'string: string, match: string', BOOLEAN, (args) => textAt(args, 0).endsWith(textAt(args, 1))),
  define('matches', 'input: string, pattern: string, flags?: string|null', BOOLEAN, matches),
  define('replace', 'input: string, pattern: string, replacement: string, flags?: string|null', STRING, replace),
  define('split', 'string: string, delimiter: string', listOf(STRING), split),
  define('string join', 'list: list, delimiter?: string|null', STRING, join),
];
