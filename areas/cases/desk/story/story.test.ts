import assert from 'node:assert/strict';
import { test } from 'node:test';
import { evaluate, load, type Trace } from '@torget/decision';
import { type FeelContext, fromJson, type Json, textOf } from '@torget/feel';
import { storyOf, tablesIn } from './story.ts';

const RULES = `
  <rule id="r1"><inputEntry><text>&gt; 10</text></inputEntry><outputEntry><text>"hog"</text></outputEntry><outputEntry><text>summa * 2</text></outputEntry>
    <annotationEntry><text>FL (2017:900) 32 §; SoL (2025:400) 12 kap. 1 §</text></annotationEntry></rule>
  <rule id="r2"><inputEntry><text>&lt; 0</text></inputEntry><outputEntry><text>"lag"</text></outputEntry><outputEntry><text>0</text></outputEntry>
    <annotationEntry><text>FL (2017:900) 20 §</text></annotationEntry></rule>`;
const XML = `<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" name="m" namespace="urn:m">
  <inputData id="x" name="x"><variable name="x" typeRef="number"/></inputData>
  <decision id="summa" name="summa" label="Summan"><informationRequirement><requiredInput href="#x"/></informationRequirement>
    <literalExpression><text>x + 1</text></literalExpression></decision>
  <decision id="delar" name="delar"><informationRequirement><requiredInput href="#x"/></informationRequirement>
    <context><contextEntry><variable name="ord"/><literalExpression><text>"fast"</text></literalExpression></contextEntry>
      <contextEntry><variable name="dubbelt"/><literalExpression><text>x * 2</text></literalExpression></contextEntry></context></decision>
  <decision id="svar" name="svar"><informationRequirement><requiredDecision href="#summa"/></informationRequirement>
    <informationRequirement><requiredDecision href="#delar"/></informationRequirement>
    <decisionTable hitPolicy="FIRST"><input label="summan"><inputExpression><text>summa</text></inputExpression></input>
      <output name="zz"/><output name="b"><defaultOutputEntry><text>7</text></defaultOutputEntry></output><annotation name="Lagrum"/>${RULES}</decisionTable></decision>
</definitions>`;

const loaded = load([{ file: 'decisions.dmn', xml: XML }]);
assert.ok(loaded.ok);
const model = loaded.value;

/** The trace as the database gives it back: `jsonb` keeps the keys of an object, but not their order. */
function kept(input: Json): Trace {
  const { trace } = evaluate(model, 'svar', fromJson(input) as FeelContext, { instant: '2026-02-03T08:00:00+01:00' });
  return JSON.parse(JSON.stringify(trace, (_, value: unknown) => sorted(value))) as Trace;
}

function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => a.length - b.length || (a < b ? -1 : 1)));
}

const story = storyOf(model, 'svar', kept({ x: 20 }));

test('every decision stands after what it reads, with its number, name and value', () => {
  assert.deepEqual(
    story.steps.map(({ number, label, reads }) => [number, label, reads]),
    [
      [1, 'Summan', [{ input: 'x' }]],
      [2, 'delar', [{ input: 'x' }]],
      [
        3,
        'svar',
        [
          { step: 1, label: 'Summan' },
          { step: 2, label: 'delar' },
        ],
      ],
    ],
  );
  assert.equal(textOf(story.steps[0]?.value ?? null), '21');
});

test('a table shows what it saw, what hit and what that answered, each output under its own column', () => {
  const [table] = story.steps.flatMap(({ logic }) => tablesIn(logic));
  assert.deepEqual(
    table?.columns.map(({ label, value }) => `${label} ${textOf(value ?? null)}`),
    ['summan 21'],
  );
  assert.deepEqual(
    table?.rules.map(({ hit, outputs }) => [
      hit,
      outputs.map(({ written, value }) => `${written} → ${textOf(value ?? null)}`),
    ]),
    [
      [true, ['"hog" → hog', 'summa * 2 → 42']],
      [false, ['"lag" → null', '0 → null']],
    ],
  );
  assert.equal(table?.outputs[1]?.otherwise, '7');
});

test('an entry of a context shows its value, unless its formula is the value', () => {
  const parts = story.steps[1]?.logic;
  assert.ok(parts?.kind === 'entries');
  assert.deepEqual(
    parts.entries.map(({ name, value }) => [name, value === undefined ? undefined : textOf(value)]),
    [
      ['ord', undefined],
      ['dubbelt', '40'],
    ],
  );
});

test('only rules that hit are cited, provision by provision', () => {
  assert.deepEqual(
    story.citations.map(({ basis, rules }) => [basis, rules.map(({ label, number }) => `${label} ${number}`)]),
    [
      ['FL (2017:900) 32 §', ['svar 1']],
      ['SoL (2025:400) 12 kap. 1 §', ['svar 1']],
    ],
  );
});

test('the facts are those that columns saw', () => {
  assert.deepEqual(
    story.facts.map(({ label, value }) => `${label} ${textOf(value ?? null)}`),
    ['summan 21'],
  );
});

test('a table that was not asked says so, and no rule of it hit', () => {
  const [table] = storyOf(model, 'svar', []).steps.flatMap(({ logic }) => tablesIn(logic));
  assert.equal(table?.asked, false);
  assert.ok(table?.rules.every(({ hit }) => !hit));
});

test('without a model there is nothing to draw, and nothing is guessed', () => {
  assert.deepEqual(storyOf(undefined, 'svar', kept({ x: 20 })).steps, []);
});
