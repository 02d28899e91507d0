import { type FeelContext, type FeelValue, isContext, textOf } from '@torget/feel';
import { evaluate, load } from '../index.ts';
import { withImports } from '../read/imports.ts';
import type { DecisionModel, DecisionResult } from '../types.ts';
import { readTestFile, type TestCase, type TestResult } from './cases.ts';
import { matches, matchesStrictly } from './compare.ts';

/** The outcome of one test case; `strict` is Torget's own stricter reading of the same case. */
export interface Outcome {
  /** As in the published results: `compliance-level-3/0050-feel-abs-function`. */
  readonly directory: string;
  /** The test file without its ending. */
  readonly file: string;
  readonly id: string;
  readonly passed: boolean;
  readonly strict: boolean;
  /** True when at least one expectation is not null: an engine that answers null to everything fails these. */
  readonly positive: boolean;
  /** What was expected and what came instead; empty when both readings pass. */
  readonly message: string;
}

interface Text {
  readonly file: string;
  readonly xml: string;
}

/** Any instant will do: no case of the suite depends on the day it runs. */
const OPTIONS = { instant: '2026-02-03T08:00:00+01:00' };

/**
 * Runs the test files of one directory of the suite against its models; those of the other models that a model imports
 * are loaded with it. XML files that are no test files have no cases. Never throws: an exception is a failure.
 */
export function judge(directory: string, models: readonly Text[], tests: readonly Text[]): Outcome[] {
  return tests.flatMap(({ file, xml }) => {
    const read = readTestFile(xml);
    if (read === null) return [];
    const name = file.replace(/\.xml$/, '');
    const main = modelFor(read.model, models);
    const model = load(main === undefined ? [] : withImports(main, models), { faults: 'keep' });
    return read.cases.map((test) => {
      const seen = model.ok ? guarded(model.value, test) : nothing(test, model.error[0]?.message.en ?? 'no model');
      const positive = test.results.some((one) => one.expected !== null);
      return { directory, file: name, id: test.id, positive, ...seen };
    });
  });
}

/** The named model; a directory with a single one needs no right name. */
function modelFor(name: string, models: readonly Text[]): Text | undefined {
  const named = models.find(({ file }) => file === name || file === `${name}.dmn`);
  return named ?? (models.length === 1 ? models[0] : undefined);
}

type Seen = Pick<Outcome, 'passed' | 'strict' | 'message'>;

function nothing({ results }: TestCase, why: string): Seen {
  const wanted = results.map(({ name, expected }) => `${name}: expected ${shown(expected)}`);
  return { passed: false, strict: false, message: `${wanted.join('; ')}, got no result (${why})` };
}

function guarded(model: DecisionModel, test: TestCase): Seen {
  try {
    return run(model, test);
  } catch (error) {
    return nothing(test, `the engine threw ${String(error)}`);
  }
}

/** Inputs are given under every name by which a model may know them; a value given for a decision stands in for it. */
function inputsOf(test: TestCase): FeelContext {
  const values: { [name: string]: FeelValue } = {};
  for (const { name, namespace, value } of test.inputs) {
    if (namespace === undefined || namespace === '') values[name] = value;
    else for (const sign of ['#', '.']) values[`${namespace}${sign}${name}`] = value;
  }
  return values;
}

function run(model: DecisionModel, test: TestCase): Seen {
  const given = inputsOf(test);
  const ask = (name: string) => evaluate(model, name, given, { ...OPTIONS, given });
  const called = test.type === 'decision' || test.invocable === '' ? null : ask(test.invocable);
  const service = model.services.find(({ id, name }) => id === test.invocable || name === test.invocable);
  const verdicts = test.results.map((one) => {
    if (called === null) return verdict(one, ask(one.name));
    const whole = service === undefined || service.outputs.length < 2;
    return verdict(one, whole ? called : { ...called, value: partOf(called.value, one.name) });
  });
  const problems = verdicts.filter(({ strict }) => !strict).map(({ message }) => message);
  const passed = verdicts.length > 0 && verdicts.every((one) => one.passed);
  return { passed, strict: passed && problems.length === 0, message: problems.join('; ') };
}

function verdict({ name, error, expected }: TestResult, { value, warnings }: DecisionResult): Seen {
  const threw = warnings.some(({ code }) => code === 'internal');
  const passed = !threw && matches(expected, value);
  const silent = error && warnings.length === 0;
  // A warning that explains a null inside is no error where the model goes on with that null (`if null then … else …`).
  const noisy = !error && expected !== null && warnings.some(({ code }) => code === 'limit');
  const strict = passed && matchesStrictly(expected, value) && !silent && !noisy;
  const why = warnings.map((one) => `[${one.code}: ${one.message}]`).join(' ');
  const told = silent ? ' without a warning' : noisy ? ' beyond a limit' : '';
  return { passed, strict, message: `${name}: expected ${shown(expected)}, got ${shown(value)}${told} ${why}`.trim() };
}

/** A service with several outputs answers a context of them. */
function partOf(value: FeelValue, name: string): FeelValue {
  return isContext(value) && Object.hasOwn(value, name) ? (value[name] ?? null) : value;
}

function shown(value: FeelValue): string {
  return typeof value === 'string' ? JSON.stringify(value) : textOf(value);
}
