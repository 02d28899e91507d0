import { date } from '@torget/feel';
import { setDeadline } from '#areas/cases/index.ts';
import { receivables } from '../../appealable.ts';
import { sendLetter } from '../../letters.ts';
import { type ActRow, addAct } from '../../rows.ts';
import { partyOf, type Situation } from '../../situation.ts';
import { becameOf, isOf, withdrawable } from '../../withdrawn-appeal.ts';
import type { Act, Choice, Doing, Given } from '../act.ts';
import { arrived } from '../arrived.ts';
import { receive } from '../received.ts';
import { decisionInWords } from './decision.ts';
import { appealInWords, listAppeal } from './waiting.ts';

/** No paragraph says it: who has appealed may take it back until it is decided, as a general principle of law. */
const NO_PARAGRAPH = '';

/** The appeals that the actor may withdraw: her own, also by who speaks for her. Staff register what comes, from whomever. */
function mine(s: Situation): readonly ActRow[] {
  const party = partyOf(s.actor);
  const all = withdrawable(s);
  if (s.actor.kind === 'staff') return all;
  return party === undefined ? [] : all.filter((appeal) => isOf(s, appeal, party));
}

const choices = (s: Situation) => ({
  overklagande: mine(s).map((one): Choice => ({ value: one.id, ...appealInWords(s, one) })),
});

/** What was chosen, or the only one there is. */
const chosen = (s: Situation, given: Given): ActRow | undefined =>
  given['overklagande'] === undefined ? mine(s)[0] : mine(s).find(({ id }) => id === given['overklagande']);

const common = {
  concerns: (s) => mine(s).length > 0,
  fields: [],
  choices,
  refused: (s) => (mine(s).length > 0 ? null : { basis: NO_PARAGRAPH, text: 'procedure.refused.nothing-to-withdraw' }),
} satisfies Pick<Act, 'concerns' | 'fields' | 'choices' | 'refused'>;

/** Who has appealed takes it back on Mina sidor. Another’s appeal stands, and she may appeal anew while there is time. */
export const withdrawAppeal: Act = {
  ...common,
  path: 'aterkalla-overklagande',
  who: 'citizen',
  confirms: true,
  basis: NO_PARAGRAPH,
  form: 'aterkalla-overklagande',
  perform: (doing) => takeBackAppeal(doing, 'withdraw-appeal', { arrived: doing.situation.today, rule: 'FL 22 § 1' }),
};

/** The same on paper, by e-mail or said, from the day it arrived (FL 22 §). */
export const registerWithdrawnAppeal: Act = {
  ...common,
  path: 'registrera-aterkallat-overklagande',
  who: 'staff',
  writes: true,
  basis: 'FL 22 §',
  form: 'aterkallat-overklagande',
  mend(s, given) {
    const appealed = chosen(s, given)?.data['arrived'];
    const before =
      appealed !== undefined &&
      Temporal.PlainDate.compare(arrived(given).arrived, Temporal.PlainDate.from(String(appealed))) < 0;
    return before ? { field: 'dag', text: 'procedure.withdraw-appeal.before' } : null;
  },
  perform: (doing) => takeBackAppeal(doing, 'register-withdrawn-appeal', arrived(doing.given)),
};

/** What happens now, in the words of the receipt: before it is handed over nobody tries it, after that it is for the court to say. */
function nextOf({ options, situation }: Doing, handed: ActRow | undefined): string {
  const t = options.send.texts.for(situation.view.language === 'en' ? 'en' : 'sv');
  return handed === undefined
    ? t('procedure.withdraw-appeal.next')
    : t('procedure.withdraw-appeal.next-court', { to: String(handed.data['to']) });
}

async function takeBackAppeal(
  doing: Doing,
  act: 'withdraw-appeal' | 'register-withdrawn-appeal',
  came: { readonly arrived: Temporal.PlainDate; readonly rule: string },
): Promise<void> {
  const { tx, request, situation, given } = doing;
  const { actor, now: at, t } = request;
  const appeal = chosen(situation, given);
  if (appeal === undefined) return;
  const caseId = situation.view.id;
  const [by, day] = [actor.kind === 'citizen' ? actor.party : appeal.forParty, came.arrived.toString()];
  const said = act === 'withdraw-appeal' ? given['skal'] || t('procedure.withdraw-appeal.said') : (given['text'] ?? '');
  const from = { by, title: 'procedure.document.withdraw-appeal', text: said } as const;
  const received = await receive(doing, act === 'withdraw-appeal' ? from : { ...from, day });
  if (received === undefined) return;
  const { handed } = becameOf(situation, appeal);
  const of = receivables(situation).find(({ id }) => id === appeal.data['decision']);
  const letters = await sendLetter(doing, {
    letter: 'overklagande-aterkallat',
    to: partyOf(actor) ?? appeal.forParty,
    says: { inkom: date(day), beslut: decisionInWords(doing, of), nasta: nextOf(doing, handed) },
  });
  const after = handed === undefined ? {} : { handed: handed.id };
  const data = { ...given, ...received, arrived: day, rule: came.rule, letters, ...after };
  const forParty = appeal.forParty === null ? {} : { forParty: appeal.forParty };
  await addAct(tx, { caseId, act, about: appeal.id, ...forParty, data, actor, at });
  if (handed !== undefined)
    await setDeadline(tx, { caseId, kind: 'appeal', due: situation.today.add({ days: 7 }).toString(), at });
  await listAppeal(doing);
}
