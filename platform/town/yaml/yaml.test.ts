import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FeelContext } from '@torget/feel';
import { Faults } from '../faults.ts';
import { feelOf, jsonOf } from '../feel-value.ts';
import { type Fields, isDate, rootFields } from './fields.ts';
import { parseYaml, type Yaml } from './parse.ts';

function parse(text: string, lines = 0): { node: Yaml | undefined; faults: Faults } {
  const faults = new Faults('x.yaml');
  return { node: parseYaml(text, faults, lines), faults };
}

function fields(text: string): Fields {
  const { node, faults } = parse(text);
  const root = rootFields(node, faults);
  assert.ok(root);
  return root;
}

test('a duplicate key is an error at its own line', () => {
  const { faults } = parse('a: 1\nb: 2\na: 3\n');
  assert.deepEqual(
    faults.list.map(({ code, line, column }) => ({ code, line, column })),
    [{ code: 'yaml-duplicate-key', line: 3, column: 1 }],
  );
});

test('broken YAML, anchors and aliases are errors with a place', () => {
  assert.equal(parse('a: [ 1, 2\nb: 3').faults.list[0]?.code, 'yaml');
  const { faults } = parse('a: &x 1\nb: *x\n');
  assert.deepEqual(
    faults.list.map(({ code, line }) => [code, line]),
    [
      ['yaml-alias', 1],
      ['yaml-alias', 2],
    ],
  );
});

test('a FEEL expression with a comma in a flow map is told of, not split into two keys in silence', () => {
  const root = fields('rule: { when: count(a, b) > 0 }\n');
  const rule = root.map('rule');
  rule.text('when');
  rule.end();
  assert.deepEqual(
    root.faults.list.map(({ code }) => code),
    ['unknown-key'],
  );
});

test('scalars are kept by their text', () => {
  const { node } = parse('phone: 0701\namount: 1.10\nquoted: "true"\nplain: true\nnothing:\n');
  assert.ok(node);
  assert.deepEqual(jsonOf(node), { phone: '0701', amount: '1.10', quoted: 'true', plain: true, nothing: null });
});

test('FEEL values have decimals for numerals and texts for the rest', () => {
  const { node } = parse('a: 1.10\nb: "7"\nc: [ false, x ]\n');
  assert.ok(node);
  const value = feelOf(node) as FeelContext;
  assert.equal(String(value['a']), '1.1');
  assert.equal(value['b'], '7');
  assert.deepEqual(value['c'], [false, 'x']);
});

test('an unknown key names what may stand there', () => {
  const root = fields('name: a\ncolour: b\n');
  root.text('name');
  root.end();
  const [fault] = root.faults.list;
  assert.equal(fault?.code, 'unknown-key');
  assert.deepEqual([fault?.line, fault?.column], [2, 1]);
  assert.match(fault?.advice.en ?? '', /name/);
});

test('missing and wrong values are told once each, and reading goes on', () => {
  const root = fields('day: 2026-02-30\nflag: yes\nlist: x\nmonth: 2026-13\nlength: 5 days\nwhole: 1.5\n');
  root.date('day');
  root.flag('flag', false);
  root.texts('list');
  root.month('month');
  root.maybeDuration('length');
  root.wholeNumber('whole');
  root.text('name');
  root.end();
  assert.deepEqual(
    root.faults.list.map(({ code }) => code),
    ['wrong-value', 'wrong-value', 'wrong-value', 'wrong-value', 'wrong-value', 'wrong-value', 'missing-key'],
  );
});

test('a missing map is told once, not again for each of its keys', () => {
  const root = fields('a: 1\n');
  root.text('a');
  const inner = root.map('contact');
  inner.text('phone');
  inner.text('email');
  root.end();
  assert.deepEqual(
    root.faults.list.map(({ code }) => code),
    ['missing-key'],
  );
});

test('a text without English is a warning, without Swedish an error', () => {
  const root = fields('a: { sv: Hej }\nb: { en: Hello }\n');
  assert.deepEqual(root.bilingual('a'), { sv: 'Hej' });
  root.bilingual('b');
  assert.deepEqual(
    root.faults.list.map(({ code, severity }) => [code, severity]),
    [
      ['missing-text', 'warning'],
      ['missing-key', undefined],
    ],
  );
});

test('a file that is no map is refused', () => {
  const { node, faults } = parse('- a\n');
  assert.equal(rootFields(node, faults), undefined);
  assert.equal(faults.list[0]?.code, 'wrong-value');
});

test('front matter keeps the lines of its file', () => {
  const { faults } = parse('a: 1\na: 2\n', 1);
  assert.equal(faults.list[0]?.line, 3);
});

test('dates are days that the calendar has', () => {
  assert.ok(isDate('2024-02-29'));
  assert.ok(!isDate('2026-02-29'));
  assert.ok(!isDate('2026-2-9'));
});
