import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MailLimits } from './limits.ts';

const NOW = 1_000_000_000;
const HOUR_MS = 60 * 60_000;

test('an address gets four links an hour and a draft sends six, however it is written', () => {
  const limits = new MailLimits();
  const sent = (address: string, draft: string, at = NOW) => limits.allow(address, draft, at);
  const four = ['a@b.se', ' A@B.se', 'a@B.SE ', 'a@b.se'].map((address, n) => sent(address, `d${n}`));
  assert.deepEqual([four, sent('a@b.se', 'd9')], [[true, true, true, true], false]);
  const six = Array.from({ length: 6 }, (_, n) => sent(`${n}@b.se`, 'one'));
  assert.deepEqual([six.every(Boolean), sent('7@b.se', 'one')], [true, false]);
  assert.deepEqual([sent('a@b.se', 'd9', NOW + HOUR_MS), sent('a@b.se', 'd9', NOW + HOUR_MS + 1)], [false, true]);
});

test('a hundred thousand counts are kept in an hour, and beyond them all begin anew', () => {
  const limits = new MailLimits();
  const full = () => !limits.allow('a@b.se', 'd', NOW);
  for (let n = 0; n < 4; n++) limits.allow('a@b.se', `d${n}`, NOW);
  assert.ok(full());
  // Each mail counts its address and its draft; five counts are there.
  for (let n = 0; n < 49_997; n++) limits.allow(`${n}@c.se`, `c${n}`, NOW);
  assert.ok(full(), '99 999 counts');
  limits.allow('x@c.se', 'y', NOW);
  assert.ok(!full(), '100 001 counts');
});
