import assert from 'node:assert/strict';
import { test } from 'node:test';
import { torture } from './torture.ts';

test('the server is killed at random moments during 200 applications: nothing is lost and nothing doubled', async (t) => {
  const seed = Math.floor(Math.random() * 2 ** 31);
  t.diagnostic(`seed ${seed}`);
  const { faults, sent, unknown, kills, starts } = await torture({ applications: 200, seed, life: 900 });
  const longest = Math.round(Math.max(...starts));
  t.diagnostic(
    `${sent} acknowledged; ${unknown.complete} complete and ${unknown.stillDraft} still drafts of which nobody was told`,
  );
  t.diagnostic(`killed ${kills.app} times alone and ${kills.everything} with its database; started in ≤ ${longest} ms`);
  assert.deepEqual(faults, [], `seed ${seed}`);
  assert.equal(sent + unknown.complete + unknown.stillDraft, 200);
  assert.ok(kills.app + kills.everything >= 5, `only ${kills.app + kills.everything} kills`);
});
