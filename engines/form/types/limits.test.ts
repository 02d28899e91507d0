import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Json } from '@torget/feel';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { openIn } from '../accept-group.ts';
import { OPTIONS } from '../testing/forms.ts';
import type { Question, QuestionType } from '../types.ts';
import { addressesFor } from './address.ts';
import { rowsIn } from './household.ts';
import { rowOf } from './index.ts';

/** A limit of a question type: the largest that is taken, the smallest that is not, and what is said of it. */
interface Limit {
  readonly type: QuestionType;
  readonly of: string;
  readonly more?: Partial<Question>;
  /** Nobody is signed in: the registers say nothing of who writes. */
  readonly unknown?: true;
  readonly at: Json;
  readonly beyond: Json;
  readonly rule: string;
}

const many = (count: number) => 'å'.repeat(count);
const times = <T>(count: number, make: (n: number) => T): readonly T[] =>
  Array.from({ length: count }, (_, n) => make(n));
const file = (more: { readonly [key: string]: Json }) => ({
  ...{ file: 'a', name: 'a.pdf', type: 'application/pdf', size: 1, sha256: 'a'.repeat(64) },
  ...more,
});
const address = (more: { readonly [key: string]: Json }) => ({
  ...{ gata: 'Storgatan 1', postnummer: '984 31', ort: 'Ekhamn' },
  ...more,
});
const corner = (n: number) => ({ lat: `59.${1000 + n}`, lon: `17.${1000 + n}` });
const somebody = (letters: number) => ({ namn: many(letters), fodelsedatum: '2020-01-02' });
const home = (adults: number, children: number, letters = 3) => ({
  vuxna: times(adults, () => somebody(letters)),
  barn: times(children, () => somebody(letters)),
});
const firm = (letters: number) => ({ nummer: '5560360793', namn: many(letters) });
const option = (n: number) => ({ id: `v${n}`, label: { sv: `${n}` } });

const LIMITS: readonly Limit[] = [
  { type: 'text', of: 'letters', at: many(200), beyond: many(201), rule: 'too-long' },
  { type: 'text', of: 'letters of its own', more: { maxLength: 3 }, at: '👩‍🦰', beyond: '👩‍🦰a', rule: 'too-long' },
  { type: 'text', of: 'lines', at: 'a', beyond: 'a\nb', rule: 'one-line' },
  { type: 'long-text', of: 'letters', at: many(5000), beyond: many(5001), rule: 'too-long' },
  { type: 'long-text', of: 'words', more: { maxWords: 3 }, at: 'a b c', beyond: 'a b c d', rule: 'too-many-words' },
  {
    type: 'email',
    of: 'letters',
    at: `${'a'.repeat(248)}@bc.se`,
    beyond: `${'a'.repeat(249)}@bc.se`,
    rule: 'too-long',
  },
  { type: 'phone', of: 'digits', at: '+123456789012345', beyond: '+1234567890123456', rule: 'phone' },
  { type: 'phone', of: 'too few digits', at: '123456', beyond: '12345', rule: 'phone' },
  {
    type: 'web-address',
    of: 'letters',
    at: `https://a.se/${'b'.repeat(487)}`,
    beyond: `https://a.se/${'b'.repeat(488)}`,
    rule: 'too-long',
  },
  { type: 'whole-number', of: 'its own', more: { max: 5 }, at: 5, beyond: 6, rule: 'too-large' },
  { type: 'whole-number', of: 'its own, downwards', more: { min: 5 }, at: 5, beyond: 4, rule: 'too-small' },
  { type: 'money', of: 'its own', more: { max: '5' }, at: '5', beyond: '5.01', rule: 'too-large' },
  {
    type: 'choices',
    of: 'how many',
    more: { max: 2, options: times(3, option) },
    at: ['v0', 'v1'],
    beyond: ['v0', 'v1', 'v2'],
    rule: 'too-many',
  },
  {
    type: 'choices',
    of: 'how few',
    more: { min: 2, options: times(3, option) },
    at: ['v0', 'v1'],
    beyond: ['v0'],
    rule: 'too-few',
  },
  { type: 'choice', of: 'what there is', more: { options: times(2, option) }, at: 'v1', beyond: 'v2', rule: 'choice' },
  { type: 'file', of: 'bytes', at: file({ size: 20_000_000 }), beyond: file({ size: 20_000_001 }), rule: 'file-size' },
  {
    type: 'files',
    of: 'how many',
    at: times(10, (n) => file({ file: `f${n}` })),
    beyond: times(11, (n) => file({ file: `f${n}` })),
    rule: 'too-many',
  },
  {
    type: 'files',
    of: 'how few',
    more: { min: 2 },
    at: times(2, (n) => file({ file: `f${n}` })),
    beyond: [file({})],
    rule: 'too-few',
  },
  {
    type: 'address',
    of: 'a line',
    at: address({ gata: many(120) }),
    beyond: address({ gata: many(121) }),
    rule: 'address-length',
  },
  { type: 'point', of: 'words', at: { text: many(500) }, beyond: { text: many(501) }, rule: 'too-long' },
  {
    type: 'line',
    of: 'corners',
    at: { punkter: times(100, corner) },
    beyond: { punkter: times(101, corner) },
    rule: 'too-many',
  },
  {
    type: 'line',
    of: 'too few corners',
    at: { punkter: times(2, corner) },
    beyond: { punkter: times(1, corner) },
    rule: 'line-points',
  },
  {
    type: 'area',
    of: 'too few corners',
    at: { punkter: times(3, corner) },
    beyond: { punkter: times(2, corner) },
    rule: 'area-points',
  },
  {
    type: 'choices',
    of: 'how many of a long list',
    more: { options: times(101, option) },
    at: times(100, (n) => `v${n}`),
    beyond: times(101, (n) => `v${n}`),
    rule: 'too-many',
  },
  { type: 'household', of: 'adults', at: home(20, 0), beyond: home(21, 0), rule: 'too-many' },
  { type: 'household', of: 'children', at: home(1, 20), beyond: home(1, 21), rule: 'too-many' },
  { type: 'household', of: 'a name', at: home(1, 0, 120), beyond: home(1, 0, 121), rule: 'person-name-length' },
  {
    type: 'signature',
    of: 'a name',
    unknown: true,
    at: { namn: many(120) },
    beyond: { namn: many(121) },
    rule: 'too-long',
  },
  { type: 'person', of: 'a name', at: somebody(120), beyond: somebody(121), rule: 'person-name-length' },
  {
    type: 'person',
    of: 'an e-mail address',
    more: { ask: ['email'] },
    at: { namn: 'Åsa', epost: `${'a'.repeat(248)}@bc.se` },
    beyond: { namn: 'Åsa', epost: `${'a'.repeat(249)}@bc.se` },
    rule: 'email',
  },
  { type: 'child', of: 'a name', at: somebody(120), beyond: somebody(121), rule: 'person-name-length' },
  { type: 'company', of: 'a name', at: firm(200), beyond: firm(201), rule: 'company-name-length' },
  {
    type: 'property',
    of: 'the letters before the unit',
    at: { beteckning: `E${many(78)} 12345:12345` },
    beyond: { beteckning: `E${many(79)} 12345:12345` },
    rule: 'property',
  },
  {
    type: 'property',
    of: 'figures of the unit',
    at: { beteckning: 'Ekhamn Kvarnen 1:12345' },
    beyond: { beteckning: 'Ekhamn Kvarnen 1:123456' },
    rule: 'property',
  },
  { type: 'point', of: 'a street', at: { gata: many(120) }, beyond: { gata: many(121) }, rule: 'shape' },
  {
    type: 'point',
    of: 'degrees north',
    at: { lat: '90', lon: '17' },
    beyond: { lat: '90.0000001', lon: '17' },
    rule: 'shape',
  },
  {
    type: 'point',
    of: 'degrees west',
    at: { lat: '59', lon: '-180' },
    beyond: { lat: '59', lon: '-180.0000001' },
    rule: 'shape',
  },
];

function question({ type, more }: Pick<Limit, 'type' | 'more'>): Question {
  return { id: 'q', type, label: { sv: 'Svar', en: 'Answer' }, optional: false, ...more };
}

for (const limit of LIMITS) {
  test(`${limit.type}, ${limit.of}: taken at the limit, refused beyond it, and the schema says the same`, () => {
    const asked = question(limit);
    const row = rowOf(limit.type);
    const around = limit.unknown ? { ...OPTIONS, facts: {} } : OPTIONS;
    const rules = (value: Json) => row.check(asked, value, around).map(({ rule }) => rule);
    assert.deepEqual(rules(limit.at), []);
    assert.deepEqual([...new Set(rules(limit.beyond))], [limit.rule]);
    const ajv = new Ajv2020({ strict: false, formats: { decimal: true, date: true, email: true, uri: true } });
    assert.equal(
      ajv.validate(row.schema(asked), row.settle?.(limit.at, around, asked) ?? limit.at),
      true,
      JSON.stringify(ajv.errors),
    );
  });
}

test('a page of a household has room for twenty on each side, whatever number a browser sends', () => {
  const rows = (count: string) => rowsIn({ 'q-barn': [count] }, 'q', 'barn');
  assert.deepEqual(['20', '21', '1e9', '-1', '1.5'].map(rows), [20, 20, 20, 0, 0]);
});

test('ten addresses are suggested, and an eleventh is not', () => {
  const rows = (count: number) => times(count, (n) => address({ id: `a${n}`, gata: `Storgatan ${n}` }));
  const suggested = (count: number) =>
    addressesFor({ ...OPTIONS, facts: { register: { addresses: rows(count) } } }, 'stor');
  assert.deepEqual([suggested(10).length, suggested(11).length], [10, 10]);
});

/** Text in one field: the longest that is read, and the same one letter longer, which is no answer. */
const TYPED: readonly (readonly [
  type: QuestionType,
  of: string,
  at: string,
  beyond: string,
  more?: Partial<Question>,
])[] = [
  ['whole-number', 'figures', '9'.repeat(15), '9'.repeat(16)],
  ['whole-number', 'letters', `1${' '.repeat(58)}2`, `1${' '.repeat(59)}2`],
  ['decimal', 'figures before the comma', '9'.repeat(15), '9'.repeat(16)],
  ['decimal', 'figures behind the comma', `0,${'9'.repeat(6)}`, `0,${'9'.repeat(7)}`],
  ['decimal', 'letters', `1${' '.repeat(58)}2`, `1${' '.repeat(59)}2`],
  ['money', 'figures before the comma', '9'.repeat(12), '9'.repeat(13)],
  ['money', 'figures behind the comma', '1,25', '1,255'],
  ['money', 'letters', `1${' '.repeat(56)} kr`, `1${' '.repeat(57)} kr`],
  ['date', 'letters', `3${' '.repeat(26)}februari 2026`, `3${' '.repeat(27)}februari 2026`, { oneField: true }],
  ['time', 'letters', `kl.${' '.repeat(13)}8.30`, `kl.${' '.repeat(14)}8.30`],
  ['organisation-number', 'letters', `559900${' '.repeat(30)}0006`, `559900${' '.repeat(31)}0006`],
  ['personal-number', 'letters', `850124-${' '.repeat(29)}2393`, `850124-${' '.repeat(30)}2393`],
  ['property', 'letters', `ekhamn kvarnen${' '.repeat(82)}1:23`, `ekhamn kvarnen${' '.repeat(83)}1:23`],
];
for (const [type, of, at, beyond, more] of TYPED) {
  test(`${type}, ${of} in its field: read at the limit, and one more is no answer`, () => {
    const asked = question({ type, ...(more === undefined ? {} : { more }) });
    const row = rowOf(type);
    const taken = (text: string) => {
      const read = row.read(asked, 'q', { q: [text] }, OPTIONS);
      return read.kind === 'value' && row.check(asked, read.value, OPTIONS).length === 0;
    };
    assert.deepEqual([taken(at), taken(beyond)], [true, false]);
  });
}

test('what stands for a file is of so many letters, and a question reads two hundred of them', () => {
  const check = (more: { readonly [key: string]: Json }) =>
    rowOf('file').check(question({ type: 'file' }), file(more), OPTIONS).length;
  for (const [key, most, end] of [
    ['file', 300, ''],
    ['name', 200, '.pdf'],
    ['type', 100, ''],
  ] as const) {
    const said = (letters: number) => ({ [key]: `${'a'.repeat(letters - end.length)}${end}` });
    assert.deepEqual([check(said(most)), check(said(most + 1))], [0, 1], key);
  }
  const read = (count: number) => {
    const fields = { q: times(count, (n) => JSON.stringify(file({ file: `f${n}` }))) };
    const found = rowOf('files').read(question({ type: 'files' }), 'q', fields, OPTIONS);
    return found.kind === 'value' && Array.isArray(found.value) ? found.value.length : 0;
  };
  assert.deepEqual([read(200), read(201)], [200, 200]);
});

test('the ten thousandth entry of a group is the last that a page can have open', () => {
  const open = (entry: string) => openIn({ _open: [`q:${entry}`] }, 'q');
  assert.deepEqual([open('9999'), open('10000')], [{ group: 'q', entry: 9999 }, undefined]);
});
