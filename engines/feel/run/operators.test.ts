import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compile, type FeelValue, kindOf } from '../index.ts';

/**
 * The type tables of DMN 1.5 (10.3.2.11 to 10.3.2.13, tables 42 to 49) as data: what each operator makes of each pair of
 * kinds. A pair that is not listed is null, with a warning.
 */
const SAMPLES = {
  number: '2',
  string: '"a"',
  boolean: 'true',
  date: '@"2026-02-03"',
  time: '@"08:00:00"',
  local: '@"2026-02-03T08:00:00"',
  zoned: '@"2026-02-03T08:00:00@Europe/Stockholm"',
  days: '@"P1D"',
  months: '@"P1M"',
  list: '[1, 2]',
  context: '{ a: 1 }',
  range: '[1..2]',
  function: '(function(a) a)',
  null: 'null',
} as const;

type Sample = keyof typeof SAMPLES;

/** FEEL's names of the kinds that results are written with. */
const KINDS: { readonly [short: string]: string } = {
  local: 'date and time',
  zoned: 'date and time',
  days: 'days and time duration',
  months: 'years and months duration',
};

const LATER = ['date + days', 'date + months', 'local + days', 'local + months', 'zoned + days', 'zoned + months'];

const TABLES: { readonly [operator: string]: { readonly [result: string]: readonly string[] } } = {
  '+': {
    number: ['number number'],
    string: ['string string'],
    days: ['days days'],
    months: ['months months'],
    time: ['time days', 'days time'],
    ...Object.fromEntries(
      ['date', 'local', 'zoned'].map((kind) => {
        const pairs = LATER.filter((one) => one.startsWith(kind)).map((one) => one.replace(' + ', ' '));
        return [kind, [...pairs, ...pairs.map((pair) => pair.split(' ').reverse().join(' '))]];
      }),
    ),
  },
  '-': {
    number: ['number number'],
    days: ['days days', 'date date', 'time time', 'local local', 'zoned zoned', 'date zoned', 'zoned date'],
    months: ['months months'],
    date: ['date days', 'date months'],
    time: ['time days'],
    local: ['local days', 'local months'],
    zoned: ['zoned days', 'zoned months'],
  },
  '*': {
    number: ['number number'],
    days: ['days number', 'number days'],
    months: ['months number', 'number months'],
  },
  '/': {
    number: ['number number', 'days days', 'months months'],
    days: ['days number'],
    months: ['months number'],
  },
  '**': { number: ['number number'] },
  '<': { boolean: ordered() },
  '>=': { boolean: ordered() },
  '=': { boolean: equated() },
  '!=': { boolean: equated() },
};

/** Values of one kind have an order; a local time has none with one in a zone. */
function ordered(): string[] {
  return ['number', 'string', 'date', 'time', 'local', 'zoned', 'days', 'months'].map((kind) => `${kind} ${kind}`);
}

/** Values of one kind are the same or not; null is compared with everything. */
function equated(): string[] {
  const kinds = Object.keys(SAMPLES);
  const alike = kinds.map((kind) => `${kind} ${kind}`);
  const withNull = kinds.flatMap((kind) => [`${kind} null`, `null ${kind}`]);
  return [...alike, ...withNull, 'local zoned', 'zoned local'];
}

function expected(operator: string, pair: string): string {
  const found = Object.entries(TABLES[operator] ?? {}).find(([, pairs]) => pairs.includes(pair))?.[0];
  return found === undefined ? 'null' : (KINDS[found] ?? found);
}

function evaluated(text: string): { value: FeelValue; warned: boolean } {
  const program = compile(text);
  assert.ok(program.ok, text);
  const { value, warnings } = program.value.evaluate({}, { instant: '' });
  return { value, warned: warnings.length > 0 };
}

const samples = Object.keys(SAMPLES) as Sample[];

for (const operator of Object.keys(TABLES)) {
  test(`every pair of kinds under ${operator}`, () => {
    for (const left of samples) {
      for (const right of samples) {
        const text = `${SAMPLES[left]} ${operator} ${SAMPLES[right]}`;
        const { value, warned } = evaluated(text);
        const wanted = expected(operator, `${left} ${right}`);
        assert.equal(kindOf(value), wanted, text);
        assert.equal(warned, wanted === 'null', `${text}: a warning exactly when it is null`);
      }
    }
  });
}

test('minus before a value', () => {
  for (const kind of samples) {
    const { value, warned } = evaluated(`-${SAMPLES[kind]}`);
    const wanted = ['number', 'days', 'months'].includes(kind) ? (KINDS[kind] ?? kind) : 'null';
    assert.equal(kindOf(value), wanted, kind);
    assert.equal(warned, wanted === 'null', kind);
  }
});

test('between and in are null, with a warning, where the kinds have no order', () => {
  for (const value of samples) {
    for (const end of samples) {
      const same = ordered().includes(`${value} ${end}`);
      for (const text of [
        `${SAMPLES[value]} between ${SAMPLES[end]} and ${SAMPLES[end]}`,
        `${SAMPLES[value]} in >= ${SAMPLES[end]}`,
      ]) {
        const result = evaluated(text);
        assert.equal(kindOf(result.value), same ? 'boolean' : 'null', text);
        assert.equal(result.warned, !same, text);
      }
    }
  }
});
