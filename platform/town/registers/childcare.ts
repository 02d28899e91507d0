import { Faults } from '../faults.ts';
import { rootFields } from '../yaml/fields.ts';
import { parseYaml } from '../yaml/parse.ts';

export interface Placement {
  readonly child: string;
  readonly unit: string;
  readonly from: string;
  readonly to?: string;
  readonly hours: number;
}

export interface Childcare {
  readonly source: string;
  readonly placements: readonly Placement[];
  readonly debts: readonly { readonly number: string; readonly amount: string; readonly since: string }[];
}

/** Reads `registers/childcare.yaml`: places in preschool and unpaid fees, the education board's own register. */
export function readChildcare(text: string): { readonly value?: Childcare; readonly faults: Faults } {
  const faults = new Faults('registers/childcare.yaml');
  const root = rootFields(parseYaml(text, faults), faults);
  if (root === undefined) return { faults };
  const source = root.bilingual('source').sv;
  const placements = root.maps('placements').map((fields) => {
    const to = fields.maybeDate('to');
    const row = {
      child: fields.text('child'),
      unit: fields.text('unit'),
      from: fields.date('from'),
      hours: fields.wholeNumber('hours'),
      ...(to === undefined ? {} : { to }),
    };
    fields.end();
    return row;
  });
  const debts = root.maps('debts').map((fields) => {
    const row = { number: fields.text('number'), amount: fields.decimal('amount'), since: fields.date('since') };
    fields.end();
    return row;
  });
  root.end();
  return faults.failed ? { faults } : { value: { source, placements, debts }, faults };
}

/** The place that a child has on the day, among all that it has had. */
export function placedOn(places: readonly Placement[] | undefined, day: string): Placement | undefined {
  return places?.find((place) => place.from <= day && (place.to === undefined || day <= place.to));
}
