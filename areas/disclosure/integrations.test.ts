import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Service } from '#platform/town/index.ts';
import { compiled, ekhamn, PREPARED } from '#platform/town/testing.ts';
import { integrationsOf } from './integrations.ts';

test('law 50a: what leaves the house is told where the town is connected to it: mailboxes, forwarding, payments', async () => {
  const town = await ekhamn();
  const kinds = (services: readonly Service[], mailbox: boolean) =>
    integrationsOf(town, services, { blocks: [], mailbox }).map(({ kind }) => kind);
  const { service: free } = await compiled([], PREPARED);
  assert.ok(free);
  const paid = { ...free, definition: { ...free.definition, fee: { amount: '100' } } } as unknown as Service;
  assert.deepEqual(kinds([free], true).slice(-2), ['mailbox', 'forwarding']);
  assert.deepEqual(kinds([free], false).slice(-1), ['forwarding']);
  assert.ok(!kinds([free], false).includes('mailbox'), 'no mailbox is told of where there is none');
  assert.ok(!kinds([free], true).includes('payment'));
  assert.deepEqual(kinds([free, paid], true).slice(-1), ['payment']);
});
