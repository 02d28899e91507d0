import { date } from '@torget/feel';
import { addStatement, setDeadline } from '#areas/cases/index.ts';
import { type RequestAnswer, requestDecision as rule, sixMonths } from '#platform/calendar/index.ts';
import { applies } from '#platform/town/index.ts';
import { heldFor } from '../delegated.ts';
import { listHandedIn } from '../handed-in/task.ts';
import { askedForDecision, initiators } from '../initiated.ts';
import { sendLetter } from '../letters.ts';
import { type ActRow, addAct } from '../rows.ts';
import { dayOf, groundsOf, open, partyOf, type Situation, settled } from '../situation.ts';
import { taken } from '../withdrawn.ts';
import type { Act, Doing } from './act.ts';

const BASIS = 'FL 12 §';

const WHY = {
  decided: 'procedure.refused.decided',
  'not-initiated-by-party': 'procedure.refused.not-yours',
  'asked-before': 'procedure.refused.asked-before',
  'too-early': 'procedure.refused.six-months',
} as const;

/** What a request by a party that arrived on a day is worth. */
export function answer(
  s: Situation,
  party: string | undefined = partyOf(s.actor),
  arrived: Temporal.PlainDate = s.today,
): RequestAnswer {
  return rule(
    {
      initiated: s.view.arrivalDay,
      initiatedBy: initiators(s).includes(party ?? '') ? 'party' : 'authority',
      decided: settled(s) !== undefined || s.view.closedAt !== null,
      asked: askedForDecision(s.acts),
    },
    arrived,
  );
}

/** A request that waits stands in the unit's list, due with its four weeks. */
export const listRequest = ({ tx, options, request, situation }: Doing) =>
  listHandedIn(tx, options.cases, situation.view.id, { what: 'request', actor: request.actor });

export const grounded = (s: Situation) => groundsOf(s).find(({ regime }) => applies(regime, 12));

/** A party asks, once, for a decision in a case that has gone on for six months. */
export const requestDecision: Act = {
  path: 'begar-avgorande',
  who: 'citizen',
  basis: BASIS,
  needs: 12,
  fields: [
    { name: 'text', kind: 'text', label: 'procedure.request.text', hint: 'procedure.request.hint', optional: true },
  ],
  refused(s) {
    if (grounded(s) === undefined) return { basis: BASIS, text: 'procedure.refused.regime' };
    if (taken(s)) return { basis: BASIS, text: 'procedure.refused.withdrawn' };
    const found = answer(s);
    if (found.ok) return null;
    const day = sixMonths(s.view.arrivalDay).mayAskFrom.toString();
    return { basis: BASIS, text: WHY[found.reason], days: { day } };
  },
  async perform(doing) {
    const { tx, given, situation, request } = doing;
    const found = answer(situation);
    if (!found.ok) return;
    const { actor, now, t } = request;
    const caseId = situation.view.id;
    const document = await addStatement(tx, {
      caseId,
      title: t('procedure.document.request-decision'),
      text: given['text'] || t('procedure.request.said'),
      direction: 'in',
      by: actor.kind === 'citizen' ? actor.party : null,
      at: now,
    });
    const due = found.answerBy.toString();
    await addAct(tx, { caseId, act: 'request-decision', data: { document, due }, actor, at: now });
    await setDeadline(tx, { caseId, kind: 'fl-12', due, at: now });
    await listRequest(doing);
  },
};

/** The day from which the four weeks run: what came on paper arrived before it was registered (FL 22 §). */
const arrivalOf = (asked: ActRow) => String(asked.data['arrived'] ?? dayOf(asked));

/** The request is refused by a separate decision, which is appealed where the decision in the case would be (FL 12 § st. 2–3). */
export const refuseRequest: Act = {
  path: 'avsla-begaran',
  who: 'staff',
  writes: true,
  handled: true,
  decides: true,
  separate: 'refuse-request',
  basis: BASIS,
  needs: 12,
  fields: [{ name: 'skal', kind: 'text', label: 'procedure.reasons', hint: 'procedure.request.refuse-hint' }],
  refused(s) {
    if (open(s.acts, 'request-decision').length === 0) return { basis: BASIS, text: 'procedure.refused.no-request' };
    return settled(s) === undefined ? null : { basis: BASIS, text: 'procedure.refused.decided' };
  },
  async perform(doing) {
    const { tx, given, situation, request } = doing;
    const asked = open(situation.acts, 'request-decision')[0];
    const ground = grounded(situation);
    if (asked === undefined || ground === undefined) return;
    const says = { skal: given['skal'] ?? '', begart: date(arrivalOf(asked)) };
    const letters = await sendLetter(doing, {
      letter: 'begaran-avslagen',
      to: asked.forParty,
      says,
      decision: { id: null, ground, ...heldFor('refuse-request', doing) },
    });
    const about = { about: asked.id, data: { ...given, ...heldFor('refuse-request', doing), letters } };
    await addAct(tx, {
      caseId: situation.view.id,
      act: 'refuse-request',
      ...about,
      actor: request.actor,
      at: request.now,
    });
    await listRequest(doing);
  },
};
