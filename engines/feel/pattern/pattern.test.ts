import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compile, textOf } from '../index.ts';
import { patternOf } from './index.ts';

function text(expression: string): string {
  const program = compile(expression);
  assert.ok(program.ok, expression);
  return textOf(program.value.evaluate({}, { instant: '2026-02-03T07:30:00Z' }).value);
}

const ROWS: readonly (readonly [string, string])[] = [
  ['matches("foobar", "^fo*b")', 'true'],
  ['matches("abc", "[a-z-[aeiou]]{2}")', 'true'],
  ['matches("AEI", "[A-Z-[OI]]{3}")', 'false'],
  ['matches("hello world", "hello\\ sworld", "x")', 'true'],
  ['matches("HELLO", "hello", "i")', 'true'],
  ['matches("\\u212A", "[A-Z]", "i")', 'true'],
  ['matches("abAB", "(ab)\\1", "i")', 'true'],
  ['matches("a\\nb", "a.b")', 'false'],
  ['matches("a\\nb", "a.b", "s")', 'true'],
  ['matches("a\\nb", "^b$", "m")', 'true'],
  ['matches("abc", "[a\\0]")', 'null'],
  ['matches("abc", "a", "g")', 'null'],
  ['matches("abc", "(")', 'null'],
  ['matches("a.c", "a.c", "q")', 'true'],
  ['matches("åäö", "^\\p{L}+$")', 'true'],
  ['matches("åäö", "^\\p{IsBasicLatin}+$")', 'false'],
  ['replace("abracadabra", "bra", "*")', 'a*cada*'],
  ['replace("abcd", "(ab)|(a)", "[1=$1][2=$2]")', '[1=ab][2=]cd'],
  ['replace("abc", "b", "$x")', 'null'],
  ['replace("100", "(\\d)", "$1.")', '1.0.0.'],
  ['split("John Doe", "\\s")', '["John", "Doe"]'],
  ['split("a;b;c;;", ";")', '["a", "b", "c", "", ""]'],
];

test('patterns mean what XPath says, not what JavaScript says', () => {
  for (const [expression, expected] of ROWS) {
    // Backslashes of a pattern are single in FEEL when they are no escape of FEEL's own.
    assert.equal(text(expression), expected, expression);
  }
});

test('length and positions count characters, not UTF-16 units', () => {
  assert.equal(text('string length("\\U01F40E")'), '1');
  assert.equal(text('substring("\\U01F40Eab", 2)'), 'ab');
  assert.equal(text('substring("foobar", -2, 1)'), 'a');
  assert.equal(text('substring("foobar", 0)'), 'null');
});

test('a thousand patterns are kept, and one more begins anew', () => {
  const of = (n: number) => patternOf(`kept${n}`, '');
  // Those of the tests before are there too: fill up until nothing but the last one and the first is.
  const before = of(0);
  let n = 0;
  while (of(0) === before) of(++n);
  const first = of(0);
  for (let more = 1; more <= 998; more++) of(n + more);
  assert.equal(of(0), first, 'all of them are remembered');
  const last = of(n + 999);
  assert.notEqual(of(0), first, 'memory stays bounded');
  assert.equal(of(n + 999), last);
});
