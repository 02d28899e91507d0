import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Json } from '@torget/feel';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { OPTIONS } from '../testing/forms.ts';
import type { Question, QuestionType } from '../types.ts';
import { rowOf } from './index.ts';

/** A limit of a question type: the largest that is taken, the smallest that is not, and what is said of it. */
interface Limit {
  readonly type: QuestionType;
  readonly of: string;
  readonly more?: Partial<Question>;
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
    at: `${'a'.repeat(247)}@bc.se`,
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
];

function question({ type, more }: Pick<Limit, 'type' | 'more'>): Question {
  return { id: 'q', type, label: { sv: 'Svar', en: 'Answer' }, optional: false, ...more };
}

for (const limit of LIMITS) {
  test(`${limit.type}, ${limit.of}: taken at the limit, refused beyond it, and the schema says the same`, () => {
    const asked = question(limit);
    const row = rowOf(limit.type);
    const rules = (value: Json) => row.check(asked, value, OPTIONS).map(({ rule }) => rule);
    assert.deepEqual(rules(limit.at), []);
    assert.deepEqual([...new Set(rules(limit.beyond))], [limit.rule]);
    const ajv = new Ajv2020({ strict: false, formats: { decimal: true, date: true, email: true, uri: true } });
    assert.equal(
      ajv.validate(row.schema(asked), row.settle?.(limit.at, OPTIONS, asked) ?? limit.at),
      true,
      JSON.stringify(ajv.errors),
    );
  });
}
