import type { Json } from '@torget/feel';
import { isRecord } from '../facts.ts';
import { isDate } from './date.ts';
import { lengthOf } from './text.ts';

/** Whole years on a day; one is a year older on the birthday itself. */
export function ageOn(birth: string, day: Temporal.PlainDate): number {
  return Temporal.PlainDate.from(birth).until(day, { largestUnit: 'year' }).years;
}

const NAME_LENGTH = 120;

/** `required`, `too-long` or `date`, or nothing: what is wrong with a person's name and birth date. */
export function personProblems(
  value: Json,
  day: Temporal.PlainDate,
): readonly { readonly rule: string; readonly key: string }[] {
  if (!isRecord(value)) return [{ rule: 'shape', key: '' }];
  const name = value['namn'];
  const birth = value['fodelsedatum'];
  const problems: { rule: string; key: string }[] = [];
  if (typeof name !== 'string' || name.trim() === '') problems.push({ rule: 'person-name', key: 'namn' });
  else if (lengthOf(name) > NAME_LENGTH) problems.push({ rule: 'person-name-length', key: 'namn' });
  if (!isDate(birth)) problems.push({ rule: 'person-birth', key: 'fodelsedatum' });
  else if (birth > day.toString()) problems.push({ rule: 'person-birth-future', key: 'fodelsedatum' });
  return problems;
}

/** The refs in facts that an answer may carry: a ref is never taken from a browser unless the registers gave it. */
export function refsIn(value: Json | undefined, into: Set<string> = new Set()): ReadonlySet<string> {
  if (Array.isArray(value)) for (const item of value) refsIn(item, into);
  else if (isRecord(value)) {
    for (const [key, item] of Object.entries(value)) {
      if (key === 'ref' && typeof item === 'string') into.add(item);
      else refsIn(item, into);
    }
  }
  return into;
}
