import assert from 'node:assert/strict';
import { test } from 'node:test';
import { oneByOne } from './one-by-one.ts';

test('one that fails stops none of those after it, and is told of at the end', async () => {
  const done: number[] = [];
  const work = async (n: number) => {
    if (n % 2 === 0) throw new Error(`no ${n}`);
    done.push(n);
  };
  await assert.rejects(oneByOne([1, 2, 3, 4, 5], work), (error: AggregateError) => {
    assert.deepEqual(
      error.errors.map((fault: Error) => fault.message),
      ['no 2', 'no 4'],
    );
    return error.message === '2 of 5 failed';
  });
  assert.deepEqual(done, [1, 3, 5]);
  await oneByOne([], work);
});
