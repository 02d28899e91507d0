import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import { OPTIONS } from '../testing/forms.ts';
import { sampleOf } from '../testing/samples.ts';
import { rowOf } from './index.ts';
import { tenDigits } from './organisation-number.ts';
import { birthDateIn, kindOf, twelveDigits } from './personal-number.ts';

const root = resolve(import.meta.dirname, '../../..');
const folder = join(process.env['TORGET_SHARED'] ?? resolve(root, '../shared'), 'data/identity-numbers');
const skip = existsSync(folder) ? false : 'NOT RUN: 43,393 official test numbers (no reference data)';
if (skip) console.log(skip);
const read = <T>(file: string) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as T;
const today = Temporal.PlainDate.from('2026-02-03');

test('all official test numbers are what they are', { skip }, () => {
  const [pins, coordination] = [read<string[]>('allPins.json'), read<string[]>('allCoords.json')];
  assert.deepEqual([pins.length, coordination.length], [41_129, 2264]);
  for (const pin of pins) assert.equal(kindOf(`${pin}`), 'personnummer', `${pin}`);
  for (const number of coordination) assert.equal(kindOf(`${number}`), 'samordningsnummer', `${number}`);
  const dateless = coordination.filter((number) => birthDateIn(`${number}`) === null);
  assert.equal(dateless.length, 194, 'official numbers without a real day: the birth date is unknown then');
});

interface Case {
  readonly long_format: string;
  readonly short_format: string;
  readonly separated_format: string;
  readonly separated_long: string;
  readonly valid: boolean;
}

test('every written form of the published cases comes to the same twelve digits', { skip }, () => {
  const cases = read<Case[]>('list.json');
  assert.equal(cases.length, 14);
  for (const each of cases) {
    for (const form of [each.long_format, each.separated_format, each.separated_long]) {
      const number = twelveDigits(form, today);
      // A blank for the sign is published as invalid; a person who types it means the number, and is understood.
      const valid = each.valid || form.includes(' ');
      assert.equal(number !== null && kindOf(number) !== null, valid, form);
      if (each.valid) assert.equal(number, each.long_format, form);
    }
  }
});

const WRITTEN: readonly (readonly [string, string | null])[] = [
  ['198501242393', '198501242393'],
  ['850124-2393', '198501242393'],
  ['8501242393', '198501242393'],
  ['19850124–2393', '198501242393'],
  ['260204-1234', '192602041234'],
  ['260202-1234', '202602021234'],
  ['260202+1234', '192602021234'],
  ['090527+1474', '190905271474'],
  ['１９８５０１２４２３９３', null],
  ['19850124-239', null],
  ['T9850124-2393', null],
];
for (const [form, number] of WRITTEN)
  test(`"${form}" is ${number}`, () => assert.equal(twelveDigits(form, today), number));

test('a level is taken from the registers and from nowhere else', () => {
  const question = sampleOf('personal-number', { level: 'probable' });
  const row = rowOf('personal-number');
  assert.deepEqual(row.check(question, { nummer: '198502862397' }, OPTIONS), []);
  const said = { nummer: '198502902391', niva: 'confirmed', slag: 'personnummer' };
  assert.equal(row.check(question, said, OPTIONS)[0]?.rule, 'number-level');
  assert.deepEqual(row.settle?.(said, OPTIONS, question), {
    nummer: '198502902391',
    slag: 'samordningsnummer',
    niva: 'uncertain',
    fodelsedatum: null, // 30 February: an official number whose day does not exist.
  });
});

test('a question can refuse one of the two kinds', () => {
  const check = (kind: 'personnummer' | 'samordningsnummer', nummer: string) =>
    rowOf('personal-number')
      .check(sampleOf('personal-number', { kinds: [kind] }), { nummer }, OPTIONS)
      .map(({ rule }) => rule);
  assert.deepEqual(check('personnummer', '198502862397'), ['only-personnummer']);
  assert.deepEqual(check('samordningsnummer', '198501242393'), ['only-samordningsnummer']);
  assert.deepEqual(check('personnummer', '198501242394'), ['personal-number']);
});

test('organisation numbers: all published ones pass, and people only where the question takes sole traders', {
  skip,
}, () => {
  for (const { separated_format: form } of read<{ separated_format: string }[]>('orgnumber.json')) {
    const number = tenDigits(form) ?? '';
    assert.deepEqual(rowOf('organisation-number').check(sampleOf('organisation-number'), number, OPTIONS), [], form);
  }
  const check = (soleTrader: boolean) =>
    rowOf('organisation-number').check(sampleOf('organisation-number', { soleTrader }), '8501242393', OPTIONS);
  assert.deepEqual(check(true), []);
  assert.equal(check(false)[0]?.rule, 'organisation-not-person');
});
