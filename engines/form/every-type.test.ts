import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import {
  type Answers,
  accept,
  type Fields,
  type Form,
  feelData,
  journey,
  printData,
  schema,
  summary,
  validate,
  view,
} from './index.ts';
import { formOf, OPTIONS } from './testing/forms.ts';
import { SAMPLES, sampleOf } from './testing/samples.ts';
import { questionTypes, rowOf } from './types/index.ts';
import type { Question, QuestionType } from './types.ts';

const ajv = new Ajv2020({ strict: true, allErrors: true, allowUnionTypes: true, strictRequired: false });
ajv.addFormat('decimal', /^-?\d+(\.\d+)?$/);
ajv.addFormat('date', /^\d{4}-\d{2}-\d{2}$/);

const every = formOf(readFileSync(new URL('testing/every-type.yaml', import.meta.url), 'utf8'));
const fits = ajv.compile(schema(every));

/** A form that asks a question of a type only of those who want to see it, and computes something of it. */
function hiding(type: QuestionType): Form {
  const form = formOf(`
pages:
  - id: a
    title: { sv: A, en: A }
    questions:
      - { id: visa, type: yes-no, label: { sv: Visa, en: Show } }
      - { id: q, type: text, optional: true, label: { sv: Q, en: Q }, when: visa }
computed: { finns: "q != null" }
`);
  const [page] = form.pages;
  const [visa, q] = page?.questions ?? [];
  assert.ok(page && visa && q?.when);
  return { ...form, pages: [{ ...page, questions: [visa, sampleOf(type, { when: q.when })] }] };
}

for (const type of questionTypes.filter((each) => rowOf(each).data)) {
  test(`${type}: hidden means absent everywhere and kept in the draft, shown again it is as it was`, () => {
    const form = hiding(type);
    for (const value of SAMPLES[type].good) {
      const answers = { visa: false, q: value };
      const hidden = journey(form, answers, OPTIONS);
      assert.deepEqual(hidden.data.json, { visa: false, finns: false });
      assert.deepEqual([hidden.hidden, hidden.errors, hidden.missing], [['q'], [], []]);
      assert.ok(validate(form, answers, OPTIONS).ok);
      assert.ok(!summary(form, hidden, OPTIONS).some(({ rows }) => rows.some(({ question }) => question === 'q')));
      const kept = accept(
        form,
        'a',
        { visa: ['no'], _shown: ['visa'] },
        { ...OPTIONS, answers: { ...answers, visa: true } },
      );
      assert.ok(kept.kind === 'on' && kept.answers['q'] === value, 'the draft keeps it');
      const shown = journey(form, { visa: true, q: value }, OPTIONS);
      assert.deepEqual([shown.data.json['finns'], shown.errors], [true, []]);
      assert.notEqual(shown.data.json['q'], undefined);
      assert.ok(ajv.compile(schema(form))(shown.data.json));
      assert.deepEqual(feelData(form, shown.data.json)['q'], shown.data.feel['q']);
    }
  });
}

const BAD = ['<b>', '٣', '-1', '2026-02-30', '{"file":1}', '\u0000', '9'.repeat(400)];

/** What a browser may send for one question: a good answer of its type, nonsense in the same fields, or nothing. */
function fieldsOf(question: Question, name: string): fc.Arbitrary<Fields> {
  const own = (fields: Fields): Fields =>
    Object.fromEntries(Object.entries(fields).map(([field, values]) => [field.replace(/^q/, name), values]));
  const subs = (question.questions ?? []).map((sub) => fieldsOf(sub, `${name}-${sub.id}`));
  if (subs.length > 0) return fc.tuple(...subs).map((all) => Object.assign({}, ...all));
  const good = SAMPLES[question.type].typed.map(own);
  if (question.type === 'choice' || question.type === 'choices') good.push({ [name]: ['a'] });
  if (question.type === 'text') good.push({ [name]: ['1234'] });
  if (question.type === 'whole-number') good.splice(0, 1, { [name]: ['7'] });
  if (question.oneField === true) good.splice(0, 1, { [name]: ['3/2 2026'] });
  const bad = fc
    .constantFrom(...BAD)
    .map((text): Fields => Object.fromEntries(good.flatMap(Object.keys).map((field) => [field, [text]])));
  return fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom<Fields>({}, ...good, ...good) },
    { weight: 1, arbitrary: bad },
  );
}

const move = fc.oneof(
  ...every.pages.map((page) =>
    fc.record({
      page: fc.constant(page.id),
      fields: fc
        .tuple(...page.questions.map((question) => fieldsOf(question, question.id)))
        .map((all): Fields => Object.assign({}, ...all)),
      button: fc.constantFrom('continue', 'continue', 'add:x_grupp', 'save:x_grupp', 'remove:x_grupp:0', 'again', 'x'),
      open: fc.constantFrom('', 'x_grupp:new', 'x_grupp:0', 'x_grupp:9'),
    }),
  ),
);

function walk(moves: readonly { page: string; fields: Fields; button: string; open: string }[]): Answers {
  let answers: Answers = { x_grupp: [] };
  for (const { page, fields, button, open } of moves) {
    const sent = accept(every, page, { ...fields, _do: [button], _open: [open] }, { ...OPTIONS, answers });
    if (sent.kind === 'again') view(every, page, { ...OPTIONS, answers, fields: sent.fields, open: sent.open });
    else ({ answers } = sent);
    assert.ok(view(every, page, { ...OPTIONS, answers }));
  }
  return answers;
}

test('property: a form of every type, sent in any order with anything, saves only answers that hold and fit the schema', () => {
  const saved = new Set<string>();
  fc.assert(
    fc.property(fc.array(move, { maxLength: 15 }), (moves) => {
      const answers = walk(moves);
      const result = journey(every, answers, OPTIONS);
      for (const id of Object.keys(result.data.json)) saved.add(id);
      assert.deepEqual(result.errors, []);
      assert.ok(fits(result.data.json), JSON.stringify(fits.errors));
      assert.ok(validate(every, answers, OPTIONS).ok, 'every question may be left out');
      const read = summary(every, result, OPTIONS).flatMap(({ rows }) => rows);
      for (const { question, value } of read)
        assert.equal(value.kind === 'none', result.data.json[question] === undefined, question);
      const frozen = printData(every, result.data.json, OPTIONS).flatMap(({ rows }) => rows.map((row) => row.question));
      assert.deepEqual(
        frozen,
        read.filter(({ value }) => value.kind !== 'none').map((row) => row.question),
      );
    }),
    { numRuns: 400 },
  );
  const missed = every.pages
    .flatMap((page) => page.questions)
    .filter(({ id, type }) => type !== 'information' && !saved.has(id));
  assert.deepEqual(
    missed.map(({ id }) => id),
    [],
    'every question was answered in some run',
  );
});
