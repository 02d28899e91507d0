import { addAct } from '../rows.ts';
import { groundsOf, type Situation, settled } from '../situation.ts';
import type { Act, Refusal } from './act.ts';

const BASIS = 'SoL 34 kap. 1 §';
const FAVOURABLE = ['approved', 'partly-approved'];

/** Whether the case is of a kind whose decisions are reported when they are not carried out. */
const concerns = ({ service }: Situation): boolean => service.definition.grounds.some(({ unexecuted }) => unexecuted);

/** The decision that waits to be carried out, or why there is none. */
function waits(s: Situation): Refusal | null {
  const decision = settled(s);
  if (decision === undefined) return { basis: BASIS, text: 'procedure.refused.undecided' };
  if (!FAVOURABLE.includes(decision.outcome) || !groundsOf(s).some(({ unexecuted }) => unexecuted))
    return { basis: BASIS, text: 'procedure.refused.not-favourable' };
  const ended = s.acts.some(({ act, about }) => act === 'carried-out' && about === decision.id);
  return ended ? { basis: BASIS, text: 'procedure.refused.carried-out' } : null;
}

/** The decision is carried out, or the person does not want it any more: its clock stands still. */
export const carriedOut: Act = {
  path: 'verkstallt',
  who: 'staff',
  basis: BASIS,
  fields: [
    { name: 'dag', kind: 'past-day', label: 'procedure.carry-out.day' },
    {
      name: 'hur',
      kind: 'choice',
      label: 'procedure.carry-out.how',
      options: [
        { value: 'verkstallt', text: 'procedure.carry-out.done' },
        { value: 'avstatt', text: 'procedure.carry-out.declined' },
      ],
    },
  ],
  concerns,
  refused: waits,
  mend(s, given) {
    const decided = settled(s)?.day ?? '';
    return (given['dag'] ?? '') < decided ? { field: 'dag', text: 'procedure.carry-out.too-early' } : null;
  },
  async perform({ tx, given, situation, request }) {
    const decision = settled(situation);
    if (decision === undefined) return;
    const { actor, now } = request;
    const about = decision.id;
    await addAct(tx, { caseId: situation.view.id, act: 'carried-out', about, data: given, actor, at: now });
  },
};

/** Why it is not carried out yet: stands in the list of the quarter. The house asks for it when three months are over. */
export const notCarriedOut: Act = {
  path: 'ej-verkstallt',
  who: 'staff',
  basis: BASIS,
  fields: [{ name: 'skal', kind: 'text', label: 'procedure.carry-out.why' }],
  concerns,
  refused: waits,
  async perform({ tx, given, situation, request }) {
    const decision = settled(situation);
    if (decision === undefined) return;
    const { actor, now } = request;
    const data = { ...given, decision: decision.id };
    await addAct(tx, { caseId: situation.view.id, act: 'not-carried-out', data, actor, at: now });
  },
};
