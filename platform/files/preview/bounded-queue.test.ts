import assert from 'node:assert/strict';
import { test } from 'node:test';
import { boundedQueue } from './bounded-queue.ts';

test('one works at a time, in the order of coming, and whoever finds the queue full goes on without', async () => {
  const inTurn = boundedQueue({ most: 2, patience: 600_000 });
  const begun: string[] = [];
  const gate = Promise.withResolvers<void>();
  const work = (name: string) => async () => {
    begun.push(name);
    if (name === 'first') await gate.promise;
    return name;
  };
  const three = ['first', 'second', 'third'].map((name) => inTurn(work(name)));
  assert.equal(await inTurn(work('fourth')), 'busy');
  gate.resolve();
  assert.deepEqual(await Promise.all(three), ['first', 'second', 'third']);
  assert.equal(await inTurn(work('fifth')), 'fifth', 'there is room again');
  assert.deepEqual(begun, ['first', 'second', 'third', 'fifth']);
});

test('nobody waits longer than has been said, and work that fails gives the turn on', async () => {
  const inTurn = boundedQueue({ most: 5, patience: 20 });
  const gate = Promise.withResolvers<void>();
  const first = inTurn(async () => {
    await gate.promise;
    throw new RangeError('no');
  });
  const never = () => assert.fail('its turn came too late');
  assert.deepEqual(await Promise.all([inTurn(never), inTurn(never)]), ['busy', 'busy']);
  gate.resolve();
  await assert.rejects(first, /no/);
  assert.equal(await inTurn(async () => 'next'), 'next');
});
