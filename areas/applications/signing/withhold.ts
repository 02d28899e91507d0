import type { Printed, PrintedPage } from '@torget/form';
import type { Speaks } from '../answers.tsx';
import { withoutMarked } from '../marked.ts';

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
function withoutWritten(pages: readonly PrintedPage[], instead: string): readonly PrintedPage[] {
  return pages.map((page) => ({
    ...page,
    rows: page.rows.map((row) => (isChosen(row.value) ? row : { ...row, value: { kind: 'text', text: instead } })),
  }));
}

function isChosen(value: Printed): boolean {
  return value.kind === 'list' ? value.items.every(isChosen) : CHOSEN.has(value.kind);
}

/** What somebody reads who is to sign, and the words that tell that it is not all; empty when it is. */
export interface ShownToSign {
  readonly pages: readonly PrintedPage[];
  readonly note: string;
}

/**
 * What is before the eyes of who signs: page and e-ID show the same, and a text that leaves something out says so itself.
 * The hash that the signature is over is of the whole, so that nobody can change afterwards what was left out.
 */
export function shownToSign(
  pages: readonly PrintedPage[],
  sees: 'all' | 'chosen',
  { t }: Pick<Speaks, 't'>,
  marked: readonly string[] = [],
): ShownToSign {
  if (sees === 'all' && marked.length === 0) return { pages, note: '' };
  const chosen = sees === 'all' ? pages : withoutWritten(pages, t('applications.sign.withheld'));
  return { pages: withoutMarked(chosen, marked, { t }), note: t('applications.sign.withheld-note') };
}
