import assert from 'node:assert/strict';
import { test } from 'node:test';
import { oneByOne, pageByPage } from './one-by-one.ts';

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

test('what is left as it stood, or fails, keeps no later page waiting', async () => {
  const ids = ['1', '2', '3', '4', '5'].map((n) => `0000000${n}-0000-0000-0000-000000000000`);
  const asked: string[] = [];
  const read = async (after: string) =>
    ids
      .filter((id) => id > after)
      .slice(0, 2)
      .map((id) => ({ id }));
  const work = async ({ id }: { id: string }) => {
    asked.push(id);
    if (id === ids[1]) throw new Error('the second');
  };
  await assert.rejects(pageByPage(2, read, work), /not every one was done/);
  assert.deepEqual(asked, ids);
});
