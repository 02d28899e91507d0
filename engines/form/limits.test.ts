import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assignments } from './load/reach.ts';
import { faultsOf, formOf, RENEWAL } from './testing/forms.ts';

/** A form of one page; what stands after the label of its only question. */
const asked = (more: string, label = 'L') =>
  `pages: [ { id: a, questions: [ { id: q, label: { sv: ${label}, en: L }, ${more} } ] } ]\n`;
const columns = (count: number) =>
  Array.from({ length: count }, (_, n) => `{ id: k${n}, type: text, label: { sv: K, en: K } }`).join(', ');
const rows = (count: number) => Array.from({ length: count }, (_, n) => `r${n}: { sv: R, en: R }`).join(', ');
const table = (row: number, column: number) =>
  asked(`type: table, rows: { ${rows(row)} }, columns: [ ${columns(column)} ]`);
const group = (max: number) =>
  asked(
    `type: group, repeat: { min: 0, max: ${max}, title: "{n}" }, questions: [ { id: n, type: text, label: { sv: N, en: N } } ]`,
  );
const inside = (depth: number): string =>
  depth === 0
    ? '{ id: n, type: text, label: { sv: N, en: N } }'
    : `{ id: g${depth}, type: group, label: { sv: G, en: G }, repeat: { min: 0, max: 2 }, questions: [ ${inside(depth - 1)} ] }`;

/** What a form's file may hold: the most that is taken, the least that is not, and the fault. */
const LIMITS: readonly (readonly [of: string, at: string, beyond: string, fault: string])[] = [
  ['the file', `${asked('type: text').padEnd(999_999)}\n`, `${asked('type: text').padEnd(1_000_000)}\n`, 'too-large'],
  ['a text', asked('type: text', 'å'.repeat(5000)), asked('type: text', 'å'.repeat(5001)), 'text-value'],
  ['letters', asked('type: text, max-length: 20000'), asked('type: text, max-length: 20001'), 'not-a-count'],
  ['words', asked('type: long-text, max-words: 20000'), asked('type: long-text, max-words: 20001'), 'not-a-count'],
  [
    'a pattern',
    asked(`type: text, pattern: "${'a'.repeat(200)}"`),
    asked(`type: text, pattern: "${'a'.repeat(201)}"`),
    'pattern',
  ],
  ['repetition in a pattern', asked('type: text, pattern: "a+"'), asked('type: text, pattern: "(a+)+"'), 'pattern'],
  ['a file', asked('type: file, max-size: 20 MB'), asked('type: file, max-size: 21 MB'), 'max-size'],
  ['entries', group(100), group(101), 'not-a-count'],
  ['rows of a table', table(40, 1), table(41, 1), 'table'],
  ['columns of a table', table(1, 6), table(1, 7), 'table'],
  ['circles', 'conditions: { a: 1 = 1, b: a }\n', 'conditions: { a: b, b: a }\n', 'circle'],
];

for (const [of, at, beyond, fault] of LIMITS) {
  test(`a form keeps to its limit of ${of}: taken at it, refused beyond it`, () => {
    const whole = (yaml: string) => (yaml.startsWith('conditions') ? `${yaml}${asked('type: text')}` : yaml);
    assert.deepEqual(faultsOf(whole(at)), []);
    assert.ok(
      faultsOf(whole(beyond)).some((line) => line.endsWith(` ${fault}`)),
      `${fault}, not ${faultsOf(whole(beyond)).join(', ')}`,
    );
  });
}

test('a form of fifty levels, twenty thousand brackets or aliases is refused, not followed', () => {
  assert.notDeepEqual(faultsOf(`pages: [ { id: a, questions: [ ${inside(50)} ] } ]\n`), []);
  assert.notDeepEqual(faultsOf(`${'['.repeat(20_000)}`), []);
  assert.notDeepEqual(faultsOf('a: &a [1]\nb: [*a, *a]\npages: []\n'), []);
});

test('a condition is tried on four thousand and ninety-six combinations; of more nothing is said', () => {
  const form = formOf(RENEWAL);
  const domain = (values: number) => Array.from({ length: values }, (_, n) => `${n}`);
  const tried = (...domains: readonly number[]) => {
    const walks = assignments(form, new Map(domains.map((values, n) => [`q${n}`, domain(values)])));
    return walks === undefined ? undefined : [...walks].length;
  };
  assert.deepEqual([tried(4096), tried(4097)], [4096, undefined]);
  assert.deepEqual([tried(64, 64), tried(64, 65)], [4096, undefined]);
});

test('what can never be true is found among 4096 combinations, and not sought among more', () => {
  const asked = (options: number) => {
    const choice = (id: string) =>
      `{ id: ${id}, type: choice, label: { sv: L, en: L }, options: { ${Array.from({ length: options }, (_, n) => `v${n}: { sv: V, en: V }`).join(', ')} } }`;
    return `pages: [ { id: a, title: { sv: A, en: A }, questions: [ ${choice('x')}, ${choice('y')} ] }, { id: b, when: 'x = "v0" and y = "v0" and x = "v1"', questions: [ { id: z, type: text, label: { sv: Z, en: Z } } ] } ]\n`;
  };
  // An answer that is missing is a value too: 63 options and nothing are 64 values.
  assert.ok(faultsOf(asked(63)).some((line) => line.endsWith(' never')));
  assert.deepEqual(faultsOf(asked(64)), []);
});
