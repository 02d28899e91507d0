import { fits } from './fits.ts';
import { pay } from './pay.ts';
import type { Trip } from './trip.ts';

/** Why one cannot go on, and the way back. Now and then this person goes back and thinks again. */
export async function stopped(trip: Trip, path: string): Promise<string | undefined> {
  const { page, to } = await trip.get(path);
  if (to !== '') return to;
  const back =
    page.links.find((href) => href.includes(trip.draft)) ?? trip.fail('dead-end', 'the stop has no way back');
  const visit = trip.visit('stopp');
  return visit <= 2 && trip.strays('again', `stopp ${visit}`, 60) ? back : undefined;
}

/** The answers before they are sent; perhaps one is changed first. Undefined when it is sent. */
export async function checked(trip: Trip, path: string): Promise<string | undefined> {
  const shown = await trip.get(path);
  if (shown.to !== '') return shown.to;
  const draft = await trip.kept();
  const visit = trip.visit('granska');
  if (visit <= 3 && trip.strays('change', `granska ${visit}`, 50)) {
    const chosen = trip.chance('change', visit).pick(trip.way(draft).pages);
    if (chosen !== undefined) return `${trip.path(chosen.page.id)}?fran=granska`;
  }
  const declared = (trip.closing?.questions ?? []).flatMap(({ id, type }) => (type === 'declaration' ? [id] : []));
  const fields = { ...shown.page.fields, ...Object.fromEntries(declared.map((id) => [id, ['yes']])) };
  const sent = await trip.post(path, fields);
  const to = sent.to === trip.path('betala') ? await pay(trip, sent.to) : sent.to;
  if (!/^\/(kvitto|mina-sidor)\//.test(to)) trip.fail('not-sent', `sending leads to ${to || sent.status}`);
  await trip.get(to);
  if (trip.strays('twice', `granska ${visit}`, 15)) {
    const second = await trip.post(path, fields);
    const place = (address: string) => address.replace(/\?.*/, '');
    if (place(second.to) !== place(to)) trip.fail('doubled', `sending twice leads to ${second.to} and ${to}`);
  }
  const given = Object.fromEntries(declared.map((id) => [id, true]));
  await fits(trip, { ...draft, answers: { ...draft.answers, ...given } });
  return undefined;
}
