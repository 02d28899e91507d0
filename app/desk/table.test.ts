// The desk, action by action: no row has more than two presses, and no act of an officer is without a row.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { staffActs } from '#areas/procedure/index.ts';
import type { Route } from '#platform/web/index.ts';
import { actRows } from './act-rows.testing.ts';
import { caseRows } from './case-rows.testing.ts';
import { Hands, type Known, namer } from './hands.testing.ts';
import { listRows } from './list-rows.testing.ts';
import { registryRows } from './registry-rows.testing.ts';
import type { Row, Step } from './row.testing.ts';
import { type DeskScene, openDesk } from './scene.testing.ts';

const table: readonly Row[] = [...listRows, ...caseRows, ...actRows, ...registryRows];

describe('the desk without JavaScript: every act in at most two presses', { timeout: 240_000 }, () => {
  let scene: DeskScene;
  let routes: readonly Route[];
  const known: Known = { shown: new Set(), used: new Map() };

  before(async () => {
    scene = await openDesk();
    routes = scene.town.served.house.routes;
  });
  after(() => scene?.town.close());

  async function take(hands: Hands, step: Step): Promise<void> {
    if ('follow' in step) return hands.follow(step.follow);
    const fill = typeof step.fill === 'function' ? step.fill(hands, scene) : step.fill;
    return hands.press(step.press, fill, step.button);
  }

  for (const row of table) {
    test(row.action, async () => {
      await row.given?.(scene);
      const hands = new Hands(await scene.officer(row.by), namer(routes), known);
      await hands.stand(scene.at[row.at] ?? row.at);
      for (const step of row.stands ?? []) await take(hands, step);
      hands.begin();
      for (const step of row.steps) {
        assert.ok(hands.status < 300, `${hands.status} at ${hands.here}`);
        await take(hands, step);
      }
      assert.ok(
        hands.status < 300,
        `${hands.status} at ${hands.here}: ${/<h1.*?<\/h1>|error-message.*?<\/p>/s.exec(hands.text)?.[0]}`,
      );
      if ('leads' in row.shows) assert.match(hands.here, row.shows.leads);
      else assert.ok(row.shows.test(hands.text), `no ${row.shows} at ${hands.here}`);
      assert.ok(hands.presses >= 1 && hands.presses <= 2, `${hands.presses} presses`);
      hands.finish();
    });
  }

  test('every act and page that the house has for officers has a row, and so has all that stands on their pages', () => {
    const used = [...known.used.keys()];
    const bare = [...known.shown].filter((name) => !used.includes(name));
    // A route with several buttons is there with each of them.
    const unreached = routes.flatMap(named).filter((name) => !used.some((one) => `${one} `.startsWith(`${name} `)));
    assert.deepEqual([...new Set([...bare, ...unreached])].sort(), []);
  });
});

/** What those may who run the house and its services, and no officer. */
const NO_OFFICERS = new Set(['operate', 'mail', 'clock', 'services']);

/** What a route is in the table; nothing for who runs the house, and for what a page asks by itself. */
function named(route: Route): readonly string[] {
  if (route.who !== 'staff' || route.unattended === true || NO_OFFICERS.has([route.may].flat()[0] ?? '')) return [];
  // The page of an act is reached by its link or by the form that asks its first question: one of them is pressed.
  if (route.name === 'desk.act') return [];
  if (route.name === 'desk.act.do') return staffActs().map((act) => `${route.method} ${route.name} ${act}`);
  return [`${route.method} ${route.name}`];
}
