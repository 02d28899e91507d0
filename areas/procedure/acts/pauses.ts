import { PAUSE_REASONS, pauseClock, pausedOn, resumeClock } from '#areas/cases/index.ts';
import { addAct } from '../rows.ts';
import { type Situation, settled } from '../situation.ts';
import { type Act, type Doing, inPlaceOf, type Refusal } from './act.ts';
import { oddDay } from './odd-day.ts';

/** No law: it is the service's own promise. What the law says of time goes on (FL 9, 11–12 §§). */
const BASIS = '';

function refusedWhere(s: Situation, running: boolean): Refusal | null {
  if (s.view.closedAt !== null || settled(s) !== undefined) return { basis: BASIS, text: 'procedure.refused.decided' };
  if (s.service.definition.promise.decisionWithin === undefined)
    return { basis: BASIS, text: 'procedure.refused.no-promise' };
  if ((pausedOn(s.file.pauses, s.today) !== undefined) === running) return null;
  return { basis: BASIS, text: running ? 'procedure.refused.clock-goes' : 'procedure.refused.clock-stands' };
}

/** The clock stands still while the case waits for an answer that was asked for, where it does not already. */
export async function pauseWhileWaiting({ tx, situation: s, request }: Doing, until: string): Promise<void> {
  const { actor, now: at } = request;
  if (actor.kind !== 'staff' || refusedWhere(s, false) !== null) return;
  const why = { reason: 'completion', note: null, from: s.today, until } as const;
  await pauseClock(tx, { caseId: s.view.id, ...why, by: actor.party, unit: actor.unit, at });
}

/** It goes again from the day of the answer. */
export async function resumeWhenAnswered({ tx, situation: s, request }: Doing, day = s.today): Promise<void> {
  const { actor, now: at } = request;
  const running = pausedOn(s.file.pauses, s.today);
  if (running?.reason !== 'completion' || !('party' in actor)) return;
  await resumeClock(tx, { caseId: s.view.id, pause: running.id, day, by: actor.party, at });
}

export const pause: Act = {
  path: 'lat-tiden-sta-still',
  who: 'staff',
  beside: true,
  basis: BASIS,
  about: (s) => (inPlaceOf(s, 12, 'FL 12 §', '') === '' ? 'procedure.pause.about' : null),
  fields: [
    {
      name: 'orsak',
      kind: 'choice',
      label: 'procedure.pause.why',
      options: PAUSE_REASONS.map((reason) => ({ value: reason, text: `procedure.pause.${reason}` as const })),
    },
    { name: 'senast', kind: 'coming-day', label: 'procedure.pause.until', hint: 'procedure.pause.until-hint' },
    { name: 'skal', kind: 'text', label: 'procedure.pause.note', optional: true },
  ],
  refused: (s) => refusedWhere(s, false),
  warns: oddDay,
  async perform({ tx, given, situation: s, request }) {
    const { actor, now: at } = request;
    const reason = PAUSE_REASONS.find((one) => one === given['orsak']);
    if (actor.kind !== 'staff' || reason === undefined) return;
    const caseId = s.view.id;
    const why = { reason, note: given['skal'] || null, from: s.today, until: given['senast'] ?? '' };
    await pauseClock(tx, { caseId, ...why, by: actor.party, unit: actor.unit, at });
    await addAct(tx, { caseId, act: 'pause', data: given, actor, at });
  },
};

export const resume: Act = {
  path: 'lat-tiden-ga',
  who: 'staff',
  beside: true,
  basis: BASIS,
  fields: [],
  refused: (s) => refusedWhere(s, true),
  async perform({ tx, situation: s, request }) {
    const { actor, now: at } = request;
    const running = pausedOn(s.file.pauses, s.today);
    if (actor.kind !== 'staff' || running === undefined) return;
    const caseId = s.view.id;
    await resumeClock(tx, { caseId, pause: running.id, day: s.today, by: actor.party, at });
    await addAct(tx, { caseId, act: 'resume', data: {}, actor, at });
  },
};
