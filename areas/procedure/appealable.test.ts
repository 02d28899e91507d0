// FL 44 §: from whose day the time of an appeal is counted.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { timelyOf } from './appealable.ts';
import type { ActRow } from './rows.ts';
import type { Situation } from './situation.ts';

const GOT_BY_AGENT = '2026-03-04T09:00:00Z';
const ADDED = { id: 'added', act: 'add-party', about: null, forParty: 'agent', data: { roll: 'agent' } };

/** A case whose agent confirmed the decision’s letter on day 30, each party on the day that is given. */
function caseOf(
  roles: readonly (readonly [party: string, role: string])[],
  got: { readonly [party: string]: string },
  agents: Situation['file']['agents'] = [],
) {
  const receipts = Object.entries({ agent: GOT_BY_AGENT, ...got }).map(([party, at]) => ({
    letter: `to-${party}`,
    decision: 'd',
    party,
    at,
  }));
  const situation = {
    view: { parties: roles.map(([party, role]) => ({ party, role, name: party })) },
    service: { definition: { grounds: [{ id: 'g', regime: 'forvaltningsbesvar', basis: [] }] } },
    file: { agents, decisions: [{ id: 'd', ground: 'g', day: '2026-02-02' }] },
    acts: [ADDED],
    receipts,
  };
  return situation as unknown as Situation;
}

/** The agent appeals on day 40. */
const appeal = {
  id: 'a',
  act: 'appeal',
  about: null,
  forParty: 'agent',
  data: { decision: 'd', arrived: '2026-03-14' },
  at: '2026-03-14T09:00:00Z',
} as unknown as ActRow;
const tested = (s: Situation) => {
  const { timely, got } = timelyOf(s, appeal);
  return [timely, got?.toString() ?? null];
};
const DAY_1 = '2026-02-03T09:00:00Z';

test('who speaks for the party appeals within the party’s time, not within three weeks from when she got it herself', () => {
  const spokenFor = [['p', 'applicant'] as const, ['agent', 'agent'] as const];
  assert.deepEqual(tested(caseOf(spokenFor, { p: DAY_1 })), ['late', '2026-02-03']);
  assert.deepEqual(tested(caseOf(spokenFor, {})), ['unknown', null], 'the party has not got it');
  const ended = [['p', 'applicant'] as const, ['agent', 'former'] as const];
  assert.deepEqual(tested(caseOf(ended, { p: DAY_1 })), ['late', '2026-02-03'], 'her role has ended since');
});

test('of several parties nobody knows whose time it is; who is a party herself has her own', () => {
  const several = [['p', 'applicant'] as const, ['o', 'counterparty'] as const, ['agent', 'agent'] as const];
  assert.deepEqual(tested(caseOf(several, { p: DAY_1, o: DAY_1 })), ['unknown', null]);
  const both = [['p', 'applicant'] as const, ['agent', 'agent'] as const, ['agent', 'affected'] as const];
  assert.deepEqual(tested(caseOf(both, { p: DAY_1 })), ['in-time', '2026-03-04']);
});

test('law 12d: of several parties the time of an appeal by an agent is that of the party she represents', () => {
  const several = [['p', 'applicant'] as const, ['o', 'counterparty'] as const, ['agent', 'agent'] as const];
  const DAY_35 = '2026-03-09T09:00:00Z';
  const speaks = (party: string, until: string | null = null) => ({ agent: 'agent', party, since: DAY_1, until });
  const got = { p: DAY_1, o: DAY_35 };
  assert.deepEqual(tested(caseOf(several, got, [speaks('p')])), ['late', '2026-02-03']);
  assert.deepEqual(tested(caseOf(several, got, [speaks('o')])), ['in-time', '2026-03-09']);
  assert.deepEqual(tested(caseOf(several, { o: DAY_1 }, [speaks('p')])), ['unknown', null], 'she has not got it');
  // Of both: nobody's time is out before the other's is.
  assert.deepEqual(tested(caseOf(several, got, [speaks('p'), speaks('o')])), ['in-time', '2026-03-09']);
  assert.deepEqual(tested(caseOf(several, { p: DAY_1 }, [speaks('p'), speaks('o')])), ['unknown', null]);
  const then = [speaks('p', '2026-03-15T09:00:00Z')];
  assert.deepEqual(tested(caseOf(several, got, then)), ['late', '2026-02-03'], 'she spoke for her when she appealed');
  assert.deepEqual(tested(caseOf(several, got, [speaks('p', DAY_35)])), ['unknown', null], 'it had ended');
});
