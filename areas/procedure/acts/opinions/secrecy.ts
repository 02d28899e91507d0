import { marksOf } from '#areas/cases/index.ts';
import type { Db } from '#platform/database/index.ts';
import type { ActField, Given, Mended } from '../act.ts';

/** Why nothing that is secret leaves unlawfully: what an officer has found before a referral goes out (OSL 8 kap. 1 §). */
export const SECRECY = [
  { value: 'oppet', text: 'procedure.opinion.open' },
  { value: 'nodvandigt', text: 'procedure.opinion.necessary' },
  { value: 'samtycke', text: 'procedure.opinion.consent' },
] as const;

/** What follows of a finding that something is secret: why it may go out all the same. */
export const TESTED = [
  { name: 'sekretess', kind: 'choice', label: 'procedure.opinion.secrecy', options: SECRECY },
  {
    name: 'sekretess-skal',
    kind: 'text',
    label: 'procedure.opinion.secrecy-why',
    hint: 'procedure.opinion.secrecy-why-hint',
    optional: true,
  },
] as const satisfies readonly ActField[];

/** What is secret goes out only by a provision, and with the reasons why it applies. */
export function untested(given: Given): Mended | null {
  const silent = (given['sekretess-skal'] ?? '').trim() === '';
  return given['sekretess'] !== 'oppet' && silent
    ? { field: 'sekretess-skal', text: 'procedure.opinion.secrecy-no-why' }
    : null;
}

/** A mark says that something is secret (OSL 5 kap. 5 §): of what is marked nobody can say that nothing is. */
export async function markedAsOpen(
  db: Db,
  {
    caseId,
    given,
    documents,
  }: { readonly caseId: string; readonly given: Given; readonly documents: readonly string[] },
): Promise<Mended | null> {
  if (given['sekretess'] !== 'oppet' || documents.length === 0) return null;
  const marks = await marksOf(db, caseId);
  const marked = marks.find(({ documentId }) => documentId === null || documents.includes(documentId));
  return marked === undefined
    ? null
    : { field: 'sekretess', text: 'procedure.opinion.marked', values: { basis: marked.basis } };
}
