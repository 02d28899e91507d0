import type { Trip } from './trip.ts';

/**
 * Pays by the stand-in: perhaps not at first, perhaps looking at another page or pressing twice in between, perhaps
 * without a word from the provider. Gives where it leads when it is paid.
 */
export async function pay(trip: Trip, path: string): Promise<string> {
  const acts = ['pay', 'twice', 'silent'] as const;
  for (let turn = 0; turn < 4; turn++) {
    const shown = await trip.get(path);
    if (shown.to !== '') return shown.to;
    const _csrf = shown.page.fields['_csrf'] ?? [];
    const ordered = await trip.post(path, { _csrf, method: ['card'] });
    if (trip.strays('order', `betala ${turn}`, 20)) {
      const second = await trip.post(path, { _csrf, method: ['card'] });
      if (second.to !== ordered.to) trip.fail('doubled', `ordered twice: ${second.to} and ${ordered.to}`);
    }
    if (!/^\/test-betalning\//.test(ordered.to))
      trip.fail('not-paid', `paying leads to ${ordered.to || ordered.status}`);
    if (trip.strays('look', `betala ${turn}`, 20)) await trip.get(trip.path('granska'));
    const { page } = await trip.get(ordered.to);
    const refuses = turn < 2 && trip.strays('refuse', `betala ${turn}`, 25);
    const act = refuses ? 'no' : trip.chance('pay', turn).pick(acts);
    const back = await trip.post(ordered.to, { _csrf: page.fields['_csrf'] ?? [], act: [act ?? 'pay'] });
    if (new URL(back.to, 'http://localhost').pathname !== path) trip.fail('lost', `the provider leads to ${back.to}`);
  }
  return trip.fail('not-paid', 'paid, and nothing is sent');
}
