import assert from 'node:assert/strict';
import { test } from 'node:test';
import { torture } from './torture.ts';

const APPLICATIONS = 60;

// The short form of `npm run torture -- --applications 200`.
test('the server is killed at random moments while people apply: nothing is lost and nothing doubled', async (t) => {
  const seed = Math.floor(Math.random() * 2 ** 31);
  t.diagnostic(`seed ${seed}`);
  const { faults, sent, unknown, kills, starts } = await torture({ applications: APPLICATIONS, seed, life: 600 });
  const longest = Math.round(Math.max(...starts));
  t.diagnostic(
    `${sent} acknowledged; ${unknown.complete} complete and ${unknown.stillDraft} still drafts of which nobody was told`,
  );
  t.diagnostic(`killed ${kills.app} times alone and ${kills.everything} with its database; started in ≤ ${longest} ms`);
  assert.deepEqual(faults, [], `seed ${seed}`);
  assert.equal(sent + unknown.complete + unknown.stillDraft, APPLICATIONS);
  assert.ok(kills.app + kills.everything >= 2, `only ${kills.app + kills.everything} kills`);
});
