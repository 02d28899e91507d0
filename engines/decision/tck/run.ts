import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FeelContext, FeelValue } from '@torget/feel';
import { contextOf } from '@torget/feel';
import { evaluate, load } from '../index.ts';
import type { DecisionModel, DecisionResult } from '../types.ts';
import { readTestFile, type TestCase } from './cases.ts';
import { matches, matchesStrictly } from './compare.ts';

/** The outcome of one test case; `strict` is Torget's own stricter reading of the same case. */
export interface Outcome {
  readonly directory: string;
  readonly id: string;
  readonly passed: boolean;
  readonly strict: boolean;
  /** True when at least one expectation is not null: an engine that answers null to everything fails these. */
  readonly positive: boolean;
  readonly message: string;
}

/** Any instant will do: no case of the suite depends on the day it runs. */
const OPTIONS = { instant: '2026-02-03T08:00:00+01:00' };

const LEVELS = ['compliance-level-2', 'compliance-level-3'];

/** Runs all cases below a `TestCases` folder, or those of directories whose name contains `only`. */
export function runAll(folder: string, only = ''): Outcome[] {
  return LEVELS.flatMap((level) => {
    const path = join(folder, level);
    if (!existsSync(path)) return [];
    const names = readdirSync(path).filter((name) => name.includes(only));
    return names.sort().flatMap((name) => runDirectory(path, name));
  });
}

function runDirectory(level: string, name: string): Outcome[] {
  const path = join(level, name);
  const files = readdirSync(path).sort();
  const texts = files
    .filter((one) => one.endsWith('.dmn'))
    .map((file) => ({ file, xml: readFileSync(join(path, file), 'utf8') }));
  return files
    .filter((one) => one.endsWith('.xml'))
    .flatMap((file) => {
      const tests = readTestFile(readFileSync(join(path, file), 'utf8'));
      if (tests === null) return [];
      const main = texts.filter((one) => one.file === tests.model);
      const model = load([...main, ...texts.filter((one) => one.file !== tests.model)], { faults: 'keep' });
      return tests.cases.map((one) =>
        model.ok ? runCase(name, model.value, one) : refused(name, one, model.error[0]?.message.en ?? ''),
      );
    });
}

function refused(directory: string, { id, results }: TestCase, message: string): Outcome {
  return {
    directory,
    id,
    passed: false,
    strict: false,
    positive: results.some((one) => one.expected !== null),
    message,
  };
}

/** Inputs of an imported model are given under the names by which it is imported. */
function inputOf(test: TestCase, model: DecisionModel): { input: FeelContext; given: FeelContext } {
  const plain: [string, FeelValue][] = [];
  const given: [string, FeelValue][] = [];
  for (const { name, namespace, value } of test.inputs) {
    if (model.decisions.some((one) => one.name === name)) given.push([name, value]);
    else plain.push([namespace === undefined ? name : `${namespace}#${name}`, value]);
  }
  return { input: contextOf(plain), given: contextOf(given) };
}

function runCase(directory: string, model: DecisionModel, test: TestCase): Outcome {
  const { input, given } = inputOf(test, model);
  const service = test.type === 'decisionService' ? test.invocable : null;
  const called = service === null ? null : evaluate(model, service, input, { ...OPTIONS, given });
  const problems: string[] = [];
  let strict = true;
  for (const { name, error, expected } of test.results) {
    const result = called ?? evaluate(model, name, input, { ...OPTIONS, given });
    const value = called === null ? result.value : partOf(result.value, name);
    if (!matches(expected, value))
      problems.push(`${name}: expected ${show(expected)}, got ${show(value)} ${warningsOf(result)}`);
    strict &&= matchesStrictly(expected, value) && (!error || result.warnings.length > 0);
  }
  const positive = test.results.some((one) => one.expected !== null);
  return {
    directory,
    id: test.id,
    passed: problems.length === 0,
    strict: strict && problems.length === 0,
    positive,
    message: problems.join('; '),
  };
}

/** A service with several outputs answers a context of them. */
function partOf(value: FeelValue, name: string): FeelValue {
  if (typeof value === 'object' && value !== null && Object.hasOwn(value, name) && !('kind' in value)) {
    return (value as FeelContext)[name] ?? null;
  }
  return value;
}

function show(value: FeelValue): string {
  return typeof value === 'object' && value !== null && !('kind' in value) ? JSON.stringify(value) : String(value);
}

function warningsOf(result: DecisionResult): string {
  return result.warnings.map((one) => `[${one.code}: ${one.message}]`).join(' ');
}
