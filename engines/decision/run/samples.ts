import { compareValues, compile, type FeelValue, isNumber } from '@torget/feel';
import type { Column, Row } from './table.ts';

/** Stands for every text that no cell names. */
export const OTHER_TEXT = '\u0000 any other text';

/**
 * Values that stand for all others in a column: every literal of its cells, something between each two, something below
 * and above. A cell that holds for one value of a stretch between two literals holds for all of it.
 */
const LITERAL = /@"[^"]*"|date\("[^"]*"\)|"(?:[^"\\]|\\.)*"|\b(?:true|false)\b|(?<![\w.])-?\d+(?:\.\d+)?/g;

function valueOfText(text: string): FeelValue {
  const program = compile(text, { scope: {}, lenient: true });
  return program.ok ? program.value.evaluate({}, { instant: '' }).value : null;
}

/** FEEL for a value just below, between and above others, by kind. */
function between(low: FeelValue, high: FeelValue): FeelValue {
  return run('if a instance of number then (a + b) / 2 else a + (b - a) / 2', low, high);
}

function run(text: string, a: FeelValue, b: FeelValue): FeelValue {
  const program = compile(text);
  return program.ok ? program.value.evaluate({ a, b }, { instant: '' }).value : null;
}

function step(value: FeelValue, sign: '+' | '-'): FeelValue {
  return isNumber(value) ? run(`a ${sign} 1`, value, null) : run(`a ${sign} @"P1D"`, value, null);
}

/** The representatives of a column, or undefined when a cell's meaning depends on other names. */
export function samplesOf(column: Column, place: number, rows: readonly Row[]): FeelValue[] {
  const texts = rows.map((row) => row.traced.conditions[place] ?? '');
  const found = new Map(texts.flatMap((text) => text.match(LITERAL) ?? []).map((one) => [one, valueOfText(one)]));
  const values = [...found.values()].filter((one) => one !== null);
  const [first] = values;
  if (column.type.kind === 'boolean' || typeof first === 'boolean') return [true, false];
  if (first === undefined) return [null];
  if (typeof first === 'string') return [...new Set(values), OTHER_TEXT];
  const sorted = values.toSorted((a, b) => compareValues(a, b) ?? 0);
  const [low = null, high = null] = [sorted[0], sorted.at(-1)];
  const inner = sorted.flatMap((one, index) => {
    const next = sorted[index + 1];
    return next === undefined ? [one] : [one, between(one, next)];
  });
  return [step(low, '-'), ...inner, step(high, '+')].filter((one) => one !== null);
}
