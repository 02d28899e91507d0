import { Faults } from '../faults.ts';
import { rootFields } from '../yaml/fields.ts';
import { parseYaml } from '../yaml/parse.ts';

/** A household's case at the social services board: the months it has had assistance, and the rent accepted last. */
export interface AssistanceCase {
  readonly number: string;
  readonly partner?: string;
  readonly periods: readonly { readonly from: string; readonly to: string }[];
  readonly rent: string;
}

export interface Assistance {
  readonly source: string;
  readonly cases: readonly AssistanceCase[];
}

/** Reads `registers/assistance.yaml`. */
export function readAssistance(text: string): { readonly value?: Assistance; readonly faults: Faults } {
  const faults = new Faults('registers/assistance.yaml');
  const root = rootFields(parseYaml(text, faults), faults);
  if (root === undefined) return { faults };
  const source = root.bilingual('source').sv;
  const cases = root.maps('cases').map((fields) => {
    const partner = fields.maybeText('partner');
    const periods = fields.maps('periods').map((period) => {
      const months = { from: period.month('from'), to: period.month('to') };
      period.end();
      return months;
    });
    const row = {
      number: fields.text('number'),
      periods,
      rent: fields.decimal('rent'),
      ...(partner === undefined ? {} : { partner }),
    };
    fields.end();
    return row;
  });
  root.end();
  return faults.failed ? { faults } : { value: { source, cases }, faults };
}

/** The months with assistance before a month, oldest first. */
export function monthsBefore(found: AssistanceCase, month: string): readonly string[] {
  const months = new Set<string>();
  for (const { from, to } of found.periods) {
    for (let at = from; at <= to && at < month; at = addMonth(at, 1)) months.add(at);
  }
  return [...months].sort();
}

/** The month so many months later; negative is earlier. */
export function addMonth(month: string, count: number): string {
  const [year = 0, at = 0] = month.split('-').map(Number);
  const months = 12 * year + at - 1 + count;
  return `${String(Math.floor(months / 12)).padStart(4, '0')}-${String((months % 12) + 1).padStart(2, '0')}`;
}

/** How many months in a row with assistance end with the month before. */
export function monthsInARow(months: readonly string[], month: string): number {
  let count = 0;
  while (months.includes(addMonth(month, -(count + 1)))) count += 1;
  return count;
}

/** SoL (2025:400) 12 kap. 8 §: after six months in a row a quarter of the earnings is left out, for two years. */
const QUALIFIES_AFTER = 6;
const LASTS = 24;

/** True when the month lies in a period of jobbstimulans. A new one needs six months in a row again. */
export function hasStimulus(months: readonly string[], month: string): boolean {
  let until = '';
  let row = 0;
  let last = '';
  for (const at of months) {
    const follows = last !== '' && addMonth(last, 1) === at;
    last = at;
    // Months inside a period don't qualify for the next one.
    row = at <= until ? 0 : follows ? row + 1 : 1;
    if (row >= QUALIFIES_AFTER) until = addMonth(at, LASTS);
  }
  return month <= until;
}
