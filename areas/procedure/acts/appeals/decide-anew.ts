import { closeCase, FAVOURABLE, recordDecision } from '#areas/cases/index.ts';
import { carryOutByHand } from '../../by-hand.ts';
import { exceptionOf } from '../../communicated.ts';
import { remandOf } from '../../court.ts';
import { sendLetter } from '../../letters.ts';
import { endRemand } from '../../remand.ts';
import { addAct } from '../../rows.ts';
import { settled } from '../../situation.ts';
import type { Act } from '../act.ts';
import { OUTCOMES } from '../board.ts';
import { askHeard, chosenGround, unheard, whichGround } from '../hearing.ts';
import { SAYS, saysOf, unsaid } from '../says.ts';

const ADVERSE: readonly string[] = ['partly-approved', 'rejected', 'dismissed'];

/**
 * The unit decides anew a case that a court has sent back. The decision that was appealed is annulled: nothing is changed,
 * and what the new one may be is for the judgment and the law of the matter to say.
 */
export const decideAnew: Act = {
  path: 'besluta-pa-nytt',
  who: 'staff',
  writes: true,
  handled: true,
  decides: true,
  basis: '',
  concerns: (s) => remandOf(s) !== undefined,
  fields: (s) => [
    ...whichGround(s),
    {
      name: 'utfall',
      kind: 'choice',
      label: 'procedure.board.outcome',
      options: OUTCOMES.filter(({ value }) => value !== 'closed-without-decision'),
    },
    SAYS,
    ...askHeard(s),
    { name: 'skal', kind: 'text', label: 'procedure.reasons' },
  ],
  refused: (s) => (remandOf(s) === undefined ? { basis: '', text: 'procedure.refused.not-remanded' } : null),
  mend: (s, given) => unsaid(given) ?? (ADVERSE.includes(given['utfall'] ?? '') ? unheard(s, given) : null),
  async perform(doing) {
    const { tx, given, situation, request, options } = doing;
    const { view, service } = situation;
    const { actor, now: at, town } = request;
    const ground = chosenGround(situation, given);
    const back = remandOf(situation);
    const before = settled(situation);
    if (ground === undefined || back === undefined || before === undefined) return;
    const [outcome, reasons, values] = [given['utfall'] ?? '', given['skal'] ?? '', saysOf(given)];
    const fixed = { db: tx, caseId: view.id, service, actor, automated: false, element: 'procedure', at } as const;
    const made = { ground: ground.id, outcome, reasons, unheard: exceptionOf(given), values };
    const decision = String((await recordDecision({ ...fixed, ...made }, town))['id']);
    const t = options.send.texts.for(view.language === 'en' ? 'en' : 'sv');
    const said = OUTCOMES.find(({ value }) => value === outcome)?.value ?? 'rejected';
    const says = {
      skal: reasons,
      utfall: t(`procedure.letter.outcome.${said}`),
      innebar: values['innebar'] ?? '',
      grund: ground.basis.join(', '),
      domstol: String(back.data['domstol'] ?? ''),
    };
    const letters = await sendLetter(doing, { letter: 'beslut-pa-nytt', says, decision: { id: decision, ground } });
    const data = { ...given, before: before.id, decision, letters };
    await addAct(tx, { caseId: view.id, act: 'decide-anew', about: back.id, data, actor, at });
    await endRemand(doing);
    // What was given goes on until somebody stops it, and what is given is done by nobody else; the case is closed when it is done.
    const [gave, gives] = [before.outcome, outcome].map((one) => FAVOURABLE.includes(one));
    if (gave || gives) await carryOutByHand(doing, { reopens: true });
    else await closeCase(tx, view.id, at);
  },
};
