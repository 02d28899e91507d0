import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RetentionRule } from '#platform/town/index.ts';
import { type RetentionFacts, retentionOf } from './retention.ts';

const EKHAMN = '9980';
const plan = (rule: Partial<RetentionRule>, more: { readonly [outcome: string]: RetentionRule } = {}) => ({
  klassa: '3.5.1 Ekonomiskt bistånd',
  outcome: { default: { preserve: false, rules: [], ...rule }, ...more },
});
const assistance = plan({ destroyAfter: 'P5Y', from: 'last-entry', rules: ['sol-16'] });
const adult = { child: false, birthDate: '1985-01-24' };

const closed: RetentionFacts = {
  outcome: 'approved',
  closed: '2021-03-12',
  decided: '2021-03-01',
  lastEntry: '2021-03-10',
  expires: null,
  running: false,
  persons: [adult],
};
const on = (today: string, facts: Partial<RetentionFacts> = {}, retention = assistance, code = EKHAMN) =>
  retentionOf(retention, { ...closed, ...facts }, code, today);

test('law 56a: five years after the last entry, done by the end of the following calendar year', () => {
  const verdict = on('2026-03-10');
  assert.deepEqual(verdict, {
    kind: 'destroy',
    due: '2026-03-10',
    doneBy: '2027-12-31',
    basis: ['3.5.1 Ekonomiskt bistånd', 'SoL (2025:400) 16 kap. 1 §'],
  });
  assert.equal(on('2026-03-09').kind, 'wait');
});

test('law 56b: who is born on the 5th, 15th or 25th is kept for research', () => {
  for (const day of ['05', '15', '25']) {
    const verdict = on('2040-01-01', { persons: [adult, { child: true, birthDate: `2012-06-${day}` }] });
    assert.ok(verdict.kind === 'keep' && verdict.why === 'selection', day);
    assert.match(verdict.basis.at(-1) ?? '', /16 kap\. 4 §/);
  }
  for (const day of ['04', '06', '14', '16', '24', '26', '30']) {
    assert.equal(on('2040-01-01', { persons: [{ child: false, birthDate: `1980-06-${day}` }] }).kind, 'destroy', day);
  }
});

test('law 56b: everybody is kept in three counties and in Göteborg', () => {
  for (const code of ['0580', '0980', '2281', '1480'])
    assert.equal(on('2040-01-01', {}, assistance, code).kind, 'keep');
  for (const code of ['0180', '1481', '1280']) assert.equal(on('2040-01-01', {}, assistance, code).kind, 'destroy');
});

test('law 56b: nobody is weeded out of the research selection by an unknown birth date', () => {
  const verdict = on('2040-01-01', { persons: [{ child: false, birthDate: null }] });
  assert.ok(verdict.kind === 'unknown' && verdict.missing === 'birth-date');
});

test('law 56c: paternity, adoption and placement of children are never destroyed', () => {
  const verdict = on('2120-01-01', {}, plan({ destroyAfter: 'P5Y', from: 'last-entry', rules: ['sol-16-2'] }));
  assert.ok(verdict.kind === 'keep' && verdict.why === 'never');
});

test('law 56d: kept until the child is 30, and 18', () => {
  const child = { persons: [adult, { child: true, birthDate: '2012-06-14' }] };
  const until30 = plan({ destroyAfter: 'P5Y', from: 'last-entry', rules: ['sol-16-2a'] });
  assert.equal(on('2042-06-13', child, until30).kind, 'wait');
  assert.equal(on('2042-06-14', child, until30).kind, 'destroy');
  const until18 = plan({ destroyAfter: 'P5Y', from: 'last-entry', rules: ['sol-16-3'] });
  assert.equal(on('2030-06-13', child, until18).kind, 'wait');
  assert.equal(on('2030-06-14', child, until18).kind, 'destroy');
  assert.equal(on('2030-06-14', { persons: [{ child: true, birthDate: null }] }, until18).kind, 'unknown');
});

test('law 56e: a personal file stays while the board holds another of the same person that is open, or not yet due', () => {
  const other = (lastEntry: string | null, isClosed = true) => ({ others: [{ closed: isClosed, lastEntry }] });
  assert.equal(on('2040-01-01', other('2021-05-01', false)).kind, 'held');
  const later = on('2026-03-10', other('2024-06-30'));
  assert.deepEqual(later.kind === 'wait' && [later.due, later.doneBy], ['2029-06-30', '2030-12-31']);
  assert.equal(on('2029-06-30', other('2024-06-30')).kind, 'destroy');
  assert.equal(on('2026-03-10', other('2020-01-01')).kind, 'destroy', 'one that is due earlier holds nothing');
  const permit = plan({ destroyAfter: 'P2Y', from: 'closed' });
  assert.equal(on('2026-03-10', other(null, false), permit).kind, 'destroy', 'no personal file of the social services');
});

test('the clock starts where the service says, by the outcome of the decision', () => {
  const starts = [
    ['closed', '2023-03-12'],
    ['decided', '2023-03-01'],
    ['last-entry', '2023-03-10'],
    ['expires', '2026-05-31'],
  ] as const;
  for (const [from, due] of starts) {
    const verdict = on('2030-01-01', { expires: '2024-05-31' }, plan({ destroyAfter: 'P2Y', from }));
    assert.ok(verdict.kind === 'destroy' && verdict.due === due, from);
  }
  const refused = plan({ destroyAfter: 'P1Y', from: 'closed' }, { rejected: { preserve: true, rules: [] } });
  assert.equal(on('2030-01-01', { outcome: 'rejected' }, refused).kind, 'keep');
  assert.equal(on('2030-01-01', { outcome: null }, refused).kind, 'destroy');
});

test('without the day that the clock starts from nothing goes', () => {
  const verdict = on('2090-01-01', { expires: null }, plan({ destroyAfter: 'P2Y', from: 'expires' }));
  assert.ok(verdict.kind === 'unknown' && verdict.missing === 'start');
});

test('an open case is not on any list, nor one that a process still works on', () => {
  assert.equal(on('2090-01-01', { closed: null }).kind, 'open');
  assert.equal(on('2090-01-01', { running: true }).kind, 'open');
});
