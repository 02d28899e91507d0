import { recordConflict } from '#areas/cases/index.ts';
import { addAct } from '../rows.ts';
import { open, type Situation } from '../situation.ts';
import { type Act, inPlaceOf } from './act.ts';

/** KL has its own rules of partiality, for where FL 2 § switches those of FL off: of those elected, and so of staff (7:4). */
export const KL = 'KL 7 kap. 4 § och 6 kap. 28–32 §§';

/** Who knows of something that makes them partial says so at once (FL 18 § st. 1), and from then on cannot open the case. */
export const reportConflict: Act = {
  path: 'jav',
  who: 'staff',
  leaves: true,
  basis: (s) => inPlaceOf(s, 16, 'FL 16–18 §§', KL),
  fields: [{ name: 'skal', kind: 'text', label: 'procedure.conflict.why', hint: 'procedure.conflict.hint' }],
  refused: () => null,
  async perform({ tx, given, situation, request }) {
    const { actor, now } = request;
    if (actor.kind !== 'staff') return;
    const caseId = situation.view.id;
    await addAct(tx, { caseId, act: 'report-conflict', data: given, actor, at: now });
    await recordConflict(tx, { caseId, party: actor.party, what: 'reported', by: actor.party, at: now });
  },
};

const testing = (s: Situation) => inPlaceOf(s, 18, 'FL 18 §', KL);

/** FL 18 § st. 2: the authority tests the question quickly. That there is none is decided by somebody else, with reasons. */
export const clearConflict: Act = {
  path: 'prova-jav',
  who: 'staff',
  decides: true,
  basis: testing,
  fields: [{ name: 'skal', kind: 'text', label: 'procedure.reasons' }],
  refused: (s) =>
    open(s.acts, 'report-conflict').length === 0 ? { basis: testing(s), text: 'procedure.refused.no-conflict' } : null,
  async perform({ tx, given, situation, request }) {
    const { actor, now } = request;
    const report = open(situation.acts, 'report-conflict').at(-1);
    if (actor.kind !== 'staff' || !report?.byParty) return;
    const caseId = situation.view.id;
    await addAct(tx, { caseId, act: 'clear-conflict', about: report.id, data: given, actor, at: now });
    await recordConflict(tx, { caseId, party: report.byParty, what: 'cleared', by: actor.party, at: now });
  },
};
