import type { RetentionLaw } from '#platform/town/index.ts';

/** What the law says beside the plan of the service. */
export interface LawRule {
  readonly basis: string;
  /** Kept for ever, whoever it is about (SoL 16 kap. 2 §). */
  readonly never?: true;
  /** Destroyed no earlier than the child's birthday. */
  readonly childUntil?: number;
  /** Kept for research by birthday and place (SoL 16 kap. 4 §). */
  readonly selection?: true;
  /** A personal file: not weeded while the board holds another of the same person that is not due (SoL 16 kap. 1 §). */
  readonly personal?: true;
}

/** SoL (2025:400) 16 kap. All but the never-list stand under the research selection of 4 §. */
export const LAWS: { readonly [id in RetentionLaw]: LawRule } = {
  'sol-16': { basis: 'SoL (2025:400) 16 kap. 1 §', selection: true, personal: true },
  'sol-16-2': { basis: 'SoL (2025:400) 16 kap. 2 §', never: true, personal: true },
  'sol-16-2a': { basis: 'SoL (2025:400) 16 kap. 2 a §', childUntil: 30, selection: true, personal: true },
  'sol-16-3': { basis: 'SoL (2025:400) 16 kap. 3 §', childUntil: 18, selection: true, personal: true },
};

export const SELECTION_BASIS = 'SoL (2025:400) 16 kap. 4 § och socialtjänstförordningen (2025:468) 13 kap. 1 §';

/** Östergötland, Gotland, Västernorrland: every person there is kept for research. */
const COUNTIES: readonly string[] = ['05', '09', '22'];
const GOTEBORG = '1480';
/** Elsewhere: persons born on these days of a month. */
const DAYS: readonly number[] = [5, 15, 25];

/** Whether the place alone keeps everybody. `code` is the municipality's: its first two digits are the county's. */
export function placeIsKept(code: string): boolean {
  return code === GOTEBORG || COUNTIES.includes(code.slice(0, 2));
}

/** @param birthDate `YYYY-MM-DD` */
export function birthdayIsKept(birthDate: string): boolean {
  return DAYS.includes(Temporal.PlainDate.from(birthDate).day);
}
