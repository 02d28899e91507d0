// FL 2, 25, 31 and 33 §§: what a change by hand may not leave out, by the regime of the case.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Regime } from '#platform/town/index.ts';
import { legalStep } from './legal-steps.ts';

const under = (id: string, ...regimes: readonly Regime[]) =>
  legalStep(
    id,
    regimes.map((regime) => ({ regime })),
  );
const cited = (id: string, regime: Regime) => JSON.stringify(under(id, regime) ?? '').match(/FL \d+ §/g) ?? [];

test('a step is asked for where a regime of the case has its section, and cites nothing where none has', () => {
  for (const id of ['fl-25', 'fl-33']) {
    assert.equal(under(id, 'laglighetsprovning'), null, id);
    for (const regime of ['forvaltningsbesvar', 'laglighetsprovning-social', 'none'] as const)
      assert.equal(under(id, regime)?.id, id, `${id} under ${regime}`);
    assert.equal(under(id, 'laglighetsprovning', 'forvaltningsbesvar')?.id, id, 'one ground is enough');
  }
  assert.equal(under('fl-31', 'laglighetsprovning')?.id, 'fl-31', 'a decision is always on record');
  assert.deepEqual([cited('fl-31', 'laglighetsprovning'), cited('fl-31', 'none')], [[], ['FL 31 §']]);
  assert.equal(under('fl-99', 'laglighetsprovning'), undefined, 'a mark that nobody knows is not excused');
});
