import { type Evaluation, type FeelContext, type FeelValue, isContext, isList, type Program } from '@torget/feel';
import type { Node, Value } from '../model.ts';
import { type Run, refuse } from './run.ts';
import { ABSENT } from './strict.ts';
import { DEFAULT_ZONE } from './timers.ts';
import { lookup } from './variables.ts';

/** Names of the case's facts (design/settled.md); they win over variables of the same name. */
const RESERVED: ReadonlySet<string> = new Set(['application', 'register', 'rates', 'case', 'decision']);

/**
 * Evaluates an expression as seen from a scope. Only the names that it reads are looked up: `facts` may be lazy, and a
 * fact that nobody reads is never fetched. `over` are values that stand before the variables (results of a mapping).
 */
export function evaluate(run: Run, program: Program, scope: number, over?: FeelContext): FeelValue {
  const { value, warnings } = compute(run, program, scope, over);
  const absent = warnings.find((warning) => warning.code === ABSENT);
  return absent === undefined ? value : unknownVariable(program, absent.message);
}

function compute(run: Run, program: Program, scope: number, over?: FeelContext): Evaluation {
  const { event } = run;
  const context: { [name: string]: FeelValue } = {};
  for (const name of program.reads) {
    const value = resolve(run, name, scope, over);
    if (value !== undefined) context[name] = value;
  }
  return program.evaluate(context, { instant: event.at, zone: event.zone ?? DEFAULT_ZONE });
}

/** Whether something is true by now: what waits for it is not at fault when a variable is not there yet. */
export function holds(run: Run, program: Program, scope: number, over?: FeelContext): boolean {
  return compute(run, program, scope, over).value === true;
}

/** No scope has this number: an expression there sees facts and the values that are handed to it, no variables. */
export const NOWHERE = -1;

function unknownVariable(program: Program, name: string): never {
  return refuse('expression', {
    sv: `Uttrycket "${program.text}" läser variabeln ${name}, som inte finns.`,
    en: `The expression "${program.text}" reads the variable ${name}, which does not exist.`,
  });
}

function resolve(run: Run, name: string, scope: number, over?: FeelContext): FeelValue | undefined {
  const { facts } = run.event;
  if (RESERVED.has(name)) {
    const fact = facts[name];
    if (fact !== undefined) return fact;
  }
  if (over !== undefined && Object.hasOwn(over, name)) return over[name];
  // A variable that is null is there all the same: it hides a fact of its name.
  const found = lookup(run.scopes, scope, name);
  return found !== undefined || !(name in facts) ? found : facts[name];
}

export function valueAt(run: Run, value: Value, scope: number, over?: FeelContext): FeelValue {
  return 'literal' in value ? value.literal : evaluate(run, value.program, scope, over);
}

/** A condition must be true or false: null is a fault of the model, never silently false. */
export function condition(run: Run, program: Program, scope: number, flow: string, over?: FeelContext): boolean {
  const value = evaluate(run, program, scope, over);
  if (typeof value === 'boolean') return value;
  return refuse(
    'expression',
    {
      sv: `Villkoret "${program.text}" gav varken sant eller falskt.`,
      en: `The condition "${program.text}" gave neither true nor false.`,
    },
    flow,
  );
}

/** A text that may be absent: null and the empty text are `undefined`. */
export function optionalText(run: Run, value: Value | undefined, scope: number): string | undefined {
  return value === undefined ? undefined : textOf(valueAt(run, value, scope));
}

/** A text that the element cannot do without. */
export function text(run: Run, value: Value, scope: number, node: Node, what: string): string {
  const found = textOf(valueAt(run, value, scope));
  return found ?? noValue(value, node, what);
}

export function noValue(value: Value, node: Node, what: string): never {
  const written = 'literal' in value ? value.literal : value.program.text;
  return refuse(
    'expression',
    {
      sv: `"${written}" (${what}) gav inget värde som går att använda.`,
      en: `"${written}" (${what}) gave no usable value.`,
    },
    node.id,
  );
}

/** The lowest place that still has its turn within minutes. */
const LOWEST = -10;

/** A place among jobs, higher first, 50 in the middle: zeebe counts from 0 to 100, in Camunda 7 everything stands at 0. */
export function priority(run: Run, said: Value | undefined, scope: number, node: Node): { readonly priority?: number } {
  if (said === undefined) return {};
  const number = Number(text(run, said, scope, node, 'priority'));
  if (!Number.isInteger(number)) return noValue(said, node, 'priority');
  return { priority: Math.max(number + (run.model.dialect === 'camunda' ? 50 : 0), LOWEST) };
}

/** Text of a scalar: decimals, dates and durations in FEEL's own spelling. */
export function textOf(value: FeelValue): string | undefined {
  if (value === null || value === '') return undefined;
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return String(value);
  return isList(value) || isContext(value) ? undefined : String(value);
}

/** A FEEL list, or a literal with commas, as texts. */
export function textList(run: Run, value: Value | undefined, scope: number): readonly string[] {
  if (value === undefined) return [];
  const found = valueAt(run, value, scope);
  const items = isList(found) ? found.map((one) => textOf(one)) : (textOf(found)?.split(',') ?? []);
  return items.flatMap((one) => (one === undefined || one.trim() === '' ? [] : [one.trim()]));
}
