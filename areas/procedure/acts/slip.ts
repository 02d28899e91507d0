import { date } from '@torget/feel';
import type { DecisionRow } from '#areas/cases/index.ts';
import { decisionTexts } from '#areas/inbox/index.ts';
import { applies } from '#platform/town/index.ts';
import { heldFor } from '../delegated.ts';
import { sendLetter } from '../letters.ts';
import { addAct } from '../rows.ts';
import { decidedOn, groundsOf, type Situation, settled } from '../situation.ts';
import { type Act, type Doing, inPlaceOf, type Mended } from './act.ts';

/** A slip is corrected by the general principle that the section was made from also where FL 2 § switches it off. */
const basis = (s: Situation) => inPlaceOf(s, 36, 'FL 36 §', '');

/** Words as they are compared: spaces of every kind are one, and a capital is none. */
const plain = (text: string): string => text.replaceAll(/\s+/g, ' ').trim().toLocaleLowerCase('sv');

/** Whether words stand in a decision: in its letters, or among what is kept of it. */
function standsIn(words: string, { reasons, values }: DecisionRow, letters: readonly string[]): boolean {
  const kept = [reasons ?? '', ...Object.values(values).flatMap((value) => (typeof value === 'object' ? [] : [value]))];
  return [...letters, ...kept.map(String)].some((text) => plain(text).includes(plain(words)));
}

/** Only what stands in the decision can be wrong in it. Of one that was sent as a file of its own nobody can tell. */
async function notThere({ request, situation, given }: Pick<Doing, 'request' | 'situation' | 'given'>) {
  const decision = settled(situation);
  if (decision === undefined) return null;
  const letters = await decisionTexts(request.db, { caseId: situation.view.id, decision: decision.id });
  if (letters.length === 0 || standsIn(given['fel'] ?? '', decision, letters)) return null;
  return { field: 'fel', text: 'procedure.slip.not-there' } satisfies Mended;
}

/**
 * FL 36 §: a decision that is clearly wrong by a slip of the pen, of the calculation or the like is corrected. The decision
 * stands as it was; what it should say stands beside it, and the parties are told. The time to appeal does not begin anew.
 */
export const correctSlip: Act = {
  path: 'ratta',
  who: 'staff',
  writes: true,
  decides: true,
  separate: 'correct-slip',
  basis,
  fields: [
    { name: 'fel', kind: 'text', label: 'procedure.slip.wrong', hint: 'procedure.slip.wrong-hint' },
    { name: 'ratt', kind: 'text', label: 'procedure.slip.right' },
    {
      name: 'slag',
      kind: 'choice',
      label: 'procedure.slip.kind',
      options: [
        { value: 'skrivfel', text: 'procedure.slip.writing' },
        { value: 'raknefel', text: 'procedure.slip.counting' },
        { value: 'forbiseende', text: 'procedure.slip.oversight' },
        { value: 'sakfel', text: 'procedure.slip.substance' },
      ],
    },
  ],
  refused: (s) => (settled(s) === undefined ? { basis: basis(s), text: 'procedure.refused.undecided' } : null),
  mend(s, given) {
    const changed = groundsOf(s).some(({ regime }) => applies(regime, 37));
    if (given['slag'] === 'sakfel')
      return { field: 'slag', text: changed ? 'procedure.slip.change' : 'procedure.slip.not-corrected' };
    return given['fel']?.trim() === given['ratt']?.trim() ? { field: 'ratt', text: 'procedure.slip.same' } : null;
  },
  checks: notThere,
  async perform(doing) {
    const { tx, given, situation, request } = doing;
    const decision = settled(situation);
    if (decision === undefined) return;
    const says = {
      fel: given['fel'] ?? '',
      ratt: given['ratt'] ?? '',
      beslutat: date(decidedOn(decision).toString()),
      paragraf: inPlaceOf(situation, 36, '36', ''),
    };
    const letters = await sendLetter(doing, { letter: 'rattelse', says });
    const { actor, now } = request;
    const data = { ...given, ...heldFor('correct-slip', doing), decision: decision.id, letters };
    await addAct(tx, { caseId: situation.view.id, act: 'correct-slip', data, actor, at: now });
  },
};
