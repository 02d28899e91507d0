// FL 30, 33 §§: what is dispatched by hand is what was entered by hand.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Situation } from '../situation.ts';
import { dispatch } from './dispatch.ts';

/** A case with one decision, as far as dispatching it looks. */
function decided(decidedBy: string, told: readonly string[] = [], acts: readonly object[] = []): Situation {
  const file = { decisions: [{ id: 'one', ground: 'g', decidedBy }] };
  const service = { definition: { grounds: [{ id: 'g', regime: 'forvaltningsbesvar' }] } };
  return { file, told, acts, service, view: { parties: [] } } as unknown as Situation;
}

test('only a decision of the board or its chair is dispatched, and once', () => {
  for (const entered of ['board', 'chair']) {
    assert.equal(dispatch.refused(decided(entered)), null, entered);
    assert.equal(dispatch.refused(decided(entered, ['one']))?.text, 'procedure.refused.dispatched', entered);
  }
  for (const own of ['officer', 'automated'])
    assert.equal(dispatch.refused(decided(own))?.text, 'procedure.refused.not-entered', own);
});

test('where nobody is known the decision is dispatched all the same, and once', () => {
  assert.equal(dispatch.refused(decided('board')), null);
  const done = [{ act: 'dispatch', about: 'one' }];
  assert.equal(dispatch.refused(decided('board', [], done))?.text, 'procedure.refused.dispatched');
  assert.equal(dispatch.refused(decided('board', [], [{ act: 'dispatch', about: 'other' }])), null);
});
