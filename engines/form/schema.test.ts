import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { answersFromExample, feelData, journey, schema, summary, validate } from './index.ts';
import { formOf, OPTIONS, RENEWAL } from './testing/forms.ts';

const form = formOf(RENEWAL);
const ajv = new Ajv2020({ strict: true, allErrors: true, allowUnionTypes: true, strictRequired: false });
ajv.addFormat('decimal', /^-?\d+(\.\d+)?$/);
ajv.addFormat('date', /^\d{4}-\d{2}-\d{2}$/);
const check = ajv.compile(schema(form));

const EXAMPLE = {
  manad: '2026-02',
  andrat_hushall: true,
  hushallet: { vuxna: [{ namn: 'Maja Berg', fodelsedatum: '1985-01-24' }], barn: [] },
  inkomster: [{ slag: 'lon', belopp: 4380 }],
};

test('the schema is strict 2020-12, and the data of a complete form fits it', () => {
  const answers = answersFromExample(form, EXAMPLE, OPTIONS);
  assert.ok(answers.ok, JSON.stringify(answers));
  const { json } = journey(form, answers.value, OPTIONS).data;
  assert.ok(check(json), JSON.stringify(check.errors));
  assert.equal(json['summa_inkomster'], '4380');
});

test('the schema refuses unknown keys and money as a number', () => {
  const { json } = journey(form, { ...EXAMPLE, inkomster: [] }, OPTIONS).data;
  assert.ok(!check({ ...json, okand: 1 }));
  assert.ok(!check({ ...json, inkomster: [{ slag: 'lon', belopp: 4380 }] }));
});

test('an example that lacks an answer or has an unknown one says which', () => {
  const { manad: _gone, ...rest } = EXAMPLE;
  const answers = answersFromExample(form, { ...rest, okand: 1 }, OPTIONS);
  assert.ok(!answers.ok);
  assert.deepEqual(
    answers.error.map(({ pointer, rule }) => [pointer, rule]),
    [
      ['/manad', 'required'],
      ['/okand', 'unknown'],
    ],
  );
});

test('validate finds at submission what a page would have found', () => {
  const bad = validate(form, { ...EXAMPLE, manad: '2026-13', inkomster: [{ slag: 'lon', belopp: '-1' }] }, OPTIONS);
  assert.ok(!bad.ok);
  assert.deepEqual(
    bad.error.map(({ page, pointer, rule }) => [page, pointer, rule]),
    [
      ['manad', '/manad', 'month'],
      ['inkomster', '/inkomster/0/belopp', 'too-small'],
    ],
  );
});

test('frozen data read again is the FEEL context that the conditions saw', () => {
  const answers = answersFromExample(form, EXAMPLE, OPTIONS);
  assert.ok(answers.ok);
  const { data } = journey(form, answers.value, OPTIONS);
  const again = feelData(form, data.json);
  for (const [name, value] of Object.entries(again)) assert.deepEqual(value, data.feel[name], name);
  assert.equal(again['barnens_inkomst'], null);
});

test('the summary prints what is visible, with the source of what the registers said', () => {
  const hushallet = {
    vuxna: [{ ref: 'ref-vuxen', namn: 'Maja Berg', fodelsedatum: '1985-01-24' }],
    barn: [{ ref: 'ref-barn', namn: 'Alva Berg', fodelsedatum: '2019-03-14', lunch_hemma: false }],
  };
  const answers = { ...EXAMPLE, hushallet, inkomster: [{ slag: 'lon', belopp: '4380' }], barnens_inkomst: null };
  const pages = summary(form, journey(form, answers, OPTIONS), OPTIONS);
  assert.deepEqual(
    pages.map(({ page, rows }) => [page, rows.map(({ question }) => question)]),
    [
      ['manad', ['manad']],
      ['hushall', ['andrat_hushall', 'hushallet']],
      ['inkomster', ['inkomster']],
      ['barnen', ['barnens_inkomst']],
    ],
  );
  assert.deepEqual(pages[1]?.rows[1]?.source, { name: 'Folkbokföringen', at: '2026-02-03' });
  assert.deepEqual(pages[2]?.rows[0]?.value, {
    kind: 'entries',
    entries: [
      {
        title: [
          { kind: 'label', label: { sv: 'Lön', en: 'Wages' } },
          { kind: 'text', text: ', ' },
          { kind: 'money', amount: '4380' },
        ],
        rows: [
          {
            question: 'slag',
            label: { sv: 'Slag av inkomst', en: 'Kind of income' },
            value: { kind: 'label', label: { sv: 'Lön', en: 'Wages' } },
          },
          {
            question: 'belopp',
            label: { sv: 'Belopp efter skatt', en: 'Amount after tax' },
            value: { kind: 'money', amount: '4380' },
          },
        ],
      },
    ],
  });
  assert.deepEqual(pages[3]?.rows[0]?.value, { kind: 'none' });
});
