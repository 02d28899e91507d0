import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Json } from '@torget/feel';
import fc from 'fast-check';
import { OPTIONS } from '../testing/forms.ts';
import type { Question, QuestionType } from '../types.ts';
import { rowOf } from './index.ts';

const question = (type: QuestionType, more: Partial<Question> = {}): Question => ({
  id: 'q',
  type,
  label: { sv: 'Svar', en: 'Answer' },
  optional: false,
  ...more,
});

/** What the fields come to: the value, or the rules that are broken. */
function read(
  type: QuestionType,
  fields: { [name: string]: string },
  more: Partial<Question> = {},
): Json | readonly string[] {
  const asked = question(type, more);
  const row = rowOf(type);
  const result = row.read(asked, 'q', Object.fromEntries(Object.entries(fields).map(([k, v]) => [k, [v]])), OPTIONS);
  if (result.kind === 'empty') return 'empty';
  const problems = result.kind === 'wrong' ? result.problems : row.check(asked, result.value, OPTIONS);
  return result.kind === 'value' && problems.length === 0
    ? result.value
    : problems.map(({ rule, part = '' }) => `${rule}${part}`);
}

const MONEY: readonly (readonly [string, Json | readonly string[]])[] = [
  ['3264', '3264'],
  ['3 264', '3264'],
  ['3\u00a0264', '3264'],
  ['3\u202f264,50', '3264.5'],
  ['3264,50', '3264.5'],
  ['3264.05', '3264.05'],
  ['\u22121 572,50', '-1572.5'],
  ['-12', '-12'],
  ['3 264 kr', '3264'],
  ['1200:-', '1200'],
  ['007', '7'],
  ['ca 3200', ['money']],
  ['3,264.50', ['money']],
  ['1e3', ['money']],
  ['12,345', ['money']],
  ['9999999999999', ['money']],
  ['   ', 'empty'],
];
for (const [typed, expected] of MONEY) {
  test(`money typed as "${typed}" is ${JSON.stringify(expected)}`, () =>
    assert.deepEqual(read('money', { q: typed }), expected));
}

test('limits of numbers hold at the ends and not beyond', () => {
  const limits = { min: '0', max: '200000' };
  assert.equal(read('money', { q: '0' }, limits), '0');
  assert.equal(read('money', { q: '200 000,00' }, limits), '200000');
  assert.deepEqual(read('money', { q: '200000,01' }, limits), ['too-large']);
  assert.deepEqual(read('money', { q: '-0,01' }, limits), ['too-small']);
});

const DATES: readonly (readonly [{ [name: string]: string }, Json | readonly string[]])[] = [
  [{ 'q-day': '3', 'q-month': '2', 'q-year': '2026' }, '2026-02-03'],
  [{ 'q-day': '3', 'q-month': 'februari', 'q-year': '2026' }, '2026-02-03'],
  [{ 'q-day': '2026-02-03', 'q-month': '', 'q-year': '' }, '2026-02-03'],
  [{ q: '20260203' }, '2026-02-03'],
  [{ 'q-day': '29', 'q-month': '2', 'q-year': '2024' }, '2024-02-29'],
  [{ 'q-day': '29', 'q-month': '2', 'q-year': '2026' }, ['date-day']],
  [{ 'q-day': '', 'q-month': '2', 'q-year': '2026' }, ['date-day-day']],
  [{ 'q-day': '3', 'q-month': '', 'q-year': '2026' }, ['date-month-month']],
  [{ 'q-day': '3', 'q-month': '2', 'q-year': '26' }, ['year-digits-year']],
  [{ 'q-day': '', 'q-month': '', 'q-year': '' }, 'empty'],
];
for (const [fields, expected] of DATES) {
  test(`a date typed as ${JSON.stringify(Object.values(fields))} is ${JSON.stringify(expected)}`, () =>
    assert.deepEqual(read('date', fields), expected));
}

test('a month takes figures, names and a pasted 2026-02, and refuses a thirteenth', () => {
  assert.equal(read('month', { 'q-month': '2', 'q-year': '2026' }), '2026-02');
  assert.equal(read('month', { 'q-month': 'Oktober', 'q-year': '2026' }), '2026-10');
  assert.equal(read('month', { 'q-month': '2026-02', 'q-year': '' }), '2026-02');
  assert.deepEqual(read('month', { 'q-month': '13', 'q-year': '2026' }), ['month-month']);
});

test('text is tidied, counted in characters and limited', () => {
  assert.equal(read('text', { q: '  Åsa\u0000 Berg\r\n ' }), 'Åsa Berg');
  assert.deepEqual(read('text', { q: '🙂🙂🙂' }, { maxLength: 2 }), ['too-long']);
  assert.equal(read('text', { q: '🙂🙂' }, { maxLength: 2 }), '🙂🙂');
});

test('e-mail and phone take what people write and refuse what cannot work', () => {
  for (const good of ['a@b.se', 'åsa.berg+ny@ekhamn.example']) assert.equal(read('email', { q: good }), good);
  for (const bad of ['a@b', 'a b@c.se', '@c.se', 'a@b@c.se']) assert.deepEqual(read('email', { q: bad }), ['email']);
  for (const good of ['070-174 06 35', '+46 (0)70 174 06 35', '0046701740635'])
    assert.equal(read('phone', { q: good }), good);
  for (const bad of ['12345', 'ring mig', '+46++']) assert.deepEqual(read('phone', { q: bad }), ['phone']);
});

test('a choice is one of the options, also when a browser says otherwise', () => {
  const options = {
    options: [
      { id: 'a', label: { sv: 'A' } },
      { id: 'ingen', label: { sv: 'Ingen' }, exclusive: true },
    ],
  };
  assert.equal(read('choice', { q: 'a' }, options), 'a');
  assert.deepEqual(read('choice', { q: 'b' }, options), ['choice']);
  const both = rowOf('choices').check(question('choices', options), ['a', 'ingen'], OPTIONS);
  assert.deepEqual(
    both.map(({ rule }) => rule),
    ['exclusive'],
  );
});

test('a declaration that is not ticked is no answer, and false is refused', () => {
  assert.equal(read('declaration', {}), 'empty');
  assert.equal(read('declaration', { q: 'yes' }), true);
  assert.deepEqual(
    rowOf('declaration')
      .check(question('declaration'), false, OPTIONS)
      .map(({ rule }) => rule),
    ['required'],
  );
});

test('a child is one that the registers name, or given by name and birth date', () => {
  assert.deepEqual(read('child', { q: 'ref-barn' }), {
    ref: 'ref-barn',
    namn: 'Alva Berg',
    fodelsedatum: '2019-03-14',
    gemensam_vardnad: true,
    annan_vardnadshavare: 'ref-annan',
  });
  assert.deepEqual(read('child', { q: 'ref-another' }), ['choice']);
  assert.deepEqual(read('child', { q: 'other', 'q-namn': '', 'q-fodelsedatum': '2030-01-01' }), [
    'person-name-namn',
    'person-birth-future-fodelsedatum',
  ]);
});

test('a child that nobody wrote down is no answer where the registers know none', () => {
  const none = { ...OPTIONS, facts: {} };
  const asked = question('child');
  const fields = (namn: string) => ({ q: ['other'], 'q-namn': [namn], 'q-fodelsedatum': [''] });
  assert.equal(rowOf('child').read(asked, 'q', fields(''), none).kind, 'empty');
  assert.equal(rowOf('child').read(asked, 'q', fields('Alva'), none).kind, 'wrong');
  assert.equal(rowOf('child').read(asked, 'q', fields(''), OPTIONS).kind, 'wrong', 'another child was chosen');
});

test('a place needs a point, a street or words: one of them is enough', () => {
  assert.deepEqual(read('point', { 'q-text': 'Vid bron' }), { text: 'Vid bron' });
  assert.deepEqual(read('point', { 'q-lat': '57.5', 'q-lon': '16.6' }), { lat: '57.5', lon: '16.6' });
  assert.deepEqual(read('point', { 'q-lat': '91', 'q-lon': '16.6' }), 'empty');
});

test('a file has a known ending and the size the question allows', () => {
  const file = (name: string, size: number) => ({ q: JSON.stringify({ file: 'id', name, size }) });
  assert.deepEqual(read('file', file('Lampa.JPG', 10)), { file: 'id', name: 'Lampa.JPG', size: 10 });
  assert.deepEqual(read('file', file('lampa.exe', 10)), ['file-type']);
  assert.deepEqual(read('file', file('lampa.jpg', 11), { maxSize: 10 }), ['file-size']);
  assert.deepEqual(read('file', { q: '{"file":"id","name":"a.jpg","owner":"x"}' }), ['shape']);
});

/** Values that are good answers of each type. */
const GOOD: readonly (readonly [QuestionType, fc.Arbitrary<Json>])[] = [
  [
    'text',
    fc
      .string({ minLength: 1, maxLength: 50 })
      .map((text) => `x${text.replace(/[^\p{L}\p{N} ]/gu, '')}y`.normalize('NFC')),
  ],
  ['whole-number', fc.integer({ min: -1_000_000, max: 1_000_000 })],
  ['money', fc.integer({ min: -100_000_000, max: 100_000_000 }).map((ore) => `${ore / 100}`)],
  [
    'date',
    fc.integer({ min: 0, max: 60_000 }).map((days) => Temporal.PlainDate.from('1900-01-01').add({ days }).toString()),
  ],
  [
    'month',
    fc
      .integer({ min: 0, max: 2000 })
      .map((months) => Temporal.PlainYearMonth.from('1950-01').add({ months }).toString()),
  ],
  ['yes-no', fc.boolean()],
  ['point', fc.record({ text: fc.constant('Vid bron'), gata: fc.constant('Torggatan') }, { noNullPrototype: true })],
];
for (const [type, values] of GOOD) {
  test(`property: a ${type} answer written into its fields and read again is the same`, () => {
    fc.assert(
      fc.property(values, (value) => {
        const row = rowOf(type);
        const asked = question(type);
        assert.deepEqual(row.check(asked, value, OPTIONS), []);
        assert.deepEqual(row.read(asked, 'q', row.write(asked, 'q', value), OPTIONS), { kind: 'value', value });
      }),
      { numRuns: 200 },
    );
  });
}

test('property: no text typed into any field makes a row throw', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...GOOD.map(([type]) => type), 'file', 'household', 'child', 'choice'),
      fc.string(),
      fc.json(),
      (type, text, json) => {
        const asked = question(type as QuestionType);
        const row = rowOf(type as QuestionType);
        const fields = {
          q: [text],
          'q-day': [text],
          'q-month': [text],
          'q-year': [text],
          'q-vuxna': ['1'],
          'q-vuxna-1-namn': [text],
        };
        row.read(asked, 'q', fields, OPTIONS);
        row.check(asked, JSON.parse(json) as Json, OPTIONS);
      },
    ),
    { numRuns: 500 },
  );
});

test('where no child is known the two fields may stay empty, as they stood when the page was shown', () => {
  const none = { ...OPTIONS, facts: {} };
  const fields = { q: ['other'], 'q-namn': [''], 'q-fodelsedatum': [''] };
  assert.equal(rowOf('child').read(question('child', { optional: true }), 'q', fields, none).kind, 'empty');
  assert.equal(rowOf('child').read(question('child'), 'q', fields, OPTIONS).kind, 'wrong');
});
