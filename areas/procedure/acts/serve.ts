import { simplifiedServiceDay } from '#platform/calendar/index.ts';
import { isSocial } from '#platform/town/index.ts';
import { appealables, clockParties } from '../appealable.ts';
import { addAct } from '../rows.ts';
import { groundsOf, type Situation } from '../situation.ts';
import type { Act, ActField } from './act.ts';
import { chosenDecision, decisionChoices, isBefore, nothingToAppeal } from './appeals/decision.ts';
import { chosenParty, partyChoices } from './appeals/party.ts';

/** Delgivningslagen: ways, and those that SoL 14 kap. 12 § forbids in exercise of authority. */
export const WAYS = [
  { value: 'kvitto', text: 'procedure.service.receipt' },
  { value: 'muntlig', text: 'procedure.service.oral' },
  { value: 'forenklad', text: 'procedure.service.simplified' },
  { value: 'stamningsman', text: 'procedure.service.bailiff' },
  { value: 'surrogat', text: 'procedure.service.substituted' },
  { value: 'kungorelse', text: 'procedure.service.announcement' },
] as const;
const FORBIDDEN_IN_SOCIAL: readonly string[] = ['surrogat', 'kungorelse'];

/** Which decision, and on which party: asked where there are several. */
function what(s: Situation): readonly ActField[] {
  const [decisions, parties] = [appealables(s), clockParties(s)];
  const decision = { name: 'beslut', kind: 'choice', label: 'procedure.service.what' } as const;
  const party = { name: 'part', kind: 'choice', label: 'procedure.service.who' } as const;
  return [
    ...(decisions.length < 2 ? [] : [{ ...decision, options: decisionChoices(decisions) }]),
    ...(parties.length < 2 ? [] : [{ ...party, options: partyChoices(s) }]),
  ];
}

/** That a party got a decision, on which day and by which way: the time to appeal runs from it (FL 44 §). */
export const recordService: Act = {
  path: 'delgivning',
  who: 'staff',
  basis: 'Delgivningslagen (2010:1932)',
  fields: (s) => [
    ...what(s),
    { name: 'satt', kind: 'choice', label: 'procedure.service.way', options: WAYS },
    { name: 'dag', kind: 'past-day', label: 'procedure.service.day', hint: 'procedure.service.day-hint' },
  ],
  refused: (s) => nothingToAppeal(s, 'FL 33 §'),
  mend(s, given) {
    const social = groundsOf(s).some(isSocial);
    const forbidden = social && FORBIDDEN_IN_SOCIAL.includes(given['satt'] ?? '');
    if (forbidden) return { field: 'satt', text: 'procedure.service.forbidden' };
    return isBefore(chosenDecision(appealables(s), given), given)
      ? { field: 'dag', text: 'procedure.service.before' }
      : null;
  },
  async perform({ tx, given, situation, request }) {
    const day = Temporal.PlainDate.from(given['dag'] ?? '');
    const counts = given['satt'] === 'forenklad' ? simplifiedServiceDay(day) : day;
    const data = {
      ...given,
      served: counts.toString(),
      decision: chosenDecision(appealables(situation), given)?.id ?? null,
    };
    const { actor, now } = request;
    const party = chosenParty(situation, given);
    const forParty = party === undefined ? {} : { forParty: party };
    await addAct(tx, { caseId: situation.view.id, act: 'record-service', ...forParty, data, actor, at: now });
  },
};
