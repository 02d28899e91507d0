import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { type DecisionModel, evaluate, load, needs, withImports } from '@torget/decision';
import type { Fault } from '@torget/feel';
import { readArguments } from './arguments.ts';
import { readInput } from './input.ts';
import { exactJson, faultText, traceLines, warningText } from './print.ts';

const OPTIONS = {
  decision: { type: 'string' },
  input: { type: 'string' },
  trace: { type: 'boolean' },
  at: { type: 'string' },
} as const;

/**
 * `torget decision eval FILE --decision NAME --input JSON [--trace] [--at INSTANT]`: the value as JSON, every digit kept;
 * warnings go to standard error. `JSON` may be `@file` or `-` for standard input. What `now()` sees is `INSTANT`, else
 * the time of the call. Exits 1 when the model or the input is refused.
 */
export function evaluateCommand(args: readonly string[]): number | undefined {
  const read = readArguments(args, OPTIONS);
  if (read?.values.decision === undefined) return undefined;
  const { decision, input: json = '{}', trace, at = Temporal.Now.instant().toString() } = read.values;
  const model = load(filesOf(read.path));
  if (!model.ok) return refused(model.error);
  for (const fault of model.value.warnings) console.error(faultText(fault));
  if (!isAsked(model.value, decision)) return unknown(model.value, decision);
  const input = readInput(textOf(json), needs(model.value, decision));
  if (typeof input === 'string') return refusedInput(input);
  const result = evaluate(model.value, decision, input, { instant: at, given: input });
  console.log(exactJson(result.value));
  for (const warning of result.warnings) console.error(warningText(warning));
  if (trace) for (const line of traceLines(result.trace)) console.log(line);
  return 0;
}

/** The model and the files beside it that it imports. */
function filesOf(path: string): { file: string; xml: string }[] {
  const read = (file: string) => ({ file, xml: readFileSync(join(dirname(path), file), 'utf8') });
  const main = basename(path);
  const others = readdirSync(dirname(path)).filter((name) => name.endsWith('.dmn') && name !== main);
  return withImports(read(main), others.map(read));
}

function textOf(json: string): string {
  if (json === '-') return readFileSync(0, 'utf8');
  return json.startsWith('@') ? readFileSync(json.slice(1), 'utf8') : json;
}

function isAsked({ decisions, services }: DecisionModel, name: string): boolean {
  return [...decisions, ...services].some((one) => one.id === name || one.name === name);
}

function unknown({ decisions, services }: DecisionModel, name: string): number {
  const known = [...decisions, ...services].map((one) => `»${one.name}«`).join(', ');
  console.error(`Modellen har inget beslut »${name}«. / The model has no decision “${name}”.\n    ${known}`);
  return 1;
}

function refused(faults: readonly Fault[]): number {
  for (const fault of faults) console.error(faultText(fault));
  return 1;
}

function refusedInput(why: string): number {
  console.error(`Indata är inte läsbar JSON. / The input cannot be read as JSON.\n    ${why}`);
  return 1;
}
