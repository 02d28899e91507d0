import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toJson } from '@torget/feel';
import { load, validate } from '@torget/form';
import { identityOf } from './identity-fact.ts';

const form = load(`
pages:
  - id: nummer
    questions: [ { id: nummer, type: personal-number, prefill: register.identity, level: probable } ]
`);
assert.ok(form.ok);
const options = (level: 'probable' | 'uncertain') => ({
  at: '2026-02-03T08:00:00+01:00',
  facts: { register: identityOf({ type: 'samnr', value: '198502862397', level }, '2026-02-03') },
});

test('the number that somebody signed in with fills the question, with the level of the sign-in', () => {
  const answers = { nummer: { nummer: '198502862397' } };
  const valid = validate(form.value, answers, options('probable'));
  assert.ok(valid.ok);
  assert.equal(JSON.stringify(valid.value.data.json).includes('"niva":"probable"'), true);
  const low = validate(form.value, answers, options('uncertain'));
  assert.deepEqual(low.ok ? [] : low.error.map(({ rule }) => rule), ['number-level']);
});

test('a number of another country or of a company is no identity of a form', () => {
  assert.deepEqual(identityOf({ type: 'prid', value: 'NO:05068907693' }, '2026-02-03'), {});
  assert.deepEqual(toJson(identityOf({ type: 'pnr', value: '198501242393' }, '2026-02-03')), {
    identity: { nummer: '198501242393', slag: 'personnummer', niva: null, source: 'E-legitimation', at: '2026-02-03' },
  });
});
