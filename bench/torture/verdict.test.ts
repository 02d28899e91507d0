import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Outcome, Totals } from '../outcome.ts';
import type { Entry } from './ledger.ts';
import { judge } from './verdict.ts';

const whole: Outcome = {
  application: 'a1',
  draft: 'd1',
  cases: 1,
  decisions: 1,
  letters: 1,
  payments: 1,
  pdfs: 1,
  closures: 1,
  ended: 1,
  amount: '11420.00',
};

const sent: Entry = { what: 'sent', draft: 'd1', application: 'a1' };

function found(outcomes: readonly Outcome[], drafts: readonly string[] = [], more: Totals = {}) {
  const per = ['cases.case', 'cases.decision', 'cases.payment_order', 'inbox.letter', 'inbox.pdf', 'runtime.instance'];
  const none = ['runtime.token', 'runtime.timer', 'runtime.job', 'runtime.incident'].map((table) => [table, 0]);
  const totals = { ...Object.fromEntries([...per.map((table) => [table, outcomes.length]), ...none]), ...more };
  return {
    outcomes: async () => [...outcomes],
    drafts: async () => new Set(drafts),
    totals: async () => totals as Totals,
  };
}

const faults = async (entries: readonly Entry[], ...rest: Parameters<typeof found>) =>
  (await judge(entries, found(...rest))).faults;

test('an acknowledged application with one of everything is no fault', async () => {
  assert.deepEqual(await faults([sent], [whole]), []);
});

test('what is lost, half or doubled is named', async () => {
  assert.match((await faults([sent], []))[0] ?? '', /d1: acknowledged as application a1, and lost/);
  assert.deepEqual(await faults([sent], [{ ...whole, letters: 2, pdfs: 0 }]), ['application a1: letters: 2, pdfs: 0']);
  assert.deepEqual(await faults([sent], [{ ...whole, amount: null }]), ['application a1: amount null']);
  assert.match((await faults([{ ...sent, application: 'a2' }], [whole]))[0] ?? '', /acknowledged as a2, and is a1/);
});

test('of what nobody was told there is the application or the draft, never both and never neither', async () => {
  const unknown: Entry = { what: 'unknown', draft: 'd1' };
  assert.deepEqual(await faults([unknown], [whole]), []);
  assert.deepEqual(await faults([unknown], [], ['d1']), []);
  assert.equal((await faults([unknown], [], [])).length, 1);
  assert.equal((await faults([unknown], [whole], ['d1'])).length, 1);
});

test('rows that nobody sent, or that are left over, are faults', async () => {
  assert.deepEqual(await faults([], [whole]), ['application a1: nobody sent it']);
  assert.deepEqual(await faults([sent], [whole], [], { 'runtime.job': 1 }), ['runtime.job: 1 rows instead of 0']);
  assert.deepEqual(await faults([sent], [whole], [], { 'inbox.letter': 2 }), ['inbox.letter: 2 rows instead of 1']);
});
