import type { Printed, PrintedPage } from '@torget/form';

/** Answers that a form or a register has the words of: nobody can have written an address in them. */
const CHOSEN: ReadonlySet<Printed['kind']> = new Set([
  'none',
  'label',
  'yes-no',
  'number',
  'money',
  'date',
  'month',
  'time',
  'person',
]);

/**
 * The application as a party may read it who is not the applicant, in a case with a protected party: what somebody wrote,
 * marked on a map or attached is replaced by `instead`, for it may tell where the protected one lives (OSL 21:3).
 */
export function withoutWritten(pages: readonly PrintedPage[], instead: string): readonly PrintedPage[] {
  return pages.map((page) => ({
    ...page,
    rows: page.rows.map((row) => (isChosen(row.value) ? row : { ...row, value: { kind: 'text', text: instead } })),
  }));
}

function isChosen(value: Printed): boolean {
  return value.kind === 'list' ? value.items.every(isChosen) : CHOSEN.has(value.kind);
}
