// Random tables: what the analysis says is held against the engine itself, asked input by input.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { date, dateTime, decimal, duration, type FeelContext, type FeelValue, time } from '@torget/feel';
import fc from 'fast-check';
import { declaredFor } from '../analyse.ts';
import { evaluate } from '../evaluate.ts';
import { graphOf } from '../load.ts';
import { decisionXml, definitions, inputXml, modelOf, tableXml } from '../testing.ts';
import type { DecisionModel } from '../types.ts';
import { exampleIn, valuesOf } from './example.ts';
import { askTable, type Finding } from './questions.ts';

interface Kind {
  readonly type: string;
  readonly cell: fc.Arbitrary<string>;
  /** Values close enough together that none can lie between two of them without an answer of its own. */
  readonly values: readonly FeelValue[];
}

const two = (one: fc.Arbitrary<string>) => fc.tuple(one, one);

/** Every form of cell over ordered constants. */
function ordered(constant: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const comparison = fc.tuple(fc.constantFrom('<', '<=', '>', '>=', '', '='), constant).map((parts) => parts.join(' '));
  const range = fc
    .tuple(fc.constantFrom('[', '(', ']'), two(constant), fc.constantFrom(']', ')', '['))
    .map(([open, [low, high], close]) => `${open}${low}..${high}${close}`);
  const simple = fc.oneof(comparison, range);
  const about = fc.oneof(
    two(constant).map(([low, high]) => `? > ${low} and ? <= ${high}`),
    two(constant).map(([low, high]) => `? between ${low} and ${high}`),
    two(constant).map(([low, high]) => `? < ${low} or ${high} < ?`),
    simple.map((one) => `? in (${one})`),
  );
  return withForms(simple, about);
}

function withForms(simple: fc.Arbitrary<string>, about: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc.oneof(
    { weight: 3, arbitrary: fc.constant('-') },
    { weight: 6, arbitrary: simple },
    { weight: 2, arbitrary: fc.array(simple, { minLength: 2, maxLength: 3 }).map((list) => list.join(', ')) },
    { weight: 2, arbitrary: fc.array(simple, { minLength: 1, maxLength: 2 }).map((list) => `not(${list.join(', ')})`) },
    { weight: 1, arbitrary: about },
  );
}

const text = fc.constantFrom('"a"', '"b"', '"c"');
const texts = withForms(
  fc.oneof(
    text,
    two(text).map(([a, b]) => `[${a}, ${b}]`),
  ),
  text.map((one) => `? != ${one}`),
);

const numbers = Array.from({ length: 33 }, (_, index) => decimal(String(-2 + index / 4)));
const days = Array.from({ length: 9 }, (_, index) => date(`2026-01-0${index + 1}`));
const KINDS: readonly Kind[] = [
  { type: 'number', cell: ordered(fc.integer({ min: 0, max: 5 }).map(String)), values: numbers },
  { type: 'number', cell: ordered(fc.constantFrom('-1', '2.5', '(1 + 2)', '4')), values: numbers },
  { type: 'boolean', cell: fc.constantFrom('-', 'true', 'false', 'not(true)', 'true, false'), values: [true, false] },
  { type: 'string', cell: texts, values: ['a', 'b', 'c', 'd'] },
  { type: 'tSlag', cell: texts, values: ['a', 'b', 'c'] },
  { type: 'date', cell: ordered(fc.integer({ min: 2, max: 8 }).map((day) => `date("2026-01-0${day}")`)), values: days },
  {
    type: 'time',
    cell: ordered(fc.integer({ min: 1, max: 4 }).map((hour) => `@"0${hour}:00:00"`)),
    values: Array.from({ length: 11 }, (_, index) => time(`0${index >> 1}:${index % 2 ? '30' : '00'}:00`)),
  },
  {
    type: 'date and time',
    cell: ordered(fc.integer({ min: 1, max: 4 }).map((hour) => `@"2026-01-01T0${hour}:00:00"`)),
    values: Array.from({ length: 11 }, (_, index) =>
      dateTime(`2026-01-01T0${index >> 1}:${index % 2 ? '30' : '00'}:00`),
    ),
  },
  {
    type: 'days and time duration',
    cell: ordered(fc.integer({ min: 1, max: 4 }).map((days) => `duration("P${days}D")`)),
    values: Array.from({ length: 11 }, (_, index) => duration(`PT${index * 12}H`)),
  },
  {
    type: 'years and months duration',
    cell: ordered(fc.integer({ min: 1, max: 5 }).map((months) => `duration("P${months}M")`)),
    values: Array.from({ length: 7 }, (_, index) => duration(`P${index}M`)),
  },
  {
    type: 'number',
    cell: fc.oneof(fc.constant('null'), fc.constant('not(null)'), ordered(fc.integer({ min: 0, max: 3 }).map(String))),
    values: [null, ...numbers],
  },
];

interface Drawn {
  /** Numbers of the columns' kinds, as a counterexample prints them. */
  readonly of: readonly number[];
  /** Conditions, then the output, of each rule. */
  readonly rules: readonly (readonly string[])[];
}

const kindsOf = ({ of }: Pick<Drawn, 'of'>) => of.flatMap((number) => KINDS[number] ?? []);

const drawn: fc.Arbitrary<Drawn> = fc
  .array(fc.nat(KINDS.length - 1), { minLength: 1, maxLength: 3 })
  .filter((of) => kindsOf({ of }).reduce((all, { values }) => all * values.length, 1) <= 1200)
  .chain((of) =>
    fc
      .array(fc.tuple(...kindsOf({ of }).map(({ cell }) => cell), fc.constantFrom('1', '2')), {
        minLength: 1,
        maxLength: 6,
      })
      .map((rules) => ({ of, rules })),
  );

const SLAG =
  '<itemDefinition name="tSlag"><typeRef>string</typeRef><allowedValues><text>"a", "b", "c"</text></allowedValues></itemDefinition>';

function modelWith({ of, rules }: Drawn, hitPolicy: string): DecisionModel {
  const kinds = kindsOf({ of });
  const inputs = kinds.map((_, index) => `x${index}`);
  const table = { hitPolicy: `hitPolicy="${hitPolicy}"`, inputs, outputs: ['u: 2, 1'], rules };
  const data = inputs.map((name, index) => inputXml(name, kinds[index]?.type)).join('');
  return modelOf(definitions(SLAG + data + decisionXml('D', tableXml(table), inputs)));
}

/** What the engine says about one input: the rules that hit, from 0. */
function hitsOf(model: DecisionModel, values: readonly FeelValue[]): number[] {
  const input: FeelContext = Object.fromEntries(values.map((value, index) => [`x${index}`, value]));
  const { trace } = evaluate(model, 'D', input, { instant: '2026-02-03T08:00:00+01:00' });
  return (trace[0]?.rules ?? []).flatMap(({ hit, number }) => (hit ? [number - 1] : []));
}

/** Every input of the brute force, and which rules hit there; null only where a cell of that column names it. */
function everyHit({ of, rules }: Drawn, model: DecisionModel): number[][] {
  const columns = kindsOf({ of }).map(({ values }, column) => {
    const named = rules.some((rule) => rule[column]?.includes('null'));
    return values.filter((value) => value !== null || named);
  });
  const inputs = columns.reduce<readonly (readonly FeelValue[])[]>(
    (all, values) => all.flatMap((one) => values.map((value) => [...one, value])),
    [[]],
  );
  return inputs.map((values) => hitsOf(model, values));
}

function ask(model: DecisionModel) {
  const graph = graphOf(model);
  const [compiled] = graph?.tables ?? [];
  assert.ok(graph !== undefined && compiled !== undefined);
  const analysis = askTable(compiled, { gaps: 1000, overlaps: 1000 }, declaredFor(compiled, graph));
  assert.ok(!analysis.findings.some(({ kind }) => kind === 'unread' || kind === 'gave-up' || kind === 'more'));
  const inputOf = (where: Parameters<typeof exampleIn>[0]) => valuesOf(exampleIn(where, analysis.grid), analysis.grid);
  return { ...analysis, inputOf };
}

const runs = { numRuns: 150 };

test('UNIQUE: exactly the overlaps, gaps and dead rules that the engine shows, each with an input that shows it', () => {
  fc.assert(
    fc.property(drawn, (table) => {
      const model = modelWith(table, 'UNIQUE');
      const { findings, inputOf } = ask(model);
      const hits = everyHit(table, model);
      const told = new Set<string>();
      for (const finding of findings) {
        if (finding.kind === 'overlap') {
          told.add(finding.rules.join());
          const at = hitsOf(model, inputOf(finding.where));
          assert.ok(
            finding.rules.every((rule) => at.includes(rule)),
            'the example of an overlap hits both',
          );
        }
        if (finding.kind === 'gap') assert.deepEqual(hitsOf(model, inputOf(finding.where)), []);
      }
      const pairs = hits.flatMap((at) => at.flatMap((a) => at.filter((b) => b > a).map((b) => `${a},${b}`)));
      assert.deepEqual([...told].sort(), [...new Set(pairs)].sort());
      assert.equal(
        findings.some(isGap),
        hits.some((at) => at.length === 0),
      );
      const dead = findings.flatMap((one) => (one.kind === 'never' ? [one.rule] : []));
      assert.deepEqual(
        dead,
        idle(table, (rule) => hits.some((at) => at.includes(rule))),
      );
    }),
    runs,
  );
});

test('FIRST: exactly the rules that never decide, and an input where another comes before them', () => {
  fc.assert(
    fc.property(drawn, (table) => {
      const { findings, inputOf } = ask(modelWith(table, 'FIRST'));
      const model = modelWith(table, 'RULE ORDER');
      const hits = everyHit(table, model);
      for (const finding of findings) {
        if (finding.kind !== 'masked') continue;
        const at = hitsOf(model, inputOf(finding.where));
        assert.ok(at.includes(finding.rule) && (at[0] ?? finding.rule) < finding.rule);
        if (finding.by !== undefined) assert.ok(at.includes(finding.by));
      }
      assert.deepEqual(
        silent(findings),
        idle(table, (rule) => hits.some((at) => at[0] === rule)),
      );
      assert.equal(
        findings.some(isGap),
        hits.some((at) => at.length === 0),
      );
    }),
    runs,
  );
});

test('PRIORITY: exactly the rules whose answer others always come before', () => {
  fc.assert(
    fc.property(drawn, (table) => {
      const { findings } = ask(modelWith(table, 'PRIORITY'));
      const hits = everyHit(table, modelWith(table, 'RULE ORDER'));
      const answer = (rule: number) => table.rules[rule]?.at(-1);
      const winner = (at: readonly number[]) => at.find((rule) => answer(rule) === '2') ?? at[0];
      assert.deepEqual(
        silent(findings),
        idle(table, (rule) => hits.some((at) => winner(at) === rule)),
      );
    }),
    runs,
  );
});

test('ANY: exactly the pairs that hit together and differ', () => {
  fc.assert(
    fc.property(drawn, (table) => {
      const { findings } = ask(modelWith(table, 'ANY'));
      const hits = everyHit(table, modelWith(table, 'RULE ORDER'));
      const differ = (a: number, b: number) => table.rules[a]?.at(-1) !== table.rules[b]?.at(-1);
      const pairs = hits.flatMap((at) =>
        at.flatMap((a) => at.filter((b) => b > a && differ(a, b)).map((b) => `${a},${b}`)),
      );
      const told = findings.flatMap((one) => (one.kind === 'disagree' ? [one.rules.join()] : []));
      assert.deepEqual(told.sort(), [...new Set(pairs)].sort());
    }),
    runs,
  );
});

const isGap = ({ kind }: Finding) => kind === 'gap';

/** The rules that a finding says never decide. */
function silent(findings: readonly Finding[]): number[] {
  return findings
    .flatMap((one) => (one.kind === 'never' || one.kind === 'masked' ? [one.rule] : []))
    .sort((a, b) => a - b);
}

function idle({ rules }: Drawn, decides: (rule: number) => boolean): number[] {
  return [...rules.keys()].filter((rule) => !decides(rule));
}
