// FL 20 §: a board dismisses nothing while any party still has time to answer an order to complete.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { loadTexts } from '#platform/text/index.ts';
import type { Situation } from '../situation.ts';
import { boardDecision, chairDecision } from './board.ts';

const t = loadTexts(fileURLToPath(new URL('../../..', import.meta.url))).for('sv');
const DISMISSED = {
  beslutande: 'Karin Ek\nOlle Ask',
  utfall: 'dismissed',
  undantag: 'fl-25-obehovligt',
  'undantag-skal': 'x',
};

/** A case with an order to answer by 20 February, and who has answered it. */
function ordered(today: string, roles: { readonly [party: string]: string }, answered: readonly string[]): Situation {
  const order = { id: 'order', act: 'request-completion', about: null, forParty: null, data: { senast: '2026-02-20' } };
  const situation = {
    view: { parties: Object.entries(roles).map(([party, role]) => ({ party, role })) },
    file: { agents: [] },
    service: { definition: { grounds: [{ id: 'g', regime: 'forvaltningsbesvar' }] } },
    acts: [
      order,
      ...answered.map((forParty) => ({ id: forParty, act: 'supplement', about: 'order', forParty, data: {} })),
    ],
    today: Temporal.PlainDate.from(today),
  };
  return situation as unknown as Situation;
}

/** What stands against a dismissal, by the board and by its chair alike. */
function against(...of: Parameters<typeof ordered>) {
  const [board, chair] = [boardDecision, chairDecision].map(({ mend }) => mend?.(ordered(...of), DISMISSED, t)?.text);
  assert.equal(board, chair);
  return board;
}

test('a board waits for each party that has time left to answer an order, whatever another has answered', () => {
  const two = { anna: 'applicant', bo: 'co-applicant', ombud: 'agent' };
  const RUNS = 'procedure.board.order-runs';
  assert.equal(against('2026-02-20', two, []), RUNS);
  assert.equal(against('2026-02-20', two, ['anna']), RUNS);
  assert.equal(against('2026-02-20', two, ['anna', 'ombud']), RUNS, 'of several nobody knows whose agent it is');
  assert.equal(against('2026-02-20', two, ['anna', 'bo']), undefined);
  assert.equal(against('2026-02-21', two, ['anna']), undefined, 'the time is over');
});

test('where one party is told, what its agent answers is its answer; where none is, any answer ends the wait', () => {
  assert.equal(against('2026-02-20', { anna: 'applicant', ombud: 'agent' }, ['ombud']), undefined);
  assert.equal(against('2026-02-20', { ombud: 'agent' }, []), 'procedure.board.order-runs');
  assert.equal(against('2026-02-20', { ombud: 'agent' }, ['ombud']), undefined);
});
