import assert from 'node:assert/strict';
import { test } from 'node:test';
import { load } from '@torget/form';
import { languagesOf } from '#platform/town/index.ts';
import { mapOf } from './map.ts';

const FORM = `pages:
  - id: lon
    title: { sv: Lön, en: Wages }
    questions:
      - { id: har, type: yes-no, label: { sv: Har du lön? } }
      - id: slag
        type: choice
        when: har = true
        label: { sv: Vilken?, en: Which?, ar: أي؟ }
        options: { fast: { sv: Fast, en: "  " }, tim: { sv: Timme, en: By the hour } }
    eligible: [ { when: har = false, stop: { title: { sv: Nej, en: No }, text: { sv: Sök inte, en: Do not apply } } } ]
    validation: [ { rule: 'slag != "tim"', message: { sv: Inte timme, en: Not by the hour }, at: slag } ]
  - id: barn
    when: har = true
    title: { sv: Barn, en: Children }
    questions:
      - id: barn_lista
        type: group
        label: { sv: Barn, en: Children }
        repeat: { min: 0, max: 3 }
        questions: [ { id: namn, type: text, optional: true, label: { sv: Namn, en: Name } } ]
`;

test('every text that lacks a language is named with its place: left out, empty, in a list, a letter that is not there', () => {
  const service = 'title: { sv: Ansök, en: Apply }\nbefore-you-start: { sv: [ Ett, Två ] }\nlaw: { no: 1 }\n';
  const files = { 'form.yaml': FORM, 'service.yaml': service, 'letters/svar.sv.md': 'Hej', 'letters/svar.en.md': 'Hi' };
  const { texts, missing } = languagesOf({ ...files, 'letters/bara.sv.md': 'Hej' }, ['sv', 'en']);
  assert.equal(texts, 15);
  assert.deepEqual(
    missing.map(({ language, file, line, place, words }) => `${language} ${file}:${line} ${place} ${words}`),
    [
      'en form.yaml:5 pages.0.questions.0.label Har du lön?',
      'en form.yaml:10 pages.0.questions.1.options.fast Fast',
      'en service.yaml:2 before-you-start Ett Två',
      'en letters/bara.en.md:1 letters bara',
    ],
  );
  const { missing: arabic } = languagesOf(files, ['ar']);
  assert.equal(arabic.length, 13, 'all but the one that has it');
  assert.deepEqual(languagesOf({ 'form.yaml': ': [' }, ['sv']).missing, []);
});

test('the map of a form has every page, question and option with whom it is for, every stop and every rule', () => {
  const form = load(FORM);
  assert.ok(form.ok);
  assert.deepEqual(mapOf(form.value, 'en'), [
    '1. Wages  [lon]',
    '   • Har du lön?  [har, yes-no]',
    '   • Which?  [slag, choice]  ← har = true',
    '   ! slag != "tim": Not by the hour',
    '   ■ har = false → No',
    '2. Children  [barn]  ← har = true',
    '   • Children  [barn_lista, group]',
    '      • Name  [namn, text] (–)',
  ]);
  assert.equal(mapOf(form.value, 'sv')[0], '1. Lön  [lon]');
});
