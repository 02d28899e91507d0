import { Faults } from '../faults.ts';
import { rootFields } from '../yaml/fields.ts';
import { parseYaml } from '../yaml/parse.ts';

export interface IncomeRow {
  readonly number: string;
  /** YYYY-MM in which it was paid. */
  readonly month: string;
  readonly kind: string;
  readonly amount: string;
  readonly payer: string;
}

export interface Income {
  readonly source: string;
  readonly rows: readonly IncomeRow[];
}

/** Reads `registers/income.yaml`: what the authorities' joint query (SSBTEK) would say; wages are not in it. */
export function readIncome(text: string): { readonly value?: Income; readonly faults: Faults } {
  const faults = new Faults('registers/income.yaml');
  const root = rootFields(parseYaml(text, faults), faults);
  if (root === undefined) return { faults };
  const source = root.bilingual('source').sv;
  const payers = root.map('payers');
  const rows = root.maps('rows').map((fields) => {
    const payer = fields.text('payer');
    const row = {
      number: fields.text('number'),
      month: fields.month('month'),
      kind: fields.text('kind'),
      amount: fields.decimal('amount'),
      payer: payers.maybeText(payer) ?? '',
    };
    fields.end();
    if (row.payer === '') {
      faults.error(
        fields.where('payer'),
        'unknown-payer',
        { sv: `"${payer}" står inte under payers.`, en: `"${payer}" is not under payers.` },
        { sv: 'Lägg till den, eller rätta stavningen.', en: 'Add it, or correct the spelling.' },
      );
    }
    return row;
  });
  root.end();
  return faults.failed ? { faults } : { value: { source, rows }, faults };
}
