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
    file: { decisions: [{ id: 'd', ground: 'g', day: '2026-02-03' }], documents: [], done: [], translating: [] },
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

test('an appeal of a decision that was changed since covers the new one, until it is dismissed; one of a refused request does not', () => {
  const decided = decidedUnder('forvaltningsbesvar');
  const two = [
    { id: 'd', ground: 'g', day: '2026-02-03' },
    { id: 'e', ground: 'g', day: '2026-02-10' },
  ];
  const file = { ...decided.file, decisions: two };
  const appeal = (decision: string) => ({ id: 'a', act: 'appeal', about: null, data: { decision } });
  const after = (...acts: readonly object[]) => enforcement({ ...decided, file, acts } as unknown as Situation)?.why;
  assert.equal(after(appeal('e')), 'appealed');
  assert.equal(after(appeal('d')), 'appealed');
  assert.equal(after(appeal('d'), { id: 'b', act: 'hand-over', about: 'a', data: {} }), 'appealed');
  assert.equal(after(appeal('d'), { id: 'b', act: 'dismiss-appeal', about: 'a', data: {} }), 'not-served');
  assert.equal(after(appeal('another')), 'not-served');
  const withdrawn = { id: 'c', act: 'withdraw-appeal', about: 'a', data: {} };
  assert.equal(after(appeal('d'), withdrawn), 'not-served', 'nobody tries it');
  const handed = { id: 'b', act: 'hand-over', about: 'a', data: {} };
  assert.equal(after(appeal('d'), handed, withdrawn), 'withdrawn', 'who tries it has not closed it');
  assert.equal(after(appeal('d'), handed, withdrawn, { ...appeal('e'), id: 'x' }), 'appealed', 'another’s stands');
});
