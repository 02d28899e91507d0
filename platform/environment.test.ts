import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readEnvironment } from './environment.ts';

test('a misspelt setting is refused by its name, and other programs’ variables are none of our business', () => {
  assert.throws(() => readEnvironment({ TORGET_TRUST_PROXIES: '1' }), /TORGET_TRUST_PROXIES/);
  assert.equal(readEnvironment({ NODE_ENV: 'production', HOME: '/root' }).port, 3000);
});

test('a setting that decides what is believed is exactly what it may be', () => {
  assert.equal(readEnvironment({}).trustProxy, false);
  assert.equal(readEnvironment({ TORGET_TRUST_PROXY: '1' }).trustProxy, true);
  assert.throws(() => readEnvironment({ TORGET_TRUST_PROXY: 'yes' }), /1 or 0/);
  assert.equal(readEnvironment({ TORGET_ORIGIN: 'https://e.ekhamn.se' }).origin, 'https://e.ekhamn.se');
  for (const TORGET_ORIGIN of ['https://e.ekhamn.se/', 'e.ekhamn.se', 'https://e.ekhamn.se/x', 'javascript:1', ''])
    assert.throws(() => readEnvironment({ TORGET_ORIGIN }), /TORGET_ORIGIN/, TORGET_ORIGIN);
});

test('loopback is where an installation listens unless it is told otherwise', () => {
  assert.deepEqual([readEnvironment({}).host, readEnvironment({}).hostIsSet], ['127.0.0.1', false]);
  assert.equal(readEnvironment({ HOST: '0.0.0.0' }).hostIsSet, true);
});
