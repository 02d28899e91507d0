import { awaitAgain, endWait } from '#areas/cases/index.ts';
import { addAct } from '../rows.ts';
import { type Situation, settled } from '../situation.ts';
import { type CarriedOut, carriedOutNow, favourable, type Waits, waitsOf } from '../unexecuted/in-case.ts';
import type { Act, ActField, Choice, Given, Refusal } from './act.ts';

const BASIS = 'SoL (2025:400) 34 kap. 1 §';

/** Whether the case is of a kind whose decisions are reported when they are not carried out. */
const concerns = ({ service }: Situation): boolean => service.definition.grounds.some(({ unexecuted }) => unexecuted);

/** Why no decision waits to be carried out; null when one does. */
function nothingWaits(s: Situation): Refusal | null {
  if (settled(s) === undefined) return { basis: BASIS, text: 'procedure.refused.undecided' };
  if (favourable(s).length === 0) return { basis: BASIS, text: 'procedure.refused.not-favourable' };
  return waitsOf(s).length === 0 ? { basis: BASIS, text: 'procedure.refused.carried-out' } : null;
}

/** Which decision it is about, where the case has several; nobody is asked about the only one. */
function which(options: readonly Choice[]): readonly ActField[] {
  return options.length < 2 ? [] : [{ name: 'beslut', kind: 'choice', label: 'procedure.carry-out.which', options }];
}

const waiting = (s: Situation): readonly ActField[] =>
  which(
    waitsOf(s).map(({ id, since, interrupted }) => ({
      value: id,
      text: interrupted ? 'procedure.carry-out.since-interruption' : 'procedure.carry-out.since-decision',
      days: { day: since.toString() },
    })),
  );

const begun = (s: Situation): readonly ActField[] =>
  which(
    carriedOutNow(s).map(({ act, decision }) => ({
      value: act.id,
      text: 'procedure.carry-out.since-decision',
      days: { day: decision.day },
    })),
  );

const chosenWait = (s: Situation, given: Given): Waits | undefined => {
  const all = waitsOf(s);
  return all.length < 2 ? all[0] : all.find(({ id }) => id === given['beslut']);
};

const chosenBegun = (s: Situation, given: Given): CarriedOut | undefined => {
  const all = carriedOutNow(s);
  return all.length < 2 ? all[0] : all.find(({ act }) => act.id === given['beslut']);
};

/** The decision is carried out, again if it was interrupted, or the person does not want it any more: its clock stands. */
export const carriedOut: Act = {
  path: 'verkstallt',
  who: 'staff',
  basis: BASIS,
  fields: (s) => [
    ...waiting(s),
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
  refused: nothingWaits,
  mend(s, given) {
    const since = chosenWait(s, given)?.since.toString() ?? '';
    return (given['dag'] ?? '') < since ? { field: 'dag', text: 'procedure.carry-out.too-early' } : null;
  },
  async perform({ tx, given, situation, request }) {
    const wait = chosenWait(situation, given);
    if (wait === undefined) return;
    const { actor, now } = request;
    await addAct(tx, {
      caseId: situation.view.id,
      act: 'carried-out',
      about: wait.id,
      data: given,
      actor,
      at: now,
    });
    await endWait(tx, { wait: wait.id, at: now });
  },
};

/** Why it is not carried out yet: stands in the list of the quarter. The house asks for it when three months are over. */
export const notCarriedOut: Act = {
  path: 'ej-verkstallt',
  who: 'staff',
  basis: BASIS,
  fields: (s) => [...waiting(s), { name: 'skal', kind: 'text', label: 'procedure.carry-out.why' }],
  concerns,
  refused: nothingWaits,
  async perform({ tx, given, situation, request }) {
    const wait = chosenWait(situation, given);
    if (wait === undefined) return;
    const { actor, now } = request;
    const data = { skal: given['skal'] ?? '', decision: wait.decision.id, wait: wait.id };
    await addAct(tx, { caseId: situation.view.id, act: 'not-carried-out', data, actor, at: now });
  },
};

/** Carrying it out was interrupted: when it is not carried out again within three months, that is reported too. */
export const interrupted: Act = {
  path: 'avbrott',
  who: 'staff',
  basis: BASIS,
  fields: (s) => [
    ...begun(s),
    { name: 'dag', kind: 'past-day', label: 'procedure.carry-out.interrupted-day' },
    { name: 'skal', kind: 'text', label: 'procedure.carry-out.interrupted-why' },
  ],
  concerns,
  refused: (s) => (carriedOutNow(s).length === 0 ? { basis: BASIS, text: 'procedure.refused.not-carried-out' } : null),
  mend(s, given) {
    const day = chosenBegun(s, given)?.day.toString() ?? '';
    return (given['dag'] ?? '') < day ? { field: 'dag', text: 'procedure.carry-out.before-begun' } : null;
  },
  async perform({ tx, given, situation, request }) {
    const begun = chosenBegun(situation, given);
    if (begun === undefined) return;
    const { actor, now } = request;
    const decision = begun.decision.id;
    const data = { dag: given['dag'] ?? '', skal: given['skal'] ?? '', decision };
    const id = await addAct(tx, {
      caseId: situation.view.id,
      act: 'interrupted',
      about: begun.act.id,
      data,
      actor,
      at: now,
    });
    await awaitAgain(tx, { id, decision, day: data.dag, at: now });
  },
};
