import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answersIn, STATE } from './state.ts';

test('a try-out carries four hundred thousand characters of answers; of more, and of what is none, nothing is read', () => {
  const sent = (length: number) => {
    const [begin, end] = ['{"a":"', '"}'];
    return answersIn({ [STATE]: [begin + 'x'.repeat(length - begin.length - end.length) + end] });
  };
  assert.equal(String(sent(400_000)['a']).length, 399_992);
  assert.deepEqual(sent(400_001), {});
  for (const text of ['', '[1]', '"a"', 'null', '{']) assert.deepEqual(answersIn({ [STATE]: [text] }), {}, text);
});
