import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { evaluate, load } from '@torget/decision';
import { compile, decimal, type FeelContext, fromJson, textOf } from '@torget/feel';
import { evaluate as feelinEvaluate, unaryTest } from 'feelin';
import { decisionXml, definitions, inputXml, tableXml } from '../engines/decision/testing.ts';
import { bounded, type Figure, figure, report, round } from './table.ts';

const OPTIONS = { instant: '2026-02-03T08:00:00+01:00' };
const ROUNDS = 9;

/** Microseconds of processor time per call: the best of several rounds, so that other work on the machine counts least. */
function measure(work: () => unknown, calls: number): number {
  for (let call = 0; call < Math.min(calls, 2000); call += 1) work();
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < ROUNDS; round += 1) {
    const before = process.cpuUsage();
    for (let call = 0; call < calls; call += 1) work();
    const { user, system } = process.cpuUsage(before);
    best = Math.min(best, (user + system) / calls);
  }
  return best;
}

/** Beside a bounded figure of ours: the same work by feelin in the same run, and how many times as long it takes. */
function beside(name: string, ours: number, theirs: number): Figure[] {
  return [
    figure(`${name}: feelin 8.2`, round(theirs), 'µs'),
    figure(`${name}: times as long as here`, round(theirs / ours)),
  ];
}

function condition(): Figure[] {
  const text = 'a > 5 and b < 300';
  const program = compile(text, { scope: { a: { kind: 'number' }, b: { kind: 'number' } } });
  if (!program.ok) throw new Error(program.error[0]?.message.en);
  const context = { a: decimal(10), b: decimal(20) };
  const name = 'Condition of two terms';
  const ours = measure(() => program.value.evaluate(context, OPTIONS), 50_000);
  const theirs = measure(() => feelinEvaluate(text, { a: 10, b: 20 }), 500);
  return [bounded(name, ours, 'µs', 2), ...beside(name, ours, theirs)];
}

const INPUTS = ['x', 'y', 'z'];

function tableOf(rules: readonly (readonly string[])[], hitPolicy?: string) {
  const table = { inputs: INPUTS, outputs: ['u'], rules, ...(hitPolicy === undefined ? {} : { hitPolicy }) };
  const xml = definitions(INPUTS.map((name) => inputXml(name)).join('') + decisionXml('D', tableXml(table), INPUTS));
  const model = load([{ file: 'bench.dmn', xml }]);
  if (!model.ok) throw new Error(model.error[0]?.message.en);
  return model.value;
}

/** The same rules by feelin: the inputs and every cell up to the rule that hits, parsed at each call as it has no other way. */
function byFeelin(rules: readonly (readonly string[])[], input: { readonly [name: string]: unknown }): unknown {
  const values = INPUTS.map((name) => feelinEvaluate(name, input).value);
  const hits = rules.filter((cells) =>
    INPUTS.every((_, at) => unaryTest(cells[at] ?? '-', { ...input, '?': values[at] }).value === true),
  );
  return hits.map((cells) => feelinEvaluate(cells[3] ?? 'null', input).value);
}

function smallTable(): Figure[] {
  const rules = Array.from({ length: 10 }, (_, at) => [
    `[${at * 10}..${at * 10 + 9}]`,
    '"a", "b"',
    '< 1000',
    `"r${at}"`,
  ]);
  const model = tableOf(rules);
  const plain = { x: 75, y: 'a', z: 10 };
  const input = fromJson(plain) as FeelContext;
  const name = 'Table of 10 rules × 3 inputs, with its trace';
  const ours = measure(() => evaluate(model, 'D', input, OPTIONS), 5000);
  const theirs = measure(() => byFeelin(rules, plain), 20);
  return [bounded(name, ours, 'µs', 20), ...beside('Table of 10 rules × 3 inputs', ours, theirs)];
}

function largeTable(): Figure {
  const rules = Array.from({ length: 1000 }, (_, at) => [
    `[${at * 10}..${at * 10 + 9}]`,
    `"k${at % 7}", "a"`,
    '< 1000000',
    `"r${at}"`,
  ]);
  const model = tableOf(rules);
  const input = fromJson({ x: 7505, y: 'a', z: 10 }) as FeelContext;
  const { value } = evaluate(model, 'D', input, OPTIONS);
  if (value !== 'r750') throw new Error(`the large table says ${textOf(value)}`);
  return bounded(
    'Table of 1,000 rules × 3 inputs, with its trace',
    measure(() => evaluate(model, 'D', input, OPTIONS), 100) / 1000,
    'ms',
    1,
  );
}

function compiling(): Figure {
  const scope = { a: { kind: 'number' }, b: { kind: 'number' } } as const;
  let nonce = 0;
  const work = () => {
    nonce += 1;
    return compile(`a > 5 and b < ${nonce}`, { scope });
  };
  return figure('Compiling a condition (once, at publication)', round(measure(work, 300)), 'µs');
}

/** Ten million amounts of öre, summed up by FEEL and by whole numbers: the same to the öre. */
function tenMillion(): Figure[] {
  let total = 0n;
  let seed = 1;
  const amounts = Array.from({ length: 10_000_000 }, () => {
    seed = (seed * 48271) % 2147483647;
    total += BigInt(seed);
    return decimal(seed)?.div(100) ?? null;
  });
  const sum = compile('sum(amounts) * 100');
  if (!sum.ok) throw new Error(sum.error[0]?.message.en);
  const before = process.cpuUsage();
  const value = textOf(sum.value.evaluate({ amounts }, OPTIONS).value);
  const seconds = process.cpuUsage(before).user / 1e6;
  const wrong = value === String(total) ? 0 : 1;
  return [
    bounded('Sums of 10,000,000 öre amounts that are off by an öre or more', wrong, '', 0),
    figure('Summing up 10,000,000 öre amounts', round(seconds), 's'),
  ];
}

/** The supplied part of the conformance suite in a process of its own, on one core: reading, compiling, evaluating, comparing. */
function suite(): Figure[] {
  const root = join(import.meta.dirname, '..');
  const folder = resolve(root, process.env['TORGET_SHARED'] ?? '../shared', 'data/dmn-tck/TestCases');
  if (!existsSync(folder)) {
    console.log(`NOT RUN: the DMN conformance cases, there is no ${folder}`);
    return [];
  }
  const command = [process.execPath, ...process.execArgv, join(import.meta.dirname, 'decision-tck.ts'), folder];
  const pinned = spawnSync('taskset', ['-c', '0', 'true']).status === 0 ? ['taskset', '-c', '0', ...command] : command;
  const [program = '', ...args] = pinned;
  const runs = [1, 2, 3].map(() => JSON.parse(execFileSync(program, args, { encoding: 'utf8' })) as Suite);
  const best = runs.reduce((a, b) => (a.seconds <= b.seconds ? a : b));
  return [
    bounded('Conformance suite: cases that fail', best.cases - best.passed, '', 0),
    figure('Conformance suite: cases', best.cases),
    bounded('Conformance suite on one core, best of three, without the start of Node', best.seconds, 's', 5),
  ];
}

interface Suite {
  readonly seconds: number;
  readonly cases: number;
  readonly passed: number;
}

const about =
  'Processor time of one call, best of nine rounds, everything compiled before. feelin has no way to compile: it parses ' +
  'at every call. Its table is the plainest layer over it: each input, each cell, the output. The conformance suite is the ' +
  'supplied part of the DMN TCK; reading and compiling its models is in its time.';
const met = report('decision', 'npm run bench -- decision', about, [
  ...condition(),
  ...smallTable(),
  largeTable(),
  compiling(),
  ...tenMillion(),
  ...suite(),
]);
process.exitCode = met ? 0 : 1;
