import type { UploadFile } from './browser.ts';
import type { Met } from './fill.ts';
import { comparable } from './kept.ts';
import { isMultipart, type Trip } from './trip.ts';

/** A page that has not been reached leads to where the journey stands. */
export async function ahead(trip: Trip): Promise<void> {
  const way = trip.way(await trip.kept());
  const last = way.pages.findLast(({ state }) => state === 'ahead');
  for (const path of [trip.path('granska'), ...(last === undefined ? [] : [trip.path(last.page.id)])]) {
    const shown = await trip.get(path);
    const expected =
      'page' in way.next ? trip.path(way.next.page) : 'stop' in way.next ? trip.path('stopp') : trip.path('granska');
    if (shown.to === '' && path !== expected) trip.fail('ran-ahead', `${path} is shown before what comes before it`);
    if (shown.to !== '' && shown.to.replace(/\?.*/, '') !== expected)
      trip.fail('led-astray', `${path} leads to ${shown.to}, not ${expected}`);
  }
}

/** Back to a page that was answered: it stands as it was answered, and sent as it stands it changes nothing. */
export async function back(trip: Trip, here: string, where: string): Promise<void> {
  const draft = await trip.kept();
  const done = trip.way(draft).pages.filter(({ page, state }) => state === 'done' && page.id !== here);
  const chosen = trip.chance('back to', where).pick(done);
  if (chosen === undefined) return;
  const path = trip.path(chosen.page.id);
  const met = await trip.meet(path);
  if ('to' in met) trip.fail('back-lost', `${path} was answered and leads to ${met.to}`);
  const sent = await trip.post(path, { ...met.seen.fields, _do: ['continue'] }, isMultipart(met) ? [] : undefined);
  if (sent.to.replace(/\?.*/, '') === path)
    trip.fail('back-refused', `${chosen.page.id} sent as it stood is not accepted`);
  const after = (await trip.kept()).answers;
  for (const id of Object.keys({ ...draft.answers, ...after }))
    if (comparable(draft.answers[id]) !== comparable(after[id]))
      trip.fail(
        'corrupted',
        `${id} was ${comparable(draft.answers[id])} and is ${comparable(after[id])} after ${chosen.page.id} was sent as it stood`,
      );
}

/** The same once more, as a double click sends it. */
export async function twice(
  trip: Trip,
  path: string,
  fields: { readonly [name: string]: readonly string[] },
  files: readonly UploadFile[] | undefined,
  { page }: Met,
): Promise<void> {
  const before = (await trip.kept()).answers;
  await trip.post(path, fields, files);
  const after = (await trip.kept()).answers;
  for (const { id, type } of page.questions)
    if (type === 'group' && comparable(before[id]) !== comparable(after[id]))
      trip.fail('doubled', `${id} is ${comparable(after[id])} after a double click, it was ${comparable(before[id])}`);
}
