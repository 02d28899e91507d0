import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Service } from '#platform/town/index.ts';
import type { ApiRequest } from '#platform/web/index.ts';
import { unkeepable } from './input.ts';
import { begunBy } from './sender.ts';

test('a body is nested twelve levels deep, and no deeper; the fault names the place', () => {
  const nested = (levels: number): unknown =>
    levels === 0 ? 'a' : levels % 2 ? { a: nested(levels - 1) } : [nested(levels - 1)];
  assert.deepEqual(unkeepable(nested(12), ''), []);
  assert.deepEqual(
    unkeepable(nested(13), '').map(({ pointer, rule }) => `${rule} ${pointer}`),
    [`too-deep ${'/a/0'.repeat(6)}`],
  );
  assert.equal(unkeepable(nested(5000), '').length, 1, 'and is not followed further');
});

test('a fault names a hundred letters of a key, and no more', () => {
  const pointers = (letters: number) =>
    unkeepable({ ['k'.repeat(letters)]: '\u0000' }, '').map(({ pointer }) => pointer);
  assert.deepEqual([pointers(100), pointers(101)], [[`/${'k'.repeat(100)}`], [`/${'k'.repeat(100)}`]]);
});

test('an Idempotency-Key is of 22 to 128 letters of base64url', () => {
  const begin = (idempotencyKey: string) =>
    begunBy({ actor: { kind: 'anonymous' }, idempotencyKey } as ApiRequest, { id: 'prov' } as Service).id;
  const ids = [22, 128].map((letters) => begin('a'.repeat(letters)));
  assert.equal(new Set(ids).size, 2, 'each key its own draft');
  const refused = { code: 'idempotency-key', status: 400 };
  for (const key of ['', 'a'.repeat(21), 'a'.repeat(129), `${'a'.repeat(22)}.`, `${'a'.repeat(22)}\n`])
    assert.throws(() => begin(key), refused, key);
});
