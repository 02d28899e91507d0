import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { date, decimal, decode, duration, encode, equal, type FeelValue, fromJson, toJson } from './index.ts';

const leaf: fc.Arbitrary<FeelValue> = fc.oneof(
  fc.constant(null),
  fc.boolean(),
  fc.string(),
  fc
    .tuple(fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }), fc.integer({ min: 0, max: 8 }))
    .map(([n, scale]) => decimal(`${n}e-${scale}`)),
  fc.integer({ min: 1, max: 28 }).map((day) => date(`2026-02-${String(day).padStart(2, '0')}`)),
  fc.integer({ min: 0, max: 1000 }).map((days) => duration(`P${days}D`)),
);

const value = fc.letrec<{ value: FeelValue }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    leaf,
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.string(), tie('value'), { maxKeys: 4 }),
  ),
})).value;

test('what is stored as JSON comes back as the same value', () => {
  fc.assert(
    fc.property(value, (one) => {
      const stored = JSON.parse(JSON.stringify(encode(one)));
      return equal(decode(stored), one);
    }),
  );
});

test('money is a string in JSON, a whole number a number', () => {
  const encoded = encode(fromJson({ belopp: 11420, 'a/b': [1.5] }));
  assert.deepEqual(encoded, { value: { belopp: 11420, 'a/b': ['1.5'] }, marks: { '/a~1b/0': 'number' } });
  assert.deepEqual(toJson(decimal('9007199254740993')), '9007199254740993');
});

test('a key called __proto__ is a key', () => {
  const stored = encode(fromJson(JSON.parse('{ "__proto__": { "a": 1 } }')));
  assert.deepEqual(JSON.stringify(stored.value), '{"__proto__":{"a":1}}');
  assert.equal(({} as { a?: unknown }).a, undefined);
});

test('a mark that does not fit its leaf gives null, never a wrong value', () => {
  assert.equal(decode({ value: 'tomorrow', marks: { '': 'date' } }), null);
  assert.equal(decode({ value: 'many', marks: { '': 'number' } }), null);
});
