import assert from 'node:assert/strict';
import { test } from 'node:test';
import { journey } from '../../index.ts';
import type { Answers } from '../../types.ts';
import { type Imported, importForm } from '../index.ts';

const OPTIONS = { at: '2026-02-03T08:00:00+01:00', facts: {} };

type Component = { readonly [key: string]: unknown };

function imported(components: readonly unknown[], more: object = {}): Imported {
  const read = importForm('formio', { title: 'Form', display: 'wizard', components, ...more }, 'prov');
  assert.ok(read.ok, JSON.stringify(read));
  return read.value;
}

const questionsOf = ({ form }: Imported) => form.pages.flatMap((page) => page.questions);
const codes = ({ notes }: Imported) => notes.map(({ kind, code }) => `${kind} ${code}`);
const required = { required: true };
const VALUES = [
  { value: 'a', label: 'The first' },
  { value: 'b', label: 'The second' },
  { value: 'a', label: 'Again' },
  { value: '', label: '' },
];
const inside = [{ type: 'textfield', key: 'inner', label: 'Inner', validate: required }];

for (const [component, types] of [
  [{ type: 'textfield', inputMask: '999-aa' }, 'text'],
  [{ type: 'textfield', validate: { minLength: '', maxLength: '7', pattern: '(' } }, 'text'],
  [{ type: 'password' }, 'text'],
  [{ type: 'tags' }, 'text'],
  [{ type: 'textarea', editor: 'ckeditor', rows: 3 }, 'long-text'],
  [{ type: 'number', validate: { min: '1', max: 'x', step: 'any' } }, 'decimal'],
  [{ type: 'number', inputType: 'numeric' }, 'whole-number'],
  [{ type: 'currency', currency: 'USD' }, 'money'],
  [{ type: 'checkbox', defaultValue: true }, 'declaration'],
  [{ type: 'navCheckbox' }, 'declaration'],
  [{ type: 'radio', values: VALUES }, 'choice'],
  [
    {
      type: 'radiopanel',
      values: [
        { value: 'ja', label: 'Ja' },
        { value: 'nei', label: 'Nei' },
      ],
    },
    'yes-no',
  ],
  [{ type: 'selectboxes', values: VALUES, validate: { minSelectedCount: 2, maxSelectedCount: '2' } }, 'choices'],
  [{ type: 'select', data: { values: VALUES } }, 'choice'],
  [{ type: 'select', dataSrc: 'json', data: { json: '["x", "y"]' }, multiple: true }, 'choices'],
  [{ type: 'select', dataSrc: 'url', data: { url: 'https://example.org' } }, 'text'],
  [{ type: 'resource' }, 'text'],
  [{ type: 'landvelger' }, 'choice'],
  [{ type: 'valutavelger' }, 'choice'],
  [{ type: 'survey', questions: VALUES.slice(0, 2), values: VALUES }, 'choice choice'],
  [{ type: 'email' }, 'email'],
  [{ type: 'phoneNumber', inputMask: '(999) 999-9999' }, 'phone'],
  [{ type: 'url' }, 'web-address'],
  [{ type: 'address', components: inside }, 'address'],
  [{ type: 'datetime' }, 'date time'],
  [{ type: 'datetime', enableTime: false }, 'date'],
  [{ type: 'datetime', enableDate: false }, 'time'],
  [{ type: 'day' }, 'date'],
  [{ type: 'day', fields: { day: { hide: true } } }, 'month'],
  [{ type: 'day', fields: { day: { hide: true }, month: { hide: true } } }, 'whole-number'],
  [{ type: 'navDatepicker', earliestAllowedDate: '-10', latestAllowedDate: 0 }, 'date'],
  [{ type: 'monthPicker' }, 'month'],
  [{ type: 'year' }, 'whole-number'],
  [{ type: 'time' }, 'time'],
  [{ type: 'file', storage: 'base64', filePattern: '*', fileMaxSize: '1GB' }, 'file'],
  [{ type: 'file', multiple: true }, 'files'],
  [{ type: 'signature' }, 'declaration'],
  [{ type: 'attachment', attachmentValues: { leggerVedNaa: { enabled: true } } }, 'choice files'],
  [{ type: 'identity' }, 'yes-no personal-number date'],
  [{ type: 'navAddress' }, 'yes-no address long-text'],
  [{ type: 'addressValidity' }, 'date date'],
  [{ type: 'fnrfield' }, 'personal-number'],
  [{ type: 'orgNr' }, 'organisation-number'],
  [{ type: 'bankAccount' }, 'bank-account'],
  [{ type: 'iban' }, 'iban'],
  [{ type: 'datagrid', components: inside }, 'group'],
  [{ type: 'editgrid', components: inside, validate: { minLength: 2, maxLength: '1' } }, 'group'],
  [{ type: 'datagrid', components: [{ type: 'file', key: 'f', label: 'F' }] }, 'group'],
  [{ type: 'datagrid', components: [{ type: 'datagrid', key: 'deep', label: 'Deep', components: inside }] }, 'group'],
  [{ type: 'container', components: inside }, 'text'],
  [{ type: 'fieldset', legend: 'A <b>legend</b>', components: inside }, 'information text'],
  [{ type: 'well', components: inside }, 'text'],
  [{ type: 'columns', columns: [{ components: inside }, { components: [] }, null] }, 'text'],
  [{ type: 'table', rows: [[{ components: inside }], 'x'] }, 'text'],
  [{ type: 'tabs', components: [{ label: 'Tab', key: 'tab', components: inside }] }, 'information text'],
  [{ type: 'panel', title: 'Inner panel', components: inside }, 'information text'],
  [{ type: 'newGroup', components: inside }, 'text'],
  [{ type: 'newField' }, 'text'],
  [{ type: 'constructor' }, 'text'],
  [{ type: 'content', html: '<p>Read</p>' }, 'information'],
  [{ type: 'htmlelement', content: '<p onclick="x()">Read</p>' }, 'information'],
  [{ type: 'alertstripe', content: 'Read' }, 'information'],
  [{ type: 'accordion', accordionValues: [{ title: 'More', content: 'Read' }] }, 'information'],
] as const) {
  test(`Form.io ${JSON.stringify(component)} becomes ${types}`, () => {
    const page = {
      type: 'panel',
      key: 'page',
      title: 'Page',
      components: [{ key: 'q', label: 'A {label}: #1', ...component }],
    };
    assert.equal(
      questionsOf(imported([page]))
        .map(({ type }) => type)
        .join(' '),
      types,
    );
  });
}

test('what cannot be asked is told, and so are the settings that have no counterpart', () => {
  const lost = [
    ...[
      'image',
      'button',
      'hidden',
      'datasource',
      'recaptcha',
      'captcha',
      'stripe',
      'sketchpad',
      'dataFetcher',
      'form',
    ].map((type) => ({ type, key: type, label: type })),
    { type: 'textfield', key: 'gone', label: 'Gone', hidden: true },
  ];
  const field = {
    type: 'textfield',
    key: 'q',
    label: 'Q',
    defaultValue: 'x',
    customDefaultValue: 'value = 1',
    logic: [{ name: 'l' }],
    multiple: true,
    disabled: true,
    components: inside,
    validate: { minWords: 2, json: { if: [] } },
  };
  const form = imported([...lost, field]);
  assert.deepEqual(
    questionsOf(form).map(({ id }) => id),
    ['q'],
  );
  for (const { type } of lost.slice(0, 9)) assert.ok(codes(form).includes(`lost type-${type.toLowerCase()}`), type);
  assert.ok(form.notes.some(({ at, kind }) => at === 'gone' && kind === 'lost'));
  for (const code of [
    'elsewhere',
    'default',
    'default-code',
    'logic',
    'several-answers',
    'read-only',
    'children',
    'min-words',
    'check-json',
  ])
    assert.ok(codes(form).includes(`lost ${code}`), code);
});

/** Whether a question is asked with some answers. */
function shows(rule: Component, answers: Answers): boolean {
  const form = imported([
    { type: 'radiopanel', key: 'slag', label: 'Slag', values: VALUES.slice(0, 2), validate: required },
    { type: 'selectboxes', key: 'vilka', label: 'Vilka', values: VALUES.slice(0, 2) },
    { type: 'number', key: 'antal', label: 'Antal' },
    { type: 'checkbox', key: 'ja', label: 'Ja' },
    { type: 'textfield', key: 'mer', label: 'Mer', ...rule },
  ]);
  assert.ok(!codes(form).some((code) => /^(lost|source)/.test(code)), JSON.stringify(form.notes));
  return journey(form.form, answers, OPTIONS).pages.some(({ visible }) => visible.includes('mer'));
}

const json = (logic: unknown) => ({ conditional: { json: logic } });
const several = (conditions: readonly object[], more: object = {}) => ({
  conditional: { show: true, conjunction: 'all', conditions, ...more },
});
const at = (name: string) => ({ var: `data.${name}` });

for (const [rule, holds, fails] of [
  [{ conditional: { show: 'true', when: 'slag', eq: 'a' } }, { slag: 'a' }, { slag: 'b' }],
  [{ conditional: { show: 'false', when: 'slag', eq: 'a' } }, { slag: 'b' }, { slag: 'a' }],
  [{ conditional: { show: true, when: 'vilka.a', eq: 'true' } }, { vilka: ['a'] }, { vilka: ['b'] }],
  [{ conditional: { show: true, when: 'ja', eq: true } }, { ja: true }, {}],
  [{ conditional: { show: true, when: 'antal', eq: 5 } }, { antal: '5' }, { antal: '6' }],
  [json({ '==': [at('slag'), 'a'] }), { slag: 'a' }, { slag: 'b' }],
  [json({ '!=': [at('slag'), 'a'] }), { slag: 'b' }, { slag: 'a' }],
  [json({ '!': [{ '==': [at('slag'), 'a'] }] }), { slag: 'b' }, { slag: 'a' }],
  [json({ '>': [at('antal'), 5] }), { antal: '6' }, { antal: '5' }],
  [json({ '<=': [{ '+': [at('antal'), 1] }, 5] }), { antal: '4' }, { antal: '5' }],
  [json({ and: [{ '!!': [at('ja')] }, { in: [at('slag'), ['a', 'x']] }] }), { ja: true, slag: 'a' }, { slag: 'a' }],
  [json({ if: [{ '==': [at('slag'), 'a'] }, at('ja'), false] }), { slag: 'a', ja: true }, { slag: 'b', ja: true }],
  [several([{ component: 'slag', operator: 'isEqual', value: 'a' }]), { slag: 'a' }, { slag: 'b' }],
  [several([{ component: 'slag', operator: 'isNotEqual', value: 'a' }]), { slag: 'b' }, { slag: 'a' }],
  [several([{ component: 'slag', operator: 'isEqual', value: 'a' }], { show: false }), { slag: 'b' }, { slag: 'a' }],
  [several([{ component: 'antal', operator: 'isEmpty' }]), {}, { antal: '1' }],
  [several([{ component: 'antal', operator: 'isNotEmpty' }]), { antal: '1' }, {}],
  [several([{ component: 'antal', operator: 'greaterThan', value: 3 }]), { antal: '4' }, { antal: '3' }],
  [several([{ component: 'antal', operator: 'lessThanOrEqual', value: '3' }]), { antal: '3' }, { antal: '4' }],
  [{ customConditional: 'show = data.slag == "a" && !data.ja;' }, { slag: 'a' }, { slag: 'a', ja: true }],
  [
    { customConditional: 'if (data.slag === "a") { show = true; } else { show = false; }' },
    { slag: 'a' },
    { slag: 'b' },
  ],
  [{ customConditional: 'show = data.antal >= 3 ? true : false' }, { antal: '3' }, { antal: '2' }],
  [{ customConditional: 'show = data.vilka.a || data.vilka["b"]' }, { vilka: ['b'] }, {}],
  [{ customConditional: "show = _.includes(['a'], data.slag)" }, { slag: 'a' }, { slag: 'b' }],
] as const) {
  test(`Form.io shows by ${JSON.stringify(rule)}`, () => {
    assert.deepEqual([shows(rule, holds), shows(rule, fails)], [true, false]);
  });
}

test('code that is no known grammar is never run, is told, and its question is asked', () => {
  for (const code of [
    'show = /a/.test(data.slag)',
    'show = `a` === data.slag',
    'show = new Date() > 1',
    'show = utils.isBornBeforeYear(1950, "x")',
    'while (true) {}',
    'show = (()=>{ throw 1 })()',
    'show = data.constructor.constructor("globalThis.harmed = 1")()',
    '('.repeat(5000),
    '}{',
  ]) {
    const form = imported([{ type: 'textfield', key: 'q', label: 'Q', customConditional: code }]);
    assert.equal(questionsOf(form).length, 1, code);
    assert.ok(codes(form).includes('lost condition'), `${code} ${JSON.stringify(form.notes)}`);
  }
  assert.ok(!('harmed' in globalThis));
});

test('names twice, names that are none, and rules over what is not there make a form', () => {
  const form = imported([
    {
      type: 'panel',
      key: '',
      title: '',
      components: [{ type: 'textfield' }, { type: 'textfield', key: '1.2', label: ' ' }],
    },
    {
      type: 'panel',
      key: 'p',
      components: [{ type: 'textfield', key: 'q' }, { type: 'textfield', key: 'q' }, null, 3],
    },
    { key: 'bare' },
    { type: 'textfield', key: 'constructor', label: '\ud800' },
    { type: 'textfield', key: 'self', label: 'Self', conditional: { show: true, when: 'self', eq: 'x' } },
    { type: 'textfield', key: 'other', label: 'Other', conditional: { show: false, when: 'nobody', eq: 'x' } },
  ]);
  assert.ok(questionsOf(form).length >= 6);
  assert.equal(new Set(questionsOf(form).map(({ id }) => id)).size, questionsOf(form).length);
});

test('a form of 700 questions in a wizard is imported whole, with every rule', () => {
  const components = Array.from({ length: 35 }, (_, page) => ({
    type: 'panel',
    key: `p${page}`,
    title: `Page ${page}`,
    components: Array.from({ length: 20 }, (_, n) => ({
      type: n % 2 === 0 ? 'radiopanel' : 'textfield',
      key: `q${page}x${n}`,
      label: `Question ${n}`,
      description: '<p>What you know.</p>'.repeat(15),
      values: VALUES.slice(0, 2),
      ...(n % 2 === 0 ? {} : { customConditional: `show = row.q${page}x${n - 1} === "a"` }),
    })),
  }));
  const form = imported(components);
  assert.equal(questionsOf(form).length, 700);
  assert.equal(questionsOf(form).filter(({ when }) => when !== undefined).length, 350);
});
