import type { Chance } from './chance.ts';
import { ahead, back, twice } from './detours.ts';
import { filledRightly, isLookedUp, type Met } from './fill.ts';
import { isMultipart, type Trip } from './trip.ts';
import { unharmed } from './unharmed.ts';
import { wrong } from './wrong.ts';

/** So many posts at one page before it counts as one that nobody gets past. */
const POSTS = 25;

/** A page: perhaps some detours, then answered rightly until it leads on. Gives where to. */
export async function pass(trip: Trip, from: string): Promise<string> {
  const { id } = trip.pageOf(from);
  const visit = trip.visit(id);
  const where = `${id} ${visit}`;
  let path = from;
  if (trip.strays('ahead', where, 8)) await ahead(trip);
  if (trip.strays('back', where, 12)) await back(trip, id, where);
  if (trip.strays('wrong', where, 30)) path = await wrong(trip, path, where);
  const chance = trip.chance('right', where);
  const answered = new Set<string>();
  for (let post = 0; post < POSTS; post++) {
    const met = await trip.meet(path);
    if ('to' in met) return met.to;
    const button = pressed(met, post, chance);
    const filled = filledRightly(met, button, chance, answered);
    if ('stuck' in filled)
      trip.fail('no-answer', `${filled.stuck.name} (${filled.stuck.question.type}) has no right answer`);
    const multipart = isMultipart(met) ? filled.files : undefined;
    const sent = await trip.post(path, filled.fields, multipart);
    await unharmed(trip, met, filled.accepted);
    if (filled.accepted.kind === 'again' && filled.accepted.errors.length > 0 && !isLookedUp(met.page)) {
      const [error] = filled.accepted.errors;
      trip.fail('dead-end', `no tried answers satisfy ${error?.field}: ${error?.rule} (${error?.message.en})`);
    }
    const stays = sent.to.replace(/\?.*/, '') === path.replace(/\?.*/, '');
    if (!isLookedUp(met.page) && stays === (filled.accepted.kind === 'on'))
      trip.fail('led-astray', `${id} leads to ${sent.to}, the engine says ${filled.accepted.kind}`);
    if (!stays && trip.strays('twice', where, 8)) await twice(trip, path, filled.fields, multipart, met);
    if (!stays) return sent.to;
    path = sent.to;
  }
  return trip.fail('dead-end', `${POSTS} right answers do not lead past ${id}`);
}

/** Which button is pressed: entries are added until there are as many as this person has. */
function pressed({ page, seen, draft }: Met, post: number, chance: Chance): string {
  for (const { id, type, repeat } of page.questions) {
    if (type !== 'group' || repeat === undefined || !(seen.fields['_shown']?.[0] ?? '').split(' ').includes(id))
      continue;
    const answer = draft.answers[id];
    const count = Array.isArray(answer) ? answer.length : 0;
    const open = (seen.fields['_open'] ?? []).some((value) => value.startsWith(`${id}:`));
    if (open && chance.percent(40)) return `save:${id}`;
    if (!open && count > repeat.min && count > 0 && post < 6 && chance.percent(10))
      return `remove:${id}:${chance.whole(0, count - 1)}`;
    if (!open && count > 0 && post < 6 && chance.percent(15)) return `change:${id}:${chance.whole(0, count - 1)}`;
    if (!open && count < repeat.max && (count < repeat.min || (post < 6 && chance.percent(45)))) return `add:${id}`;
  }
  return 'continue';
}
