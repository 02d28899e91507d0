import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { Decimal as Base } from 'decimal.js';
import { compile, type FeelContext, type FeelValue, isNumber } from '../index.ts';
import { express } from './express.ts';
import { readVectors, type Vector } from './read.ts';

/**
 * The decimal128 vectors of General Decimal Arithmetic (Mike Cowlishaw), as Debian's package libpython3.11-testsuite lays
 * them; read in place. Every operation that FEEL has is calculated by FEEL's own expressions.
 */
const FOLDER = '/usr/lib/python3.11/test/decimaltestdata';
const FILES = 42;
/** What is calculated and right; only goes up. */
const LOWEST = 5_000;

/** Exact beside the engine's own numbers. */
const Wide = Base.clone({ precision: 200, minE: -9e15, maxE: 9e15 });

function read(text: string): FeelValue {
  const program = compile('number(text)');
  assert.ok(program.ok);
  return program.value.evaluate({ text }, { instant: '' }).value;
}

function evaluated(text: string, numbers: readonly string[]): FeelValue {
  const program = compile(text);
  assert.ok(program.ok, text);
  const [a = null, b = null] = numbers.map(read);
  const context: FeelContext = { a, b };
  return program.value.evaluate(context, { instant: '' }).value;
}

/** FEEL has no Infinity and no NaN: its result is null. It has one zero, and no trailing zeros. */
function isRight({ result }: Vector, value: FeelValue): boolean {
  if (/nan|inf/i.test(result)) return value === null;
  return isNumber(value) && new Wide(value.toString()).eq(new Wide(result));
}

const counted = { passed: 0, apart: new Map<string, number>() };

if (!existsSync(FOLDER)) {
  const reason = `NOT RUN: ${FILES} files of decimal128 vectors, there is no ${FOLDER} (package libpython3.11-testsuite)`;
  console.log(reason);
  test('the decimal128 vectors', { skip: reason }, () => {});
} else {
  for (const file of readdirSync(FOLDER).filter((name) => /^dq.*\.decTest$/.test(name))) {
    const vectors = readVectors(readFileSync(join(FOLDER, file), 'latin1'));
    const said = vectors.map((vector) => ({ vector, ...express(vector) }));
    for (const one of said)
      if ('cannot' in one) counted.apart.set(one.cannot, (counted.apart.get(one.cannot) ?? 0) + 1);
    const asked = said.filter((one) => 'text' in one);
    if (asked.length === 0) continue;
    test(`${file}: what FEEL can say of it is right to the last digit`, () => {
      const wrong: string[] = [];
      for (const { vector, text, numbers } of asked) {
        const value = evaluated(text, numbers);
        if (isRight(vector, value)) counted.passed += 1;
        else wrong.push(`${vector.id} ${vector.operation} ${vector.operands.join(' ')}: ${value} for ${vector.result}`);
      }
      assert.deepEqual(wrong.slice(0, 20), [], `${wrong.length} wrong`);
    });
  }
  after(() => {
    const apart = [...counted.apart.values()].reduce((all, one) => all + one, 0);
    console.log(`decTest: ${counted.passed} vectors right, ${apart} that FEEL cannot say:`);
    for (const [why, count] of [...counted.apart].sort((x, y) => y[1] - x[1])) console.log(`  ${count} ${why}`);
    assert.ok(counted.passed >= LOWEST, `${counted.passed} vectors, ${LOWEST} before`);
  });
}
