import { endWaitsFor, FAVOURABLE, recordDecision } from '#areas/cases/index.ts';
import { applies } from '#platform/town/index.ts';
import { carryOutByHand } from '../by-hand.ts';
import { unchangeable, waitsForCourt } from '../changeable.ts';
import { exceptionOf, UNHEARD, unheardMend, WHY } from '../communicated.ts';
import { sendLetter } from '../letters.ts';
import { addAct } from '../rows.ts';
import { groundsOf, type Situation, settled } from '../situation.ts';
import { type Act, type ActField, type Choice, type Given, inPlaceOf } from './act.ts';
import { SAYS, saysOf, unsaid } from './says.ts';
import { UNTRIED } from './take-up.ts';

/** How favourable an outcome is to the party. */
const FAVOUR: { readonly [outcome: string]: number } = { approved: 2, 'partly-approved': 1 };
const favour = (outcome: string | undefined): number => FAVOUR[outcome ?? ''] ?? 0;

/** What lets a favourable decision be made worse (FL 37 § st. 2), and the same as a principle where that is switched off. */
const EXCEPTIONS: readonly Choice[] = [
  { value: 'ingen', text: 'procedure.change.none' },
  { value: 'forbehall', text: 'procedure.change.condition' },
  { value: 'sakerhet', text: 'procedure.change.safety' },
  { value: 'vilseledande', text: 'procedure.change.misled' },
];
const PRINCIPLES: readonly Choice[] = [
  { value: 'ingen', text: 'procedure.change.none' },
  { value: 'forbehall', text: 'procedure.change.condition-own' },
  { value: 'sakerhet', text: 'procedure.change.safety-own' },
  { value: 'vilseledande', text: 'procedure.change.misled-own' },
];

const has = (s: Situation, section: number): boolean => groundsOf(s).some(({ regime }) => applies(regime, section));

/** The section that a decision is changed under; empty where none applies. */
export const changedUnder = (s: Situation): string => (waitsForCourt(s) ? '38' : has(s, 37) ? '37' : '');

/** Every support that a change for the worse may have had, under whichever regime. */
export const CHANGE_SUPPORT: readonly Choice[] = [...EXCEPTIONS, ...PRINCIPLES];

/** What an outcome does not show: fewer hours, less money, a later day under the same one. */
export const WORSE = {
  name: 'samre',
  kind: 'choice',
  label: 'procedure.change.is-worse',
  hint: 'procedure.change.is-worse-hint',
  options: [
    { value: 'nej', text: 'procedure.change.not-worse' },
    { value: 'ja', text: 'procedure.change.worse' },
  ],
} as const satisfies ActField;

/** Whether a party loses by the change: what the officer says of it, and never less than the outcomes say. */
const isWorse = (s: Situation, given: Given): boolean =>
  given['samre'] === 'ja' || favour(given['utfall']) < favour(settled(s)?.outcome);

/** What 38 § demands, all of it: obviously wrong, corrected quickly and simply, to no party's detriment. */
export const OBVIOUS = {
  name: 'uppenbart',
  kind: 'choice',
  label: 'procedure.change.obvious',
  options: [
    { value: 'ja', text: 'procedure.change.obvious-yes' },
    { value: 'nej', text: 'procedure.change.obvious-no' },
  ],
} as const satisfies ActField;

/** FL 25 §: what the change builds on has not been told since the decision that it changes, and no exception says why. */
const unheard = (s: Situation, given: Given) => (has(s, 25) ? unheardMend(s, given, { since: settled(s)?.at }) : null);

/**
 * FL 37–39 §§: a decision is changed by a new one. A favourable one is not made worse unless 37 § st. 2 allows it and the parties have been heard, and none
 * is changed after the file has been handed over to the court.
 */
export const changeDecision: Act = {
  path: 'andra-beslut',
  who: 'staff',
  writes: true,
  handled: true,
  decides: true,
  basis: (s) => inPlaceOf(s, 37, 'FL 37–39 §§', ''),
  fields: (s) => [
    {
      name: 'utfall',
      kind: 'choice',
      label: 'procedure.change.outcome',
      options: [
        { value: 'approved', text: 'cases.outcome.approved' },
        { value: 'partly-approved', text: 'cases.outcome.partly-approved' },
        { value: 'rejected', text: 'cases.outcome.rejected' },
      ],
    },
    SAYS,
    WORSE,
    ...(waitsForCourt(s)
      ? [OBVIOUS]
      : [
          {
            name: 'stod',
            kind: 'choice',
            label: 'procedure.change.support',
            options: has(s, 37) ? EXCEPTIONS : PRINCIPLES,
          } as const,
          ...(has(s, 25)
            ? [{ name: 'undantag', kind: 'choice', label: 'procedure.board.unheard', options: UNHEARD } as const, WHY]
            : []),
        ]),
    { name: 'skal', kind: 'text', label: 'procedure.reasons' },
  ],
  refused: unchangeable,
  mend(s, given) {
    const silent = unsaid(given);
    if (silent !== null) return silent;
    const worse = isWorse(s, given);
    if (waitsForCourt(s)) {
      if (worse) return { field: 'utfall', text: 'procedure.refused.worse-appealed' };
      return given['uppenbart'] === 'ja' ? null : { field: 'uppenbart', text: 'procedure.refused.not-obvious' };
    }
    if (!worse) return null;
    if (given['stod'] === 'ingen')
      return { field: 'stod', text: has(s, 37) ? 'procedure.refused.worse' : 'procedure.refused.worse-own' };
    return unheard(s, given);
  },
  async perform(doing) {
    const { tx, given, situation, request } = doing;
    const { view, service } = situation;
    const { actor, now, town } = request;
    const ground = groundsOf(situation)[0];
    const before = settled(situation);
    if (ground === undefined || before === undefined) return;
    const made = {
      ground: ground.id,
      outcome: given['utfall'] ?? '',
      reasons: given['skal'] ?? '',
      unheard: exceptionOf(given),
    };
    const values = saysOf(given);
    const fixed = { db: tx, caseId: view.id, service, actor, automated: false, element: 'procedure', at: now };
    const decision = String((await recordDecision({ ...fixed, ...made, values }, town))['id']);
    const says = {
      skal: made.reasons,
      utfall: made.outcome,
      innebar: values['innebar'] ?? '',
      grund: ground.basis.join(', '),
      paragraf: changedUnder(situation),
    };
    const letters = await sendLetter(doing, { letter: 'beslut-andrat', says, decision: { id: decision, ground } });
    const data = { ...given, before: before.id, decision, letters };
    await addAct(tx, { caseId: view.id, act: 'change-decision', data, actor, at: now });
    await endWaitsFor(tx, { decision: before.id, at: now });
    // What gave something goes on until somebody stops it, and what gives something is done by nobody else.
    const [gave, gives] = [before.outcome, made.outcome].map((outcome) => FAVOURABLE.includes(outcome));
    // A case that was closed untried is open again until what it gives has been done.
    const reopens = gives === true && view.closedAt !== null && UNTRIED.includes(before.outcome);
    if (gave || gives) await carryOutByHand(doing, { reopens });
  },
};
