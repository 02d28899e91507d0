import { askRefund } from '#platform/payments/index.ts';
import { formatMoney } from '#platform/text/index.ts';
import { heldFor } from '../delegated.ts';
import { sendLetter } from '../letters.ts';
import { addAct } from '../rows.ts';
import type { Situation } from '../situation.ts';
import type { Act } from './act.ts';

/** No paragraph says it: a fee that was wrong, or for what was never done, is the municipality's to give back. */
const BASIS = '';

const left = ({ paid }: Situation) => paid.filter(({ refund }) => refund === 'none');

/** Who may decide gives a fee back, with reasons, to whoever paid it; the party is told. Once for each payment. */
export const repayFee: Act = {
  path: 'aterbetala',
  who: 'staff',
  writes: true,
  decides: true,
  separate: 'repay-fee',
  basis: BASIS,
  fields: [{ name: 'skal', kind: 'text', label: 'procedure.reasons', hint: 'procedure.repay.hint' }],
  concerns: ({ paid }) => paid.length > 0,
  refused: (s) => (left(s).length === 0 ? { basis: BASIS, text: 'procedure.refused.repaid' } : null),
  async perform(doing) {
    const { tx, given, situation, request, options } = doing;
    const { actor, now } = request;
    const { id: caseId, language } = situation.view;
    // Who applies pays: before it is sent, an application is its applicant's alone.
    const to = situation.view.parties.find(({ role }) => role === 'applicant')?.party ?? null;
    const held = heldFor('repay-fee', doing);
    for (const { id, amount } of left(situation)) {
      await addAct(tx, { caseId, act: 'repay-fee', data: { ...given, ...held, payment: id }, actor, at: now });
      await askRefund(tx, id, 'officer', now, options.giveBack);
      const belopp = formatMoney(amount, language === 'en' ? 'en' : 'sv');
      await sendLetter(doing, { letter: 'avgift-tillbaka', to, says: { belopp, skal: given['skal'] ?? '' } });
    }
  },
};
