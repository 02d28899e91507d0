import type { TextKey, Texts } from '#platform/text/index.ts';
import { isDecided, type Outcome } from '#platform/town/index.ts';
import { exceptionOf } from '../communicated.ts';
import { cancelUntried, decideAndClose } from '../decide.ts';
import { askEstate, DIED, estateIn, estateMend } from '../estate.ts';
import { sendLetter } from '../letters.ts';
import { addAct } from '../rows.ts';
import { type Situation, settled } from '../situation.ts';
import { taken } from '../withdrawn.ts';
import { type Act, type Choice, type Doing, inPlaceOf, type Refusal } from './act.ts';
import { mayStillAnswer } from './completion.ts';
import { askHeard, chosenGround, unheard, whichGround } from './hearing.ts';

/** A reason to end a case without trying what was applied for: how it is chosen, and what the decision says of it. */
interface Reason extends Choice {
  readonly says?: TextKey;
}

/** What an application is not tried for, besides that something is missing in it (FL 20 §). */
const NOT_OURS = 'inte-var';
const UNTRIED: readonly Reason[] = [
  { value: NOT_OURS, text: 'procedure.untried.not-ours', says: 'procedure.untried.says.not-ours' },
  { value: 'inte-behorig', text: 'procedure.untried.no-standing', says: 'procedure.untried.says.no-standing' },
  { value: 'provas-inte', text: 'procedure.untried.not-decided', says: 'procedure.untried.says.not-decided' },
  { value: 'for-sent', text: 'procedure.untried.too-late', says: 'procedure.untried.says.too-late' },
  { value: 'redan-avgjort', text: 'procedure.untried.decided-before', says: 'procedure.untried.says.decided-before' },
  { value: 'undertecknare', text: 'procedure.untried.signer', says: 'procedure.untried.says.signer' },
];

/** What leaves nothing to try, though nobody has withdrawn. */
const FALLEN: readonly Reason[] = [
  { value: DIED, text: 'procedure.fallen.died', says: 'procedure.fallen.says.died' },
  { value: 'lost', text: 'procedure.fallen.solved', says: 'procedure.fallen.says.solved' },
  { value: 'dubbelt', text: 'procedure.fallen.double', says: 'procedure.fallen.says.double' },
  { value: 'annat', text: 'procedure.fallen.other' },
];

/** No paragraph says when an application is not tried; how it is decided FL 31–32 §§ say, where they apply. */
const deciding = (s: Situation) => inPlaceOf(s, 31, 'FL 31–32 §§', '');

const concerns = ({ service }: Situation): boolean => isDecided(service);

function whileUndecided(s: Situation): Refusal | null {
  if (s.view.closedAt !== null || settled(s) !== undefined)
    return { basis: deciding(s), text: 'procedure.refused.decided' };
  // An officer has a task to write it off already.
  return taken(s) ? { basis: '', text: 'procedure.refused.withdrawn' } : null;
}

const textsOf = ({ situation, options }: Doing): Texts =>
  options.send.texts.for(situation.view.language === 'en' ? 'en' : 'sv');

/** What the decision says: the reason that was chosen, in the language of the case, and what the officer has written. */
function reasonsOf(doing: Doing, reasons: readonly Reason[]): string {
  const { given } = doing;
  const t = textsOf(doing);
  const says = reasons.find(({ value }) => value === given['orsak'])?.says;
  const chosen = says === undefined ? [] : [t(says, { where: given['vart'] ?? '' })];
  return [...chosen, given['skal'] ?? ''].join('\n\n');
}

/** Decides by hand that nothing is tried: all that the case waited for ends, a booked time is free, and the parties are told. */
async function endUntried(
  doing: Doing,
  how: {
    readonly act: 'dismiss-untried' | 'write-off';
    readonly ends: 'dismissed' | 'written-off';
    readonly outcome: Outcome;
    readonly letter: 'avvisning-annat' | 'avskrivning-annat';
    readonly reasons: readonly Reason[];
  },
): Promise<void> {
  const { tx, situation, given, request } = doing;
  const caseId = situation.view.id;
  const ground = chosenGround(situation, given);
  if (ground === undefined) return;
  const reasons = reasonsOf(doing, how.reasons);
  await cancelUntried(doing, how.ends);
  const made = { ground: ground.id, outcome: how.outcome, reasons, unheard: exceptionOf(given) };
  const decision = await decideAndClose(doing, made);
  const says = { skal: reasons, grund: ground.basis.join(', ') };
  const estate = estateIn(situation, given, textsOf(doing));
  const dead = estate === undefined ? {} : { estate };
  const letters = await sendLetter(doing, { letter: how.letter, says, decision: { id: decision, ground }, ...dead });
  const data = { ...given, decision, letters, ...dead };
  await addAct(tx, { caseId, act: how.act, data, actor: request.actor, at: request.now });
}

/**
 * An application that is not tried though nothing is missing in it: another authority's, too late, decided before … FL 6 §:
 * who has turned to the wrong authority is told which is the right one.
 */
export const dismissUntried: Act = {
  path: 'avvisa-annat-skal',
  who: 'staff',
  writes: true,
  decides: true,
  handled: true,
  basis: deciding,
  concerns,
  fields: (s) => [
    ...whichGround(s),
    { name: 'orsak', kind: 'choice', label: 'procedure.untried.why', options: UNTRIED },
    {
      name: 'vart',
      kind: 'line',
      label: 'procedure.untried.where',
      hint: 'procedure.untried.where-hint',
      optional: true,
    },
    { name: 'skal', kind: 'text', label: 'procedure.reasons', hint: 'procedure.untried.hint' },
    ...askHeard(s),
  ],
  refused: whileUndecided,
  mend(s, given) {
    if (given['orsak'] === NOT_OURS && (given['vart'] ?? '').trim() === '')
      return { field: 'vart', text: 'procedure.untried.where-missing' };
    return mayStillAnswer(s) ? { field: 'orsak', text: 'procedure.board.order-runs' } : unheard(s, given);
  },
  perform: (doing) =>
    endUntried(doing, {
      act: 'dismiss-untried',
      ends: 'dismissed',
      outcome: 'dismissed',
      letter: 'avvisning-annat',
      reasons: UNTRIED,
    }),
};

/** There is nothing left to try, though nobody has withdrawn: who applied has died, it is resolved otherwise, it is a double. */
export const writeOffFallen: Act = {
  path: 'avskriv',
  who: 'staff',
  writes: true,
  decides: true,
  handled: true,
  basis: deciding,
  concerns,
  fields: (s) => [
    ...whichGround(s),
    { name: 'orsak', kind: 'choice', label: 'procedure.fallen.why', options: FALLEN },
    { name: 'skal', kind: 'text', label: 'procedure.reasons', hint: 'procedure.fallen.hint' },
    ...askEstate(s),
  ],
  refused: whileUndecided,
  mend: estateMend,
  perform: (doing) =>
    endUntried(doing, {
      act: 'write-off',
      ends: 'written-off',
      outcome: 'closed-without-decision',
      letter: 'avskrivning-annat',
      reasons: FALLEN,
    }),
};
