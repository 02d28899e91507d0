// FL 35 §: from when a decision may be carried out, and what is printed as its basis.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Regime } from '#platform/town/index.ts';
import { enforcement } from './enforce.ts';
import type { Situation } from './situation.ts';

function decidedUnder(regime: Regime): Situation {
  const situation = {
    view: { parties: [] },
    service: { definition: { grounds: [{ id: 'g', regime, basis: [] }] } },
    file: { decisions: [{ id: 'd', ground: 'g', day: '2026-02-03' }], documents: [], done: [] },
    acts: [],
    receipts: [],
  };
  return situation as unknown as Situation;
}

test('what nobody can appeal applies at once, and no paragraph is named for it', () => {
  const found = enforcement(decidedUnder('none'));
  assert.deepEqual([found?.day?.toString(), found?.basis, found?.why], ['2026-02-03', '', 'at-once']);
  assert.equal(enforcement(decidedUnder('laglighetsprovning'))?.basis, 'KL 13 kap. 14 §');
  assert.equal(enforcement(decidedUnder('forvaltningsbesvar'))?.basis, 'FL 35 §');
});
