import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ACT_NAMES, type Act } from './act.ts';
import { GROUP_OF } from './groups.ts';
import { ACTS } from './table.ts';

test('every act that an officer finds among the acts of a case has a group, and no other', () => {
  const listed = ACT_NAMES.filter((name) => {
    const act: Act = ACTS[name];
    return act.who === 'staff' && act.beside !== true;
  });
  assert.deepEqual(
    ACT_NAMES.filter((name) => GROUP_OF[name] !== null),
    listed,
  );
});
