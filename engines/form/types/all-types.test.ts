import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Json } from '@torget/feel';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { message, rules } from '../message.ts';
import { OPTIONS } from '../testing/forms.ts';
import { SAMPLES, sampleOf } from '../testing/samples.ts';
import type { Fields, Question, QuestionType } from '../types.ts';
import { questionTypes, rowOf } from './index.ts';

const ajv = new Ajv2020({ strict: true, allErrors: true, allowUnionTypes: true, strictRequired: false });
ajv.addFormat('decimal', /^-?\d+(\.\d+)?$/);
ajv.addFormat('date', /^\d{4}-\d{2}-\d{2}$/);

const withData = questionTypes.filter((type) => rowOf(type).data);

/** The data that an answer becomes, as the journey makes it. */
function settled(question: Question, value: Json): Json {
  return rowOf(question.type).settle?.(value, OPTIONS, question) ?? value;
}

/** Promises that hold for every answer that was accepted, whatever the type. */
function holds(question: Question, value: Json): void {
  const row = rowOf(question.type);
  const data = settled(question, value);
  const fits = ajv.compile(row.schema(question));
  assert.ok(fits(data), `${question.type}: ${JSON.stringify(data)} ${JSON.stringify(fits.errors)}`);
  assert.deepEqual(row.check(question, data, OPTIONS), [], 'what was settled may be the answer again');
  assert.deepEqual(settled(question, data), data, 'settling twice changes nothing');
  assert.notEqual(row.print(question, data, OPTIONS).kind, 'none');
  assert.notEqual(row.toFeel(question, data), undefined);
}

for (const type of withData) {
  test(`good answers of ${type} fit their schema, are printed, and stand in their fields as they were`, () => {
    const question = sampleOf(type);
    const row = rowOf(type);
    assert.ok(SAMPLES[type].good.length > 0, 'a type with data has a sample');
    for (const value of SAMPLES[type].good) {
      assert.deepEqual(row.check(question, value, OPTIONS), [], JSON.stringify(value));
      holds(question, value);
      if (type === 'group') continue; // Its entries are read by accept-group.ts.
      const read = row.read(question, 'q', row.write(question, 'q', settled(question, value)), OPTIONS);
      assert.equal(read.kind, 'value', JSON.stringify(read));
      if (read.kind === 'value') assert.deepEqual(settled(question, read.value), settled(question, value));
    }
    for (const fields of SAMPLES[type].typed) {
      const read = row.read(question, 'q', fields, OPTIONS);
      assert.ok(read.kind === 'value', JSON.stringify(read));
      assert.deepEqual(row.check(question, read.value, OPTIONS), []);
      holds(question, read.value);
    }
  });

  test(`${type}: nothing typed is no answer, and null, text, lists and strange objects are refused`, () => {
    const row = rowOf(type);
    const question = sampleOf(type);
    assert.equal(row.read(question, 'q', {}, OPTIONS).kind, 'empty');
    for (const value of [null, [[]], [null], { okand: 1 }, '\u202etxt\n', 1e99, -0.5]) {
      const problems = row.check(question, value, OPTIONS);
      if (problems.length === 0 && type !== 'group') holds(question, value);
      for (const problem of problems) assert.ok(rules.includes(problem.rule), `${type} ${problem.rule} has a text`);
    }
  });
}

/** Names of the fields that the samples send, and texts that people and machines type. */
const names = [...new Set(Object.values(SAMPLES).flatMap(({ typed }) => typed.flatMap((each) => Object.keys(each))))];
const said = fc.oneof(
  fc.constantFrom(
    ...Object.values(SAMPLES).flatMap(({ typed }) => typed.flatMap((each) => Object.values(each).flat())),
    '',
    '٣٤٥٦',
    '１９８５',
    '<script>alert(1)</script>',
    '{"file":1}',
    'null',
    '-1',
    '\u202e\u0000',
  ),
  fc.string({ maxLength: 60, unit: 'grapheme' }),
  fc.constant('9'.repeat(5000)),
);
const fields: fc.Arbitrary<Fields> = fc.dictionary(fc.constantFrom(...names), fc.array(said, { maxLength: 3 }), {
  noNullPrototype: true,
});

test('property: whatever is typed, no type throws, what is accepted fits its schema, what is refused says why', () => {
  fc.assert(
    fc.property(fc.constantFrom(...questionTypes), fields, fc.boolean(), (type: QuestionType, typed, optional) => {
      const question = sampleOf(type, { optional });
      const row = rowOf(type);
      const read = row.read(question, 'q', typed, OPTIONS);
      if (read.kind === 'empty') return;
      const problems = read.kind === 'wrong' ? read.problems : row.check(question, read.value, OPTIONS);
      if (read.kind === 'value' && problems.length === 0) holds(question, read.value);
      for (const problem of problems) {
        const text = message(problem.question ?? question, problem);
        assert.ok(text.sv !== '' && text.en !== '' && rules.includes(problem.rule), problem.rule);
      }
    }),
    { numRuns: 4000 },
  );
});

test('property: whatever JSON the API is sent, no type throws, and what is accepted fits its schema', () => {
  const pieces = Object.values(SAMPLES).flatMap(({ good }) => good);
  const json = fc.oneof(
    fc.jsonValue() as fc.Arbitrary<Json>,
    fc.constantFrom(...pieces),
    fc.array(fc.constantFrom(...pieces), { maxLength: 3 }),
    fc.dictionary(
      fc.constantFrom('nummer', 'namn', 'rad', 'timmar', 'text', 'punkter', 'id', 'clearing', 'konto', 'beteckning'),
      fc.oneof(fc.jsonValue() as fc.Arbitrary<Json>, fc.constantFrom(...pieces)),
      { noNullPrototype: true },
    ),
  );
  fc.assert(
    fc.property(fc.constantFrom(...withData), json, (type, value) => {
      const question = sampleOf(type);
      // A group's entries are checked by the walk: its row alone promises nothing about them.
      if (type === 'group') rowOf(type).check(question, value, OPTIONS);
      else if (rowOf(type).check(question, value, OPTIONS).length === 0) holds(question, value);
    }),
    { numRuns: 4000 },
  );
});
