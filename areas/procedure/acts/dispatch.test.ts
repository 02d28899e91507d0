// FL 30, 33 §§: what is dispatched by hand is what was entered by hand.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { loadTexts } from '#platform/text/index.ts';
import type { Situation } from '../situation.ts';
import { dispatch, tellers } from './dispatch.ts';

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

test('a name that is left out is told by what they are: a member, the chair, or an officer', () => {
  const texts = loadTexts(fileURLToPath(new URL('../../..', import.meta.url)));
  for (const [language, member, chair, known, officer] of [
    ['sv', 'ledamot', 'Ordföranden', 'Karin Ek, ordförande,', 'handläggare'],
    ['en', 'member', 'The chair', 'Karin Ek, chair,', 'officer'],
  ] as const) {
    const t = texts.for(language);
    const withheld = new Map(['Karin Ek', 'Jonas Frid'].map((name) => [name, (word: string) => word]));
    const board = tellers({ decidedBy: 'board', deciders: ['Karin Ek', 'Olle Ask'] }, withheld, t);
    assert.equal(board(['Karin Ek', 'Olle Ask']), `${member}, Olle Ask`);
    assert.equal(board(['Jonas Frid']), officer);
    const alone = { decidedBy: 'chair', deciders: ['Karin Ek'] } as const;
    assert.equal(tellers(alone, withheld, t).chair(['Karin Ek']), chair);
    assert.equal(tellers(alone, withheld, t)(['Jonas Frid']), officer);
    assert.equal(tellers(alone, new Map(), t).chair(['Karin Ek']), known);
  }
});
