import { checked, stopped } from './finish.ts';
import { pass } from './pass.ts';
import { Trip } from './trip.ts';
import type { Ground, Walked, WalkedService, WalkOptions } from './types.ts';

/**
 * One person made of chance on their way through a form, over HTTP as any browser. At every step: no error of the
 * server, no dead end, errors that name their field, nothing changed that was not sent, and in the end data that fit the
 * schema.
 *
 * @throws WalkFailure
 */
export async function walk(ground: Ground, service: WalkedService, options: WalkOptions): Promise<Walked> {
  const trip = new Trip(ground, service, options);
  const { steps, detours } = trip;
  let at = await trip.begin();
  const most = 20 + 8 * service.form.pages.length;
  for (let step = 0; step < most; step++) {
    const last = at.replace(/\?.*/, '').split('/').at(-1) ?? '';
    if (last === 'granska') {
      const changed = await checked(trip, at);
      if (changed === undefined) return { end: 'sent', steps, detours };
      at = changed;
    } else if (last === 'stopp') {
      const back = await stopped(trip, at);
      if (back === undefined) return { end: 'stopped', steps, detours };
      at = back;
    } else at = await pass(trip, at);
  }
  return trip.fail('endless', `after ${most} steps the journey is not at its end`);
}
