import { Untranslatable } from '../js.ts';
import { entry, figure, literalWord, record, records, type Source, word } from '../json.ts';
import type { Notes } from '../notes.ts';
import { anyOf, both, conditionOf, either, equals, quoted, type Ref } from '../to-feel.ts';
import { oldCondition, termsOf, type XgovForm } from './source.ts';

/** What `section.field` means in the form. */
export type Fields = (path: readonly string[]) => Ref | undefined;

/**
 * The named conditions of a form in FEEL; `false` for those that cannot be evaluated, as the format has it, with a note
 * for those that something uses.
 */
export function translateConditions(
  form: XgovForm,
  fields: Fields,
  used: ReadonlySet<string>,
  notes: Notes,
): ReadonlyMap<string, string> {
  const done = new Map<string, string>();
  const go = (name: string, path: readonly string[]): string => {
    const known = done.get(name);
    if (known !== undefined) return known;
    const source = form.conditions.get(name);
    if (source === undefined || path.includes(name)) throw new Untranslatable(name);
    const text = conditionIn(source, fields, (other) => go(other, [...path, name]));
    done.set(name, text);
    return text;
  };
  for (const name of form.conditions.keys()) {
    const at = `conditions/${name}`;
    if (!used.has(name)) {
      notes.source(
        'condition-unused',
        { at },
        'Villkoret används inte och är inte med.',
        'Nothing uses the condition; it is not carried over.',
      );
      continue;
    }
    try {
      go(name, []);
    } catch (error) {
      if (!(error instanceof Untranslatable)) throw error;
      done.set(name, 'false');
      notes.lost(
        'condition',
        { at },
        `Villkoret kan inte översättas (${error.message}) och räknas som falskt.`,
        `The condition cannot be translated (${error.message}) and counts as false.`,
      );
    }
  }
  for (const name of used) {
    if (form.conditions.has(name)) continue;
    done.set(name, 'false');
    notes.source(
      'condition-missing',
      { at: `conditions/${name}` },
      'Villkoret finns inte i filen och räknas som falskt.',
      'The condition is not in the file and counts as false.',
    );
  }
  return done;
}

function conditionIn(source: Source, fields: Fields, other: (name: string) => string): string {
  const { value } = source;
  if (typeof value === 'string') {
    const js = oldCondition(value);
    if (js === undefined) throw new Untranslatable(value.slice(0, 60));
    return conditionOf(js, { entry: 'rad', resolve: (path) => fields(path) });
  }
  const terms = termsOf(source);
  if (terms.length === 0) throw new Untranslatable('…');
  return joined(terms, fields, other);
}

/** `and` binds more tightly than `or`. */
function joined(terms: readonly Source[], fields: Fields, other: (name: string) => string): string {
  let whole = 'false';
  let part: string | undefined;
  for (const term of terms) {
    const text = termIn(term, fields, other);
    if (part !== undefined && word(term['coordinator']).toLowerCase() === 'or') {
      whole = either(whole, part);
      part = text;
    } else part = part === undefined ? text : both(part, text);
  }
  return either(whole, part ?? 'false');
}

function termIn(term: Source, fields: Fields, other: (name: string) => string): string {
  const named = word(term['conditionName']);
  if (named !== '') return other(named);
  const group = records(term['conditions']);
  if (group.length > 0) return joined(group, fields, other);
  const name = word(record(term['field'])['name']);
  const ref = fields(name.split('.'));
  if (ref === undefined) throw new Untranslatable(name || '…');
  const value = record(term['value']);
  const operator = word(term['operator']).toLowerCase();
  if (word(value['type']) === 'RelativeTime' || value['timePeriod'] !== undefined)
    return relative(ref, operator, value);
  return compared(ref, operator, literalWord(value['value'] ?? term['value']));
}

const NEGATED: { readonly [operator: string]: string } = { 'is not': 'is', 'does not contain': 'contains' };
const ORDER: { readonly [operator: string]: string } = {
  'is before': '<',
  'is after': '>',
  'is less than': '<',
  'is more than': '>',
  'is at most': '<=',
  'is at least': '>=',
};

function compared(ref: Ref, operator: string, value: string): string {
  const positive = entry(NEGATED, operator);
  if (positive !== undefined) return `not((${compared(ref, positive, value)}) = true)`;
  if (operator === 'is') return equals(ref, value);
  if (operator === 'contains')
    return ref.kind === 'text' ? anyOf(ref, (id) => `contains(${id}, ${quoted(value)}) = true`) : equals(ref, value);
  const length = /^(is longer than|is shorter than|has length)$/.exec(operator)?.[1];
  if (length !== undefined) {
    const sign = { 'is longer than': '>', 'is shorter than': '<', 'has length': '=' }[length] ?? '=';
    return anyOf(ref, (id) => `(string length(${id}) ${sign} ${number(value)}) = true`);
  }
  const sign = entry(ORDER, operator);
  if (sign === undefined) throw new Untranslatable(operator || '…');
  // Times and months are texts that sort as they come.
  const isText = ref.kind === 'text' && /^(\d{2}:\d{2}|\d{4}-\d{2})$/.test(value);
  const right = ref.kind === 'date' ? `date(${quoted(value)})` : isText ? quoted(value) : number(value);
  return anyOf(ref, (id) => `(${id} ${sign} ${right}) = true`);
}

function number(value: string): string {
  const found = figure(value);
  if (found === undefined) throw new Untranslatable(value);
  return `${found}`;
}

const UNITS: { readonly [unit: string]: string } = {
  day: 'D',
  days: 'D',
  month: 'M',
  months: 'M',
  year: 'Y',
  years: 'Y',
};

/** `is at least 18 years in the past`: the day lies before today by so much or more. */
function relative(ref: Ref, operator: string, value: Source): string {
  const unit = entry(UNITS, word(value['timeUnit']).toLowerCase());
  const period = figure(value['timePeriod'] ?? value['period']);
  const past = /past/.test(word(value['direction']).toLowerCase());
  const sign = entry(ORDER, operator);
  if (ref.kind !== 'date' || unit === undefined || period === undefined || sign === undefined)
    throw new Untranslatable(operator);
  const turned = past ? ({ '<': '>', '>': '<', '<=': '>=', '>=': '<=' }[sign] ?? sign) : sign;
  const day = `today() ${past ? '-' : '+'} duration("P${period}${unit}")`;
  return anyOf(ref, (id) => `(${id} ${turned} ${day}) = true`);
}
