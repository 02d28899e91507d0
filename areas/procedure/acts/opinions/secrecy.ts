import { marksOf } from '#areas/cases/index.ts';
import type { Db } from '#platform/database/index.ts';
import type { Situation } from '../../situation.ts';
import type { ActField, Given, Mended } from '../act.ts';

/** Why nothing that is secret leaves unlawfully: what an officer has found before a referral goes out (OSL 8 kap. 1 §). */
export const SECRECY = [
  { value: 'oppet', text: 'procedure.opinion.open' },
  { value: 'ofarligt', text: 'procedure.opinion.harmless' },
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

/**
 * Of what a mark or the service says is secret nobody can say without a test that nothing is (OSL 5 kap. 5 §, 8 kap. 1 §):
 * a mark is a reminder, and each recipient is tested for.
 */
export async function secretAsOpen(
  db: Db,
  situation: Pick<Situation, 'view' | 'service'>,
  given: Given,
  documents: readonly string[],
): Promise<Mended | null> {
  if (given['sekretess'] !== 'oppet' || documents.length === 0) return null;
  const { view, service } = situation;
  const marks = await marksOf(db, view.id);
  const marked = marks.find(({ documentId }) => documentId === null || documents.includes(documentId))?.basis;
  const basis = marked ?? service.definition.secrecy?.[0];
  return basis === undefined ? null : { field: 'sekretess', text: 'procedure.opinion.marked', values: { basis } };
}
