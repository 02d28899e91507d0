import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Provider } from '#platform/town/types.ts';
import { testTown } from '../testing.ts';
import { checkProviders, isSafeOrigin, providersFor } from './provider.ts';

function outside(id: string, order: number, more: Partial<Provider> = {}): Provider {
  return {
    id,
    title: { sv: id },
    protocol: 'oidc',
    issuer: 'https://op.example',
    loa: ['loa3'],
    for: ['person'],
    order,
    ...more,
  };
}

test('a real town loads no test e-ID, no uncertified level and no issuer without https', () => {
  const real =
    (...providers: Provider[]) =>
    () =>
      checkProviders({ ...testTown(), providers }, 'real');
  assert.throws(() => checkProviders(testTown(), 'real'), /test-eid is the test e-ID/);
  assert.throws(real(outside('a', 1, { loa: ['uncertified-loa3'] })), /uncertified/);
  assert.throws(real(outside('a', 1, { issuer: 'http://op.example' })), /https/);
  assert.doesNotThrow(real(outside('a', 1)));
  assert.doesNotThrow(() => checkProviders(testTown(), 'example'));
});

test('the test e-ID is never offered on a real database, whatever town.yaml says', () => {
  assert.deepEqual(providersFor(testTown(), 'real', 'person'), []);
  assert.deepEqual(providersFor(testTown(), 'real', 'staff'), []);
});

test('e-IDs stand in the town’s order and by name, the one used last first', () => {
  const town = { ...testTown(), providers: [outside('öra', 1), outside('asp', 1), outside('bok', 0)] };
  const ids = (last?: string) => providersFor(town, 'real', 'person', last).map(({ id }) => id);
  assert.deepEqual(ids(), ['bok', 'asp', 'öra']);
  assert.deepEqual(ids('öra'), ['öra', 'bok', 'asp']);
});

test('plain http is for this computer only', () => {
  for (const origin of ['https://ekhamn.example', 'http://localhost:3000', 'http://127.0.0.1', 'http://[::1]:3000']) {
    assert.equal(isSafeOrigin(origin), true, origin);
  }
  for (const origin of ['http://ekhamn.example', 'http://192.168.1.4:3000', 'http://127.0.0.1.ond.example']) {
    assert.equal(isSafeOrigin(origin), false, origin);
  }
});
