import { date } from '@torget/feel';
import { setDeadline } from '#areas/cases/index.ts';
import { type Appealable, legalityOf } from '../../appealable.ts';
import { sendLetter } from '../../letters.ts';
import { addAct } from '../../rows.ts';
import { partyOf, type Situation } from '../../situation.ts';
import type { Doing } from '../act.ts';
import { receive } from '../received.ts';
import { appealTo, chosenDecision, decisionInWords } from './decision.ts';
import { chosenParty } from './party.ts';
import { listAppeal } from './waiting.ts';

/** How an appeal came: on which day, by which rule (FL 22 §), and what it can be of. */
export interface Came {
  readonly arrived: Temporal.PlainDate;
  readonly rule: string;
  readonly against: readonly Appealable[];
}

/** What happens now with an appeal that has come, by the law that it is tried under. */
export const receiptLetter = (s: Situation, decision?: string) =>
  legalityOf(s, decision) === undefined ? 'overklagande-mottaget' : 'overklagande-laglighet';

/**
 * Takes an appeal, late or not, with the files that came with it: they are documents of the case, and go with it. Who appeals gets a receipt that says what happens now (FL 45–46 §§); another party is told
 * nothing: that is for the court to do.
 */
export async function takeAppeal(doing: Doing, act: 'appeal' | 'register-appeal', came: Came): Promise<void> {
  const { tx, request, situation, given } = doing;
  const { actor, now } = request;
  const caseId = situation.view.id;
  const text = [given['andring'], given['skal']].filter(Boolean).join('\n\n');
  const party = act === 'register-appeal' ? chosenParty(situation, given) : undefined;
  // Of what came on paper the registry has who sent it, and the day it arrived (OSL 5 kap. 2 §).
  const by = actor.kind === 'citizen' ? actor.party : (party ?? null);
  const day = act === 'register-appeal' ? { day: came.arrived.toString() } : {};
  const received = await receive(doing, { by, title: 'procedure.document.appeal', text, ...day });
  if (received === undefined) return;
  const against = chosenDecision(came.against, given);
  const letters = await sendLetter(doing, {
    letter: receiptLetter(situation, against?.id),
    to: partyOf(actor) ?? party ?? null,
    says: {
      inkom: date(came.arrived.toString()),
      beslut: decisionInWords(doing, against),
      till: appealTo(situation, against?.id),
    },
  });
  const decision = against?.id ?? null;
  const data = { ...given, ...received, decision, arrived: came.arrived.toString(), rule: came.rule, letters };
  await addAct(tx, { caseId, act, ...(party === undefined ? {} : { forParty: party }), data, actor, at: now });
  await setDeadline(tx, { caseId, kind: 'appeal', due: situation.today.add({ days: 7 }).toString(), at: now });
  await listAppeal(doing);
}
