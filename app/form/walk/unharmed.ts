import type { Accepted } from '@torget/form';
import { isLookedUp, type Met } from './fill.ts';
import { comparable } from './kept.ts';
import type { Trip } from './trip.ts';

/** Nothing but the page's own answers may have changed, and those as the engine says. */
export async function unharmed(trip: Trip, { page, draft }: Met, accepted: Accepted): Promise<void> {
  const after = (await trip.kept()).answers;
  const own = new Set(page.questions.map(({ id }) => id));
  for (const id of new Set([...Object.keys(draft.answers), ...Object.keys(after)])) {
    const before = comparable(draft.answers[id]);
    if (!own.has(id) && before !== comparable(after[id]))
      trip.fail('corrupted', `${id} changed though ${page.id} does not ask it`);
    if (!own.has(id) || isLookedUp(page)) continue;
    const expected = accepted.kind === 'again' ? before : comparable(accepted.answers[id]);
    if (expected !== comparable(after[id]))
      trip.fail('not-saved', `${id} is ${comparable(after[id])}, not ${expected}`);
  }
}
