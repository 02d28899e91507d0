import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { csvOf, type Outcome, propertiesOf, runAll, scoreOf } from '@torget/decision/tck';
import { ROOT } from '../serve.ts';
import { readArguments } from './arguments.ts';

/** A person reads the beginning; the whole stands in the results file. */
const LONGEST = 800;

const OPTIONS = { csv: { type: 'string' }, strict: { type: 'boolean' } } as const;

/**
 * `torget decision tck DIR [--csv FILE] [--strict]`: runs a directory tree in the format of the DMN TCK by the rules of its
 * official runners and prints each failure. `--csv` writes the results as the suite publishes them, with their
 * `tck_results.properties` beside; `--strict` prints also what only our own stricter rule holds against a case.
 * The last line is `N passed, N failed`; exits 1 when a case failed or there was none.
 */
export function tckCommand(args: readonly string[]): number | undefined {
  const read = readArguments(args, OPTIONS);
  if (read === undefined) return undefined;
  const outcomes = runAll(read.path);
  if (read.values.csv !== undefined) publish(read.values.csv, outcomes);
  for (const one of outcomes) if (!one.passed) console.log(`FAILED ${lineOf(one)}`);
  if (read.values.strict)
    for (const one of outcomes) if (one.passed && !one.strict) console.log(`STRICT ${lineOf(one)}`);
  const { cases, passed, strict, positive } = scoreOf(outcomes);
  console.log(`\n                              cases  official  strict`);
  console.log(row('all', cases, passed, strict));
  console.log(row('expected value is not null', positive.cases, positive.passed, positive.strict));
  console.log(
    row('expected value is null', cases - positive.cases, passed - positive.passed, strict - positive.strict),
  );
  if (cases === 0) console.log(`NOT RUN: there are no cases below ${read.path}`);
  console.log(`\n${passed} passed, ${cases - passed} failed`);
  return cases > 0 && passed === cases ? 0 : 1;
}

function lineOf({ directory, file, id, message }: Outcome): string {
  const told = message.length > LONGEST ? `${message.slice(0, LONGEST)} …` : message;
  return `${directory}/${file} ${id}: ${told}`;
}

function row(name: string, ...counts: readonly number[]): string {
  const [cases = '', official = '', strict = ''] = counts.map(String);
  return `${name.padEnd(28)}${cases.padStart(7)}${official.padStart(10)}${strict.padStart(8)}`;
}

function publish(csv: string, outcomes: readonly Outcome[]): void {
  const { version } = JSON.parse(readFileSync(join(ROOT, 'engines/decision/package.json'), 'utf8')) as {
    version: string;
  };
  const comment = 'DMN 1.1 to 1.5 in TypeScript, on Node; run by: torget decision tck TestCases --csv tck_results.csv';
  writeFileSync(csv, csvOf(outcomes));
  const day = Temporal.Now.plainDateISO().toString();
  writeFileSync(join(dirname(csv), 'tck_results.properties'), propertiesOf({ version, day, comment }));
}
