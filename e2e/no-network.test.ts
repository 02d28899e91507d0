import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runWithoutNetwork } from './no-network/forbidden.ts';

const module = (name: string) => new URL(`no-network/${name}`, import.meta.url).href;

test('every way out is seen: the control', async () => {
  const { recorded, kernel, code, output } = await runWithoutNetwork(module('talkative.ts'));
  assert.equal(code, 0, output);
  const seen = recorded.join('\n');
  for (const attempt of [
    'connection to 192.0.2.1:80',
    'look-up of example.invalid',
    'connection to 192.0.2.1:25',
    'datagram to 192.0.2.1',
  ])
    assert.match(seen, new RegExp(attempt), seen);
  assert.ok(recorded.length >= 6, seen);
  if (kernel !== undefined) assert.ok(kernel.noRoute > 0, 'the kernel saw the attempt from outside Node');
});

test('law 45a: a town asks nobody outside: 0 attempts', async (t) => {
  const { recorded, kernel, namespace, code, output } = await runWithoutNetwork(module('walk.ts'));
  assert.equal(code, 0, output);
  assert.match(output, /a letter as PDF/, 'the walk led to a letter');
  t.diagnostic(`${namespace ? 'in a network namespace' : 'recorded only'}; ${output.trim().split('\n').at(-1)}`);
  assert.deepEqual(recorded, []);
  if (kernel !== undefined) assert.deepEqual(kernel, { noRoute: 0, noPort: 0 });
});
