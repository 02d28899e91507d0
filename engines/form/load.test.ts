import assert from 'node:assert/strict';
import { test } from 'node:test';
import { journey, load, view } from './index.ts';
import { faultsOf, formOf, RENEWAL } from './testing/forms.ts';

const page = (questions: string, more = '') =>
  `pages:\n  - id: a\n    title: { sv: A, en: A }\n${more}    questions:\n${questions}`;
const question = (keys: string) => `      - { id: q, label: { sv: Q, en: Q }, ${keys} }\n`;

test('the form of the service folder contract loads without faults or warnings', () => {
  const form = formOf(RENEWAL);
  assert.deepEqual(form.warnings, []);
  assert.equal(form.computed['summa_inkomster']?.type.kind, 'number');
});

test('an unknown key is a fault on its line, with the nearest key as advice', () => {
  const loaded = load(page(question('type: text, optinal: true')));
  assert.ok(!loaded.ok);
  const [fault] = loaded.error;
  assert.deepEqual([fault?.code, fault?.line, fault?.advice.sv], ['unknown-key', 5, 'Menade du optional?']);
  assert.ok((fault?.column ?? 0) > 1);
});

const NUMBER = '      - { id: n, type: whole-number, label: { sv: N, en: N } }\n';

const CASES: readonly (readonly [string, string, readonly string[]])[] = [
  ['a key that stands twice', page(question('type: text, type: date')), ['5 duplicate-key']],
  ['an alias', page('      - &x { id: q, type: text, label: { sv: Q, en: Q } }\n      - *x\n'), ['5 alias', '6 alias']],
  ['text that is no YAML', 'pages: [', ['1 yaml']],
  ['a form without pages', 'pages: []', ['1 no-pages']],
  ['a type that does not exist', page(question('type: slider')), ['5 unknown-type']],
  ['an id with a hyphen', page('      - { id: a-b, type: text, label: { sv: Q, en: Q } }\n'), ['5 bad-id']],
  [
    'a word that is reserved',
    page('      - { id: register, type: text, label: { sv: Q, en: Q } }\n'),
    ['5 reserved-id'],
  ],
  ['an id that is taken', page(question('type: text') + question('type: text')), ['6 duplicate-id']],
  ['a text without Swedish', page('      - { id: q, type: text, label: { en: Q } }\n'), ['5 text-swedish']],
  ['a text without language', page('      - { id: q, type: text, label: Q }\n'), ['5 text-languages']],
  ['a key of another type', page(question('type: text, options: { a: { sv: A, en: A } }')), ['5 key-of-other-type']],
  ['a choice without options', page(question('type: choice')), ['5 options']],
  ['a prefill outside the registers', page(question('type: text, prefill: case.number')), ['5 prefill']],
  ['a person without a known part', page(question('type: person, ask: [shoe-size]')), ['5 unknown-value']],
  ['a level that does not exist', page(question('type: personal-number, level: high')), ['5 unknown-value']],
  ['an appointment without a calendar', page(question('type: appointment')), ['5 calendar']],
  ['a pattern that may never end', page(question('type: text, pattern: "(a+)+b"')), ['5 pattern']],
  ['a pattern that is none', page(question('type: text, pattern: "[a"')), ['5 pattern']],
  ['a table without rows', page(question('type: table, columns: []')), ['5 table']],
  [
    'a table with a file in a cell',
    page(
      '      - { id: q, type: table, label: { sv: Q, en: Q }, rows: { a: { sv: A, en: A } }, columns: [ { id: f, type: file, label: { sv: F, en: F } } ] }\n',
    ),
    ['5 cell'],
  ],
  ['a computed value without an expression', page(question('type: computed')), ['5 expression']],
  ['a computed value of a later answer', page(question('type: computed, value: n + 1') + NUMBER), ['5 later-answer']],
  [
    'a computed value that depends on itself',
    `${page(question('type: computed, value: c + 1'))}computed: { c: "q + 1" }\n`,
    ['6 circle', '5 later-answer'],
  ],
  [
    'a group in a group',
    page(question('type: group, questions: [ { id: g, type: group, questions: [] } ]')),
    ['5 nested-group'],
  ],
  [
    'a title of an unknown question',
    page(
      question('type: group, repeat: { title: "{x}" }, questions: [ { id: y, type: text, label: { sv: Y, en: Y } } ]'),
    ),
    ['5 unknown-name'],
  ],
  ['a page id with a meaning of its own', page(question('type: text')).replace('id: a', 'id: granska'), ['2 page-id']],
  ['an unknown name in a condition', page(question('type: text, when: okand = 1')), ['5 unknown-name']],
  ['a condition that is no truth value', `${page(question('type: text'))}conditions:\n  c: 1 + 1\n`, ['7 no-truth']],
  ['values in a circle', `${page(question('type: text'))}computed:\n  x: y + 1\n  y: x + 1\n`, ['7 circle']],
  [
    'an answer that comes later',
    page(`${question('type: text, when: r = true')}      - { id: r, type: yes-no, label: { sv: R, en: R } }\n`),
    ['5 later-answer'],
  ],
  [
    'a later answer behind a condition',
    `${page(`${question('type: text, when: c')}      - { id: r, type: yes-no, label: { sv: R, en: R } }\n`)}conditions:\n  c: r = true\n`,
    ['5 later-answer'],
  ],
  [
    'an option that does not exist',
    page(
      `${question('type: choice, options: { lon: { sv: L, en: L } }')}      - { id: r, type: text, when: q = "lonn", label: { sv: R, en: R } }\n`,
    ),
    ['6 never'],
  ],
  [
    'a page that nobody reaches',
    page(question('type: yes-no')) +
      '  - id: b\n    when: q = true and q = false\n    questions: [ { id: r, type: text, label: { sv: R, en: R } } ]\n',
    ['7 never'],
  ],
  [
    'a rule at a question of another page',
    page(question('type: text'), '    validation: [ { rule: q != "x", message: { sv: X, en: X }, at: z } ]\n'),
    ['4 unknown-name'],
  ],
  ['a section that does not exist', page(question('type: text'), '    section: x\n'), ['4 unknown-section']],
];

for (const [name, yaml, expected] of CASES) {
  test(`${name}: ${expected.length === 0 ? 'loads' : 'is a fault with its line'}`, () => {
    assert.deepEqual(faultsOf(yaml), expected);
  });
}

test('a text without English is a warning, and the form loads', () => {
  const form = formOf(page('      - { id: q, type: text, label: { sv: Q } }\n'));
  assert.deepEqual(
    form.warnings.map(({ code, severity }) => [code, severity]),
    [['text-missing', 'warning']],
  );
});

test('every fault says what is right, in Swedish and English', () => {
  for (const [, yaml] of CASES) {
    const loaded = load(yaml);
    for (const fault of loaded.ok ? [] : loaded.error) {
      for (const text of [fault.message.sv, fault.message.en, fault.advice.sv, fault.advice.en])
        assert.notEqual(text, '');
    }
  }
});

test('a computed value on a page is shown there, is data, and is absent where its question is hidden', () => {
  const form = formOf(
    page(
      `${NUMBER}      - { id: dubbelt, type: computed, value: n * 2, as: number, label: { sv: Dubbelt, en: Double }, when: n > 1 }\n`,
    ),
  );
  const options = { at: '2026-02-03T08:00:00+01:00', facts: {} };
  const shown = view(form, 'a', { ...options, answers: { n: 21 } });
  assert.deepEqual(shown?.questions[1]?.computed, { kind: 'number', amount: '42' });
  const data = (n: number) => journey(form, { n, dubbelt: null }, options).data.json;
  assert.deepEqual([data(21), data(1)], [{ n: 21, dubbelt: '42' }, { n: 1 }]);
  assert.deepEqual(journey(form, { n: 21, dubbelt: null }, options).next, { check: true });
});

test('every key of a type is read into the question', () => {
  const form = formOf(
    page(
      [
        question('type: date, input: text'),
        '      - { id: p, type: person, label: { sv: P, en: P }, ask: [email, phone] }\n',
        '      - { id: s, type: personal-number, kinds: [samordningsnummer], level: confirmed }\n',
        '      - { id: l, type: long-text, label: { sv: L, en: L }, max-words: 300 }\n',
        '      - { id: t, type: text, label: { sv: T, en: T }, pattern: "[0-9]{4}" }\n',
        '      - { id: b, type: appointment, calendar: radgivning }\n',
        '      - { id: f, type: files, label: { sv: F, en: F }, max: 3, accept: [pdf], max-size: 5 MB, keep-original: true }\n',
        '      - { id: k, type: time, label: { sv: K, en: K }, min: "08:00", max: "17:00" }\n',
      ].join(''),
    ),
  );
  const [q, p, s, l, t, b, f, k] = form.pages[0]?.questions ?? [];
  assert.deepEqual(
    [
      q?.oneField,
      p?.ask,
      s?.kinds,
      s?.level,
      l?.maxWords,
      t?.pattern?.source,
      b?.calendar,
      f?.max,
      f?.accept,
      f?.keepOriginal,
      k?.min,
    ],
    [
      true,
      ['email', 'phone'],
      ['samordningsnummer'],
      'confirmed',
      300,
      '^(?:[0-9]{4})$',
      'radgivning',
      3,
      ['.pdf'],
      true,
      '08:00',
    ],
  );
});

const STOP = 'stop: { title: { sv: S, en: S }, text: { sv: S, en: S } }';
const ASKED = '{ id: ja, type: yes-no, label: { sv: J, en: J } }';
const stops = (conditions: readonly string[], last = '', asked = ASKED) => `
pages:
  - id: forst
    questions: [ ${asked} ]
    eligible:
${conditions.map((when) => `      - { when: ${when}, ${STOP} }\n`).join('')}  - id: sen${last}
    questions: [ { id: namn, type: text, label: { sv: N, en: N } } ]
`;
const UNREACHABLE: readonly (readonly [string, string, readonly string[]])[] = [
  ['a stop on each of the two answers', stops(['ja = true', 'ja = false']), ['7 unreachable']],
  ['a stop on one of the answers', stops(['ja = true']), []],
  ['a page for those who were stopped', stops(['ja = true'], '\n    when: ja = true'), ['8 unreachable']],
  ['a page for those who were not', stops(['ja = true'], '\n    when: ja = false'), []],
  [
    'both answers of a question that may be left out',
    stops(['ja = true', 'ja = false'], '', ASKED.replace('yes-no,', 'yes-no, optional: true,')),
    [],
  ],
  [
    'a stop that depends on a number',
    stops(['n > 0', 'n <= 0'], '', '{ id: n, type: whole-number, label: { sv: N, en: N } }'),
    [],
  ],
  [
    'a stop on the last page that nobody comes past',
    `pages:
  - id: forst
    questions: [ { id: a, type: choice, label: { sv: A, en: A }, options: { x: { sv: X, en: X } } } ]
    eligible: [ { when: a = "x", ${STOP} } ]
`,
    ['4 unreachable'],
  ],
];
for (const [name, yaml, expected] of UNREACHABLE)
  test(`unreachable pages: ${name}`, () => assert.deepEqual(faultsOf(yaml), expected));
