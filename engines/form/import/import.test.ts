import assert from 'node:assert/strict';
import { test } from 'node:test';
import { journey } from '../index.ts';
import type { Answers } from '../types.ts';
import { type Imported, importForm } from './index.ts';

const OPTIONS = { at: '2026-02-03T08:00:00+01:00', facts: {} };

function imported(from: 'xgov' | 'formio', json: unknown): Imported {
  const read = importForm(from, json, 'prov');
  assert.ok(read.ok, JSON.stringify(read));
  return read.value;
}

/** Pages that these answers come past, and where they end. */
function way({ form }: Imported, answers: Answers): readonly string[] {
  const { pages, next } = journey(form, answers, OPTIONS);
  return [...pages.map(({ page }) => page.id), 'stop' in next ? `stop: ${next.stop.title.sv}` : ''].filter(Boolean);
}

function codes({ notes }: Imported): readonly string[] {
  return notes.map(({ kind, code }) => `${kind} ${code}`);
}

const yesNo = (name: string) => ({ name, type: 'YesNoField', title: name, options: {}, values: { type: 'listRef' } });
const is = (name: string, field: string, value: string) => ({
  name,
  displayName: name,
  value: { name, conditions: [{ field: { name: field }, operator: 'is', value: { type: 'Value', value } }] },
});

const GRANT = {
  startPage: '/start',
  name: 'Grant',
  lists: [
    {
      name: 'kinds',
      type: 'string',
      items: [
        { text: 'A house', value: 'House' },
        { text: 'A boat', value: 'Boat' },
      ],
    },
  ],
  sections: [{ name: 'one', title: 'Section one' }],
  conditions: [
    is('owns', 'one.owns', 'true'),
    is('not', 'one.owns', 'false'),
    is('boat', 'one.kind', 'Boat'),
    is('lost', 'gone', 'x'),
  ],
  pages: [
    {
      path: '/start',
      title: 'Before you start',
      controller: './pages/start.js',
      components: [
        {
          type: 'Para',
          content: '<p>Read <a href="https://example.org/x">this</a>.</p><ul><li>one</li><li>two</li></ul>',
        },
      ],
      next: [{ path: '/owns' }],
    },
    {
      path: '/owns',
      title: 'Do you own it?',
      section: 'one',
      components: [yesNo('owns')],
      next: [{ path: '/kind', condition: 'owns' }, { path: '/end', condition: 'not' }, { path: '/nowhere' }],
    },
    {
      path: '/kind',
      title: 'What is it?',
      section: 'one',
      components: [{ name: 'kind', type: 'RadiosField', title: 'Kind', list: 'kinds', options: {} }],
      next: [{ path: '/boat', condition: 'boat' }, { path: '/cost' }],
    },
    {
      path: '/boat',
      title: 'The boat',
      section: 'one',
      components: [
        {
          name: 'abcdef',
          type: 'TextField',
          title: 'Name of the boat',
          options: { required: false },
          schema: { regex: '' },
        },
      ],
      next: [{ path: '/cost' }],
    },
    {
      path: '/cost',
      title: 'Costs',
      section: 'one',
      controller: 'RepeatingFieldPageController',
      components: [
        {
          name: 'costs',
          type: 'MultiInputField',
          title: 'Costs',
          options: { required: true, maxMultiInputFieldRows: 3 },
          children: [
            { name: 'what', type: 'TextField', title: 'What' },
            { name: 'much', type: 'NumberField', title: 'How much', options: { prefix: '£' } },
          ],
        },
      ],
      next: [{ path: '/summary' }],
    },
    {
      path: '/end',
      title: 'You cannot apply',
      components: [{ type: 'Html', content: '<p>You must own it.</p>' }],
      next: [],
    },
    { path: '/summary', title: 'Check', controller: 'summary.ts', components: [], next: [] },
  ],
};

test('pages of the XGov format come in the order of their flow, and each when its way is taken', () => {
  const grant = imported('xgov', GRANT);
  const start = { upplysning: null };
  assert.deepEqual(way(grant, { ...start, owns: true, kind: 'house' }), [
    'sida-start',
    'sida-owns',
    'sida-kind',
    'sida-cost',
  ]);
  assert.deepEqual(way(grant, { ...start, owns: true, kind: 'boat' }), [
    'sida-start',
    'sida-owns',
    'sida-kind',
    'sida-boat',
    'sida-cost',
  ]);
  assert.equal(way(grant, { ...start, owns: false }).at(-1), 'stop: You cannot apply');
  assert.match(grant.yaml, /when: "villkor_boat"/, 'the page after both ways is always reached, the boat only on one');
  assert.equal(grant.form.pages.find(({ id }) => id === 'sida-cost')?.when, undefined);
});

test('fields of the XGov format keep their kind, limits and options, and HTML becomes text', () => {
  const { form, yaml } = imported('xgov', GRANT);
  const questions = form.pages.flatMap((page) => page.questions);
  assert.deepEqual(
    questions.map(({ type }) => type),
    ['information', 'yes-no', 'choice', 'text', 'group'],
  );
  assert.deepEqual(
    questions[4]?.questions?.map(({ id, type }) => `${id} ${type}`),
    ['what text', 'much money'],
  );
  assert.deepEqual([questions[4]?.repeat?.min, questions[4]?.repeat?.max], [1, 3]);
  assert.equal(questions[3]?.optional, true);
  assert.equal(questions[3]?.pattern, undefined, 'an empty pattern is none');
  assert.match(yaml, /Read this \(https:\/\/example\.org\/x\)\.\n\s+- one\n\s+- two/);
});

test('what the XGov source has wrong, and what became different, is told by place', () => {
  const found = codes(imported('xgov', GRANT));
  for (const code of [
    'source condition-unused',
    'source edge-nowhere',
    'different end-page',
    'different currency',
    'different summary',
    'different not-translated',
  ])
    assert.ok(found.includes(code), `${code} is in ${found.join()}`);
});

test('conditions written as text in old XGov forms are read as expressions', () => {
  const old = {
    ...GRANT,
    conditions: [
      { name: 'owns', value: 'one.owns == true' },
      { name: 'not', value: 'not (one.owns == true)' },
      { name: 'boat', value: "one.kind == 'Boat' and one.owns == true" },
    ],
  };
  const start = { upplysning: null };
  assert.ok(way(imported('xgov', old), { ...start, owns: true, kind: 'boat' }).includes('sida-boat'));
  assert.ok(!way(imported('xgov', old), { ...start, owns: true, kind: 'house' }).includes('sida-boat'));
});

const radio = (key: string, values: readonly string[], more: object = {}) => ({
  type: 'radiopanel',
  key,
  label: key,
  values: values.map((value) => ({ value, label: `Svar ${value}` })),
  validate: { required: true },
  ...more,
});
const field = (key: string, more: object = {}) => ({
  type: 'textfield',
  key,
  label: key,
  validate: { required: true },
  ...more,
});
const panel = (key: string, components: readonly object[], more: object = {}) => ({
  type: 'panel',
  key,
  title: key,
  components,
  ...more,
});

/** Which questions of a Form.io form are asked with some answers. */
function asked(
  components: readonly object[],
  answers: Answers,
  code = '',
): { readonly visible: readonly string[]; readonly notes: string } {
  const form = imported('formio', { title: 'Prøve', skjemanummer: 'X', components });
  const { pages } = journey(form.form, answers, OPTIONS);
  return { visible: pages.flatMap((page) => page.visible), notes: codes(form).join(` ${code}`) };
}

for (const [code, when] of [
  [{ conditional: { when: 'slag', eq: 'b', show: true } }, ['b']],
  [{ conditional: { when: 'slag', eq: 'b', show: false } }, ['a', 'c']],
  [{ customConditional: 'show = data.slag === "b";' }, ['b']],
  [{ customConditional: 'show = !(data.slag === "b" || data.slag === "c")' }, ['a']],
  [{ customConditional: 'var hide = ["a", "b"].includes(data.slag);\r\nshow = !hide;' }, ['c']],
  [{ customConditional: "show = data.slag !== 'a' && data.slag !== 'c'" }, ['b']],
  [{ customConditional: 'show = data.gone === "x" || row.slag === "c"' }, ['c']],
  [
    { conditional: { json: { or: [{ '==': [{ var: 'data.slag' }, 'a'] }, { in: [{ var: 'data.slag' }, ['c']] }] } } },
    ['a', 'c'],
  ],
  [
    {
      conditional: {
        show: true,
        conjunction: 'any',
        conditions: [
          { component: 'slag', operator: 'isEqual', value: 'a' },
          { component: 'slag', operator: 'isNotEqual', value: 'c' },
        ],
      },
    },
    ['a', 'b'],
  ],
] as const) {
  test(`Form.io shows a question by ${JSON.stringify(code)}`, () => {
    const components = [panel('p', [radio('slag', ['a', 'b', 'c']), field('mer', code)])];
    const shown = ['a', 'b', 'c'].filter((slag) => asked(components, { slag }).visible.includes('mer'));
    assert.deepEqual(shown, when);
  });
}

test('rules over the rows of a Form.io grid hold outside it, and the rows’ own inside', () => {
  const grid = {
    type: 'datagrid',
    key: 'barn',
    label: 'Barn',
    components: [radio('bor', ['her', 'der']), field('hvor', { customConditional: 'show = row.bor === "der"' })],
  };
  const components = [
    panel('p', [grid]),
    panel('q', [
      field('noen', { customConditional: 'show = _.some(data.barn, (rad) => { return rad.bor === "der"; })' }),
    ]),
  ];
  const entry = (bor: string) => ({ bor, ...(bor === 'der' ? { hvor: 'x' } : {}) });
  assert.deepEqual(asked(components, { barn: [entry('her')] }).visible, ['barn']);
  assert.deepEqual(asked(components, { barn: [entry('her'), entry('der')] }).visible, ['barn', 'noen']);
});

test('a box that does away with the field before it is asked first', () => {
  const box = { type: 'navCheckbox', key: 'ingenTelefon', label: 'Ingen telefon', validate: {} };
  const components = [panel('p', [field('telefon', { customConditional: 'show = data.ingenTelefon !== true' }), box])];
  assert.deepEqual(asked(components, {}).visible, ['ingen_telefon', 'telefon']);
  assert.deepEqual(asked(components, { ingen_telefon: true }).visible, ['ingen_telefon']);
});

test('code is never run: what the grammar does not know is reported, and the question asked', () => {
  const evil = 'globalThis.harmed = true; show = (() => { globalThis.harmed = true; return process.exit(1); })();';
  const { visible, notes } = asked(
    [
      panel('p', [
        field('a', { customConditional: evil }),
        field('b', { calculateValue: 'value = fetch("http://x")' }),
      ]),
    ],
    {},
  );
  assert.deepEqual(visible, ['a', 'b']);
  assert.match(notes, /lost condition/);
  assert.match(notes, /lost computed/);
  assert.ok(!('harmed' in globalThis));
});

test('a sum that code worked out is worked out here', () => {
  const number = (key: string) => ({ type: 'number', key, label: key, validate: { required: true } });
  const sum = {
    ...number('samlet'),
    calculateValue:
      'value = tall(data.a) + tall(data.b);\r\nfunction tall(verdi) {\r\n return parseFloat(verdi || 0);\r\n}',
  };
  const { form } = imported('formio', { title: 'S', components: [panel('p', [number('a'), number('b'), sum])] });
  assert.equal(journey(form, { a: '2.5', b: '4' }, OPTIONS).data.json['samlet'], '6.5');
});

test('what is not of the format is refused with a fault', () => {
  for (const json of [null, [], {}, 'x', { pages: 1 }, { components: [{}] }]) {
    assert.ok(!importForm('xgov', json, 'x').ok);
    assert.ok(!importForm('formio', json, 'x').ok || JSON.stringify(json) === '{"components":[{}]}');
  }
});
