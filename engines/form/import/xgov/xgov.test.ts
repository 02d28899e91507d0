import assert from 'node:assert/strict';
import { test } from 'node:test';
import { journey } from '../../index.ts';
import type { Answers } from '../../types.ts';
import { type Imported, importForm } from '../index.ts';

const OPTIONS = { at: '2026-02-03T08:00:00+01:00', facts: {} };

function imported(json: unknown): Imported {
  const read = importForm('xgov', json, 'prov');
  assert.ok(read.ok, JSON.stringify(read));
  return read.value;
}

const pagesOn = ({ form }: Imported, answers: Answers) =>
  journey(form, answers, OPTIONS).pages.map(({ page }) => page.id);
const codes = ({ notes }: Imported) => notes.map(({ kind, code }) => `${kind} ${code}`);

type Component = { readonly [key: string]: unknown };
const LISTS = [
  {
    name: 'kinds',
    type: 'string',
    items: [
      { text: 'Red', value: 'r' },
      { text: 'Blue', value: 'b', description: 'As the sea' },
      { text: 'None', value: 'n' },
    ],
  },
  {
    name: 'sizes',
    type: 'number',
    items: [
      { text: 'One', value: 1 },
      { text: 'Two', value: 2 },
    ],
  },
];

/** A form of one page with a component, and one more that comes on a condition. */
function formWith(component: Component, condition?: Component): unknown {
  const end = { path: '/summary', title: 'Check', controller: './pages/summary.js', components: [], next: [] };
  return {
    startPage: '/first',
    lists: LISTS,
    sections: [{ name: 'sec', title: 'Section' }],
    conditions: condition === undefined ? [] : [{ name: 'cond', displayName: 'It holds', value: condition }],
    pages: [
      {
        path: '/first',
        title: 'First',
        section: 'sec',
        components: [component],
        next:
          condition === undefined
            ? [{ path: '/summary' }]
            : [{ path: '/more', condition: 'cond' }, { path: '/summary' }],
      },
      {
        path: '/more',
        title: 'More',
        components: [{ name: 'x', type: 'TextField', title: 'X' }],
        next: [{ path: '/summary' }],
      },
      end,
    ],
  };
}

for (const [component, types] of [
  [{ type: 'TextField', options: { maxWords: '10' }, schema: { min: 2, regex: '' } }, 'text'],
  [{ type: 'MultilineTextField', schema: { max: 100 } }, 'long-text'],
  [{ type: 'FreeTextField', options: { maxWords: '250' } }, 'long-text'],
  [{ type: 'YesNoField', values: { type: 'listRef' } }, 'yes-no'],
  [{ type: 'RadiosField', list: 'kinds' }, 'choice'],
  [{ type: 'SelectField', list: 'sizes' }, 'choice'],
  [{ type: 'AutocompleteField', list: 'kinds' }, 'choice'],
  [{ type: 'CheckboxesField', list: 'kinds', options: { behaviour: 'exclusive', behaviourItemValue: 'n' } }, 'choices'],
  [
    {
      type: 'RadiosField',
      values: {
        type: 'static',
        items: [
          { label: 'A', value: true },
          { label: 'B', value: 0 },
        ],
      },
    },
    'choice',
  ],
  [{ type: 'RadiosField', list: 'gone' }, 'text'],
  [{ type: 'NumberField', schema: { min: '1.5', max: 9, precision: 0 } }, 'whole-number'],
  [{ type: 'NumberField', options: { prefix: '£' } }, 'money'],
  [{ type: 'NumberField', options: { suffix: 'kg' } }, 'decimal'],
  [{ type: 'DateField' }, 'date'],
  [{ type: 'DatePartsField', options: { maxDaysInPast: '30', maxDaysInFuture: 0 } }, 'date'],
  [{ type: 'MonthYearField' }, 'month'],
  [{ type: 'TimeField' }, 'time'],
  [{ type: 'DateTimeField' }, 'date time'],
  [{ type: 'DateTimePartsField' }, 'date time'],
  [{ type: 'UkAddressField' }, 'address'],
  [{ type: 'EmailAddressField' }, 'email'],
  [{ type: 'TelephoneNumberField' }, 'phone'],
  [{ type: 'WebsiteField' }, 'web-address'],
  [{ type: 'FileUploadField' }, 'file'],
  [{ type: 'FileUploadField', list: 'kinds' }, 'file'],
  [
    { type: 'ClientSideFileUploadField', options: { dropzoneConfig: { maxFiles: 3, acceptedFiles: ',.pdf,.csv' } } },
    'files',
  ],
  [{ type: 'MultiInputField', children: [{ name: 'c', type: 'TextField', title: 'C' }] }, 'group'],
  [{ type: 'MultiInputField', children: [{ name: 'c', type: 'FileUploadField', title: 'C' }] }, 'group'],
  [{ type: 'MultiInputField', children: [] }, 'information'],
  [{ type: 'Para', content: '<p>Read</p>' }, 'information'],
  [{ type: 'Html', content: '<script>x</script><h2>Read</h2>' }, 'information'],
  [{ type: 'InsetText', content: 'Read' }, 'information'],
  [{ type: 'Details', content: 'Read' }, 'information'],
  [{ type: 'WarningText', title: 'Read' }, 'information'],
  [{ type: 'FlashCard', list: 'kinds' }, 'information'],
  [{ type: 'List', list: 'kinds' }, 'information'],
  [{ type: 'SomethingNew' }, 'text'],
  [{ type: 'NewText', name: '', content: 'Read' }, 'information'],
  [{ type: 'constructor' }, 'text'],
  [{}, 'text'],
] as const) {
  test(`XGov ${JSON.stringify(component)} becomes ${types}`, () => {
    const { form } = imported(formWith({ name: 'abcdef', title: 'A title {like} "this": #1', ...component }));
    assert.equal(form.pages[0]?.questions.map(({ type }) => type).join(' '), types);
  });
}

const value = (of: unknown) => ({ type: 'Value', value: of, display: `${of}` });
const ago = (timePeriod: string, timeUnit: string, direction = 'in the past') => ({
  type: 'RelativeTime',
  timePeriod,
  timeUnit,
  direction,
});
const term = (operator: string, of: unknown, more: object = {}) => ({
  field: { name: 'sec.q', type: 'x', display: 'Q' },
  operator,
  value: of,
  ...more,
});

// What is answered; on the left it holds, on the right it does not. Today is 3 February 2026.
for (const [type, operator, than, holds, fails] of [
  ['YesNoField', 'is', value('true'), [true], [false]],
  ['YesNoField', 'is', value(true), [true], [false]],
  ['YesNoField', 'is not', value('true'), [false], [true]],
  ['RadiosField', 'is', value('r'), ['r'], ['b']],
  ['RadiosField', 'is not', value('r'), ['b'], ['r']],
  ['RadiosField', 'is', value('gone'), [], ['r', 'b']],
  ['CheckboxesField', 'contains', value('r'), [['r'], ['r', 'b']], [['b']]],
  ['CheckboxesField', 'does not contain', value('r'), [['b']], [['r', 'b']]],
  ['TextField', 'is', value('a "b" \\'), ['a "b" \\'], ['a']],
  ['TextField', 'is longer than', value('2'), ['abc'], ['ab']],
  ['TextField', 'is shorter than', value(2), ['a'], ['ab']],
  ['TextField', 'has length', value('2'), ['ab'], ['abc']],
  ['TextField', 'contains', value('b'), ['abc'], ['ac']],
  ['NumberField', 'is', value('5'), ['5', '5.0'], ['6']],
  ['NumberField', 'is more than', value('5'), ['6'], ['5']],
  ['NumberField', 'is at least', value(5), ['5'], ['4.9']],
  ['NumberField', 'is less than', value('-5'), ['-6'], ['-5']],
  ['NumberField', 'is at most', value('5'), ['5'], ['5.1']],
  ['DateField', 'is', value('2026-01-01'), ['2026-01-01'], ['2026-01-02']],
  ['DatePartsField', 'is before', value('2026-01-01'), ['2025-12-31'], ['2026-01-01']],
  ['DatePartsField', 'is after', value('2026-01-01'), ['2026-01-02'], ['2026-01-01']],
  ['DatePartsField', 'is at least', ago('18', 'years'), ['2008-02-03'], ['2008-02-04']],
  ['DatePartsField', 'is more than', ago('18', 'years'), ['2008-02-02'], ['2008-02-03']],
  ['DatePartsField', 'is at most', ago('2', 'months'), ['2025-12-03'], ['2025-12-02']],
  ['DatePartsField', 'is less than', ago('3', 'days', 'in the future'), ['2026-02-05'], ['2026-02-06']],
  ['TimeField', 'is before', value('10:00'), ['09:59'], ['10:00']],
  ['TimeField', 'is after', value('10:00'), ['10:01'], ['10:00']],
  ['MonthYearField', 'is', value('2026-01'), ['2026-01'], ['2026-02']],
] as const) {
  test(`XGov ${type} ${operator} ${JSON.stringify(than)}`, () => {
    const list = /Radios|Checkboxes/.test(type) ? { list: 'kinds' } : {};
    const form = imported(
      formWith({ name: 'q', type, title: 'Question', ...list }, { conditions: [term(operator, than)] }),
    );
    assert.ok(!codes(form).includes('lost condition'), JSON.stringify(form.notes));
    const [question] = form.form.pages[0]?.questions ?? [];
    const reached = (answer: Answers[string]) => pagesOn(form, { [question?.id ?? '']: answer }).includes('sida-more');
    assert.deepEqual([holds.map(reached), fails.map(reached)], [holds.map(() => true), fails.map(() => false)]);
    assert.ok(
      !pagesOn(form, {}).includes('sida-more') || operator.includes('not'),
      'what is not answered does not hold',
    );
  });
}

test('nested groups of XGov terms hold with and before or', () => {
  const is = (of: string, more: object = {}) => term('is', value(of), more);
  const form = imported(
    formWith(
      { name: 'q', type: 'RadiosField', title: 'Q', list: 'kinds' },
      {
        conditions: [
          { conditions: [is('r'), is('b', { coordinator: 'or' })] },
          { coordinator: 'and', conditions: [term('is not', value('b'))] },
        ],
      },
    ),
  );
  const reached = (q: string) => pagesOn(form, { q }).includes('sida-more');
  assert.deepEqual(['r', 'b', 'n'].map(reached), [true, false, false]);
});

test('a condition that XGov could not evaluate is told and counts as false', () => {
  for (const bad of [
    { conditions: [] },
    { conditions: [term('smells of', value('x'))] },
    { conditions: [{ conditionName: 'cond' }] },
    { conditions: [term('is more than', value('many'))] },
    'sec.q ==',
    'process.exit(1)',
    7,
  ]) {
    const form = imported(formWith({ name: 'q', type: 'NumberField', title: 'Q' }, bad as Component));
    assert.ok(codes(form).includes('lost condition'), JSON.stringify(bad));
    assert.ok(!pagesOn(form, { q: '1' }).includes('sida-more'));
  }
});

test('fields below an option are asked when it is chosen, and conditions know them', () => {
  const below = { name: 'why', type: 'YesNoField', title: 'Why' };
  const component = {
    name: 'q',
    type: 'RadiosField',
    title: 'Q',
    values: {
      type: 'static',
      items: [
        { label: 'A', value: 'a', children: [below] },
        { label: 'B', value: 'b' },
      ],
    },
  };
  const condition = { conditions: [{ ...term('is', value('true')), field: { name: 'sec.why' } }] };
  const form = imported(formWith(component, condition));
  assert.deepEqual(
    form.form.pages[0]?.questions.map(({ id }) => id),
    ['q', 'why'],
  );
  assert.ok(codes(form).includes('different below-option'));
  assert.ok(pagesOn(form, { q: 'a', why: true }).includes('sida-more'));
  assert.ok(!pagesOn(form, { q: 'b', why: true }).includes('sida-more'), 'what is hidden is absent');
});

const DIRT = {
  startPage: '/gone',
  name: 7,
  sections: [{ name: '1', title: 'One' }, { name: '', title: '' }, null],
  lists: 'none',
  pages: [
    null,
    {
      path: '/a',
      title: '',
      section: '1',
      components: [
        { name: 'x', type: 'TextField', title: '' },
        { name: 'x', type: 'NumberField', title: '<b></b>' },
        { name: 'constructor', type: 'TextField', title: '\u0000' },
        { type: 'TextField', schema: { regex: '(' } },
        'text',
      ],
      next: [{ path: '/a' }, { path: '/b', condition: 'nobody' }, { path: '/b' }, { path: '/nowhere' }, null],
    },
    { path: '/b', title: 'B', components: [{ name: 'b', type: 'YesNoField', title: 'B' }], next: [{ path: '/c' }] },
    {
      path: '/c',
      title: 'C',
      components: [{ name: 'c', type: 'YesNoField', title: 'C' }],
      next: [{ path: '/b' }, { path: '/a' }],
    },
    { path: '/a', title: 'Twice', components: [{ name: 'twice', type: 'TextField', title: 'Twice' }], next: [] },
    { title: 'Without an address', components: [{ name: 'lost', type: 'TextField', title: 'Lost' }] },
  ],
};

test('circles, edges to nowhere, pages twice, and names and titles that are none make a form, and are told', () => {
  const form = imported(DIRT);
  assert.deepEqual(
    form.form.pages.map(({ id }) => id),
    ['sida-a', 'sida-b', 'sida-c'],
  );
  assert.equal(form.form.pages[0]?.questions.length, 4);
  for (const code of [
    'start-missing',
    'page-twice',
    'page-unreachable',
    'edge-nowhere',
    'condition-missing',
    'label-missing',
  ])
    assert.ok(codes(form).includes(`source ${code}`), code);
  for (const code of ['different way-back', 'lost pattern']) assert.ok(codes(form).includes(code), code);
});

test('a published form in its envelope is read', () => {
  assert.equal(
    imported({ id: 'x', configuration: formWith({ name: 'q', type: 'TextField', title: 'Q' }) }).form.pages.length,
    1,
  );
});

/** Many yes/no pages, each with a page of its own for yes, written down in no order at all. */
function large(count: number): unknown {
  const numbers = Array.from({ length: count }, (_, index) => index);
  const pages = numbers.flatMap((n) => [
    {
      path: `/p${n}`,
      title: `Page ${n}`,
      components: [{ name: `q${n}`, type: 'YesNoField', title: `Question ${n}` }],
      next: [{ path: `/y${n}`, condition: `c${n}` }, { path: n + 1 < count ? `/p${n + 1}` : '/summary' }],
    },
    {
      path: `/y${n}`,
      title: `Yes ${n}`,
      components: [{ name: `t${n}`, type: 'TextField', title: `Text ${n}` }],
      next: [{ path: n + 2 < count ? `/p${n + 2}` : '/summary' }],
    },
  ]);
  const mixed = <T>(list: readonly T[]) => list.map((_, index) => list[(index * 7919) % list.length] as T);
  return {
    startPage: '/p0',
    conditions: mixed(numbers).map((n) => ({
      name: `c${n}`,
      value: { conditions: [{ field: { name: `q${n}` }, operator: 'is', value: value('true') }] },
    })),
    pages: mixed([...pages, { path: '/summary', title: 'Check', controller: 'summary.js', components: [], next: [] }]),
  };
}

test('a long form whose ways part and meet, written down in no order, is imported in order, also beyond what is simplified', () => {
  const form = imported(large(130));
  assert.equal(form.form.pages.length, 260);
  const yes: Answers = Object.fromEntries(Array.from({ length: 130 }, (_, n) => [`q${n}`, true]));
  const texts: Answers = Object.fromEntries(Array.from({ length: 130 }, (_, n) => [`t${n}`, 'x']));
  assert.equal(pagesOn(form, { ...yes, ...texts }).length, 130, 'each yes leads past the next question');
});

test('a form of 700 questions on a page each is imported whole', () => {
  const pages = Array.from({ length: 700 }, (_, n) => ({
    path: `/p${n}`,
    title: `Page ${n}`,
    components: [
      { name: `q${n}`, type: 'TextField', title: `Question ${n}`, hint: '<p>What you know.</p>'.repeat(20) },
    ],
    next: n < 699 ? [{ path: `/p${n + 1}` }] : [],
  }));
  assert.equal(imported({ startPage: '/p0', pages }).form.pages.length, 700);
});
