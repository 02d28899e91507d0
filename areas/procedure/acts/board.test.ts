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

test('what a court has sent back is not decided anew before the judgment', () => {
  const appeal = { id: '1', act: 'appeal', about: null, forParty: 'anna', data: { decision: 'd' } };
  const judgment = {
    ...{ id: '2', act: 'court-decided', about: '1', forParty: null },
    data: { utgang: 'aterforvisat', dag: '2026-03-10' },
  };
  const base = ordered('2026-03-20', { anna: 'applicant' }, []);
  const situation = {
    ...base,
    view: { ...base.view, arrivalDay: Temporal.PlainDate.from('2026-01-02') },
    file: { ...base.file, decisions: [{ id: 'd' }] },
    acts: [appeal, judgment],
  } as unknown as Situation;
  const on = (day: string) => {
    const given = { ...DISMISSED, utfall: 'approved', innebar: 'x', sammantrade: day, dag: day };
    return [boardDecision, chairDecision].map(({ mend }) => mend?.(situation, given, t)?.text);
  };
  assert.deepEqual(on('2026-01-01'), Array(2).fill('procedure.board.before-case'));
  assert.deepEqual(on('2026-03-09'), Array(2).fill('procedure.board.before-judgment'));
  assert.deepEqual(on('2026-03-10'), Array(2).fill(undefined));
});
