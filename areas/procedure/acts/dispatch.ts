import { date } from '@torget/feel';
import { closeCase, type DecisionRow, FAVOURABLE, saidIn } from '#areas/cases/index.ts';
import { withheldAmong } from '#platform/access/index.ts';
import type { Texts } from '#platform/text/index.ts';
import { applies, type Outcome } from '#platform/town/index.ts';
import { carryOutByHand } from '../by-hand.ts';
import { anewAfter } from '../court.ts';
import { sendLetter } from '../letters.ts';
import { addAct } from '../rows.ts';
import { groundsOf, type Situation, settled } from '../situation.ts';
import { type Act, type Doing, inPlaceOf, type Refusal } from './act.ts';

/** The decision in the case, as long as nobody has been told of it. In a case without a party there may be nobody to tell. */
function undispatched(s: Situation, basis: string): Refusal | null {
  const decision = settled(s);
  if (decision === undefined) return { basis, text: 'procedure.refused.undecided' };
  const done = s.acts.some(({ act, about }) => act === 'dispatch' && about === decision.id);
  return done || s.told.includes(decision.id) ? { basis, text: 'procedure.refused.dispatched' } : null;
}

/** Members of a board reserve by the municipal act also where FL 30 § is switched off. */
const dissenting = (s: Situation) => inPlaceOf(s, 30, 'FL 30 §', 'KL 4 kap. 27 §');
/** Where FL 33 § is switched off nothing says it but good order: the decision is announced with the minutes (KL 8 kap.). */
const telling = (s: Situation) => inPlaceOf(s, 33, 'FL 33 §', '');

/** FL 30 §: who disagrees may have it noted, until the decision is dispatched. */
export const dissent: Act = {
  path: 'avvikande-mening',
  who: 'staff',
  basis: dissenting,
  fields: [
    { name: 'namn', kind: 'text', label: 'procedure.dissent.who' },
    { name: 'skal', kind: 'text', label: 'procedure.dissent.what' },
  ],
  refused: (s) => undispatched(s, dissenting(s)),
  mend(s, given) {
    const decision = settled(s);
    const took = [...(decision?.deciders ?? []), ...(decision?.tookPart ?? []), decision?.presentedBy];
    return took.includes(given['namn']?.trim()) ? null : { field: 'namn', text: 'procedure.dissent.stranger' };
  },
  async perform({ tx, given, situation, request }) {
    const { actor, now } = request;
    const data = { ...given, decision: settled(situation)?.id ?? null };
    await addAct(tx, { caseId: situation.view.id, act: 'dissent', data, actor, at: now });
  },
};

/** Who decides for a board writes no letter: it is entered in the case. A process tells of its own decisions. */
const ENTERED: readonly string[] = ['board', 'chair'];

/**
 * FL 33 §: each party gets the decision with its reasons, the dissents and how to appeal; then the case is closed. Where no
 * party is known, whoever left an address gets it, and nobody when there is none.
 */
export const dispatch: Act = {
  path: 'expediera',
  who: 'staff',
  writes: true,
  basis: telling,
  fields: [],
  refused(s) {
    const stopped = undispatched(s, telling(s));
    if (stopped !== null) return stopped;
    return ENTERED.includes(settled(s)?.decidedBy ?? '')
      ? null
      : { basis: telling(s), text: 'procedure.refused.not-entered' };
  },
  async perform(doing) {
    const { tx, situation, request, options } = doing;
    const decision = settled(situation);
    const ground = groundsOf(situation)[0];
    if (decision === undefined || ground === undefined) return;
    const { actor, now } = request;
    const caseId = situation.view.id;
    const t = options.send.texts.for(situation.view.language === 'en' ? 'en' : 'sv');
    const dissents = situation.acts.filter(({ act, data }) => act === 'dissent' && data['decision'] === decision.id);
    // Several decide together, so that nobody disagreed is worth saying; of one who decides alone it is not.
    const nobody = decision.decidedBy === 'board' ? t('procedure.letter.no-dissent') : '';
    const anew = anewAfter(situation, decision.id);
    const { told, left } = await toldNames(doing, decision, t);
    const unnamed = applies(ground.regime, 33) ? 'letters.signature.left-out' : 'letters.signature.left-out-only';
    const says = {
      utfall: t(`procedure.letter.outcome.${decision.outcome as Outcome}`),
      innebar: saidIn(decision.values) ?? '',
      domstol: String(anew?.judgment.data['domstol'] ?? ''),
      beslutande: decision.decidedBy === 'chair' ? told.chair(decision.deciders) : told(decision.deciders),
      foredragande: told(decision.presentedBy === null ? [] : [decision.presentedBy]),
      medverkande: told(decision.tookPart),
      utelamnat: left ? t(unnamed) : '',
      protokoll: decision.minutes ?? '',
      dag: date(decision.day),
      skal: decision.reasons ?? '',
      grund: ground.basis.join(', '),
      avvikande:
        dissents.length === 0
          ? nobody
          : dissents.map(({ data }) => `${capital(told([String(data['namn'])]))}: ${String(data['skal'])}`).join(' '),
    };
    const letter = decision.decidedBy === 'chair' ? 'ordforandebeslut' : 'namndbeslut';
    const letters = await sendLetter(doing, { letter, says, decision: { id: decision.id, ground } });
    await closeCase(tx, caseId, now);
    // What was given before a court annulled it goes on until somebody stops it.
    const outcomes = [decision.outcome, anew?.before?.outcome ?? ''];
    if (outcomes.some((one) => FAVOURABLE.includes(one))) await carryOutByHand(doing, { reopens: false });
    await addAct(tx, { caseId, act: 'dispatch', about: decision.id, data: { letters }, actor, at: now });
  },
};

/**
 * The names of an entered decision as its letter tells them. Whose name is withheld is told by what she is (FL 33 § st. 4):
 * who decided as member or chair, others as officer. The minutes name staff in words, so it is found by the words.
 */
async function toldNames({ tx, situation, request }: Doing, decision: DecisionRow, t: Texts) {
  const { deciders, presentedBy, tookPart } = decision;
  const dissenting = situation.acts.flatMap(({ act, data }) => (act === 'dissent' ? [String(data['namn'])] : []));
  const all = [...deciders, ...(presentedBy === null ? [] : [presentedBy]), ...tookPart, ...dissenting];
  const withheld = await withheldAmong(tx, request.town, all, {
    board: situation.view.board,
    // Also what was decided while the name was withheld is told without it.
    days: [situation.today.toString(), decision.day],
  });
  return { told: tellers(decision, withheld, t), left: withheld.size > 0 };
}

/** Tells names, and `chair` who decided alone, at the beginning of a sentence. */
export function tellers(
  { decidedBy, deciders }: Pick<DecisionRow, 'decidedBy' | 'deciders'>,
  withheld: Awaited<ReturnType<typeof withheldAmong>>,
  t: Texts,
) {
  const decided = t(decidedBy === 'chair' ? 'procedure.letter.the-chair' : 'procedure.letter.member');
  const one = (name: string) =>
    withheld.get(name)?.(deciders.includes(name) ? decided : t('letters.signature.somebody')) ?? name;
  const told = (names: readonly string[]) => names.map(one).join(', ');
  const chair = (names: readonly string[]) =>
    names.some((name) => withheld.has(name)) ? capital(decided) : t('procedure.letter.chair', { name: told(names) });
  return Object.assign(told, { chair });
}

const capital = (text: string) => text.charAt(0).toLocaleUpperCase('sv') + text.slice(1);
