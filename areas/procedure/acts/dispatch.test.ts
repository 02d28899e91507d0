// FL 30, 33 §§: what is dispatched by hand is what was entered by hand.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Situation } from '../situation.ts';
import { dispatch } from './dispatch.ts';

/** A case with one party and one decision, as far as dispatching it looks. */
function decided(decidedBy: string, told: readonly string[] = []): Situation {
  const file = { decisions: [{ id: 'one', decidedBy }] };
  return { file, told, view: { parties: [{ party: 'sara' }] } } as unknown as Situation;
}

test('only a decision of the board or its chair is dispatched, and once', () => {
  for (const entered of ['board', 'chair']) {
    assert.equal(dispatch.refused(decided(entered)), null, entered);
    assert.equal(dispatch.refused(decided(entered, ['one']))?.text, 'procedure.refused.dispatched', entered);
  }
  for (const own of ['officer', 'automated'])
    assert.equal(dispatch.refused(decided(own))?.text, 'procedure.refused.not-entered', own);
});
