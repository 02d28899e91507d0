import { opinionsIn, waitedFor } from '../../opinion/asked.ts';
import { addAct } from '../../rows.ts';
import type { Act } from '../act.ts';
import { opinionCame } from '../awaiting.ts';
import { inWords } from './register.ts';

/** FL 9 § first paragraph: a case is handled as simply and quickly as can be, under every regime. */
const BASIS = 'FL 9 §';

/** The case goes on without an opinion that was asked for: it is waited for no more, and the reasons stand in the file. */
export const endOpinion: Act = {
  path: 'avsluta-remiss',
  who: 'staff',
  basis: BASIS,
  fields: (s) => [
    { name: 'remiss', kind: 'choice', label: 'procedure.opinion.which', options: waitedFor(s).map(inWords) },
    { name: 'skal', kind: 'text', label: 'procedure.opinion.end-why', hint: 'procedure.opinion.end-why-hint' },
  ],
  concerns: (s) => opinionsIn(s).length > 0,
  refused: (s) => (waitedFor(s).length > 0 ? null : { basis: BASIS, text: 'procedure.refused.no-opinion' }),
  async perform(doing) {
    const { tx, given, situation, request } = doing;
    const one = waitedFor(situation).find(({ act }) => act.id === given['remiss']);
    if (one === undefined) return;
    const { actor, now: at } = request;
    const caseId = situation.view.id;
    await addAct(tx, { caseId, act: 'end-opinion', about: one.act.id, data: given, actor, at });
    await opinionCame(doing, one.act.id);
  },
};
