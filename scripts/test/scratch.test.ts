import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { scratch } from './scratch.ts';

const memory = mkdtempSync(join(tmpdir(), 'torget-scratch-'));
after(() => rmSync(memory, { recursive: true, force: true }));

test('what a run that is gone has left is removed, what a living one writes is not', () => {
  const { pid: gone } = spawnSync(process.execPath, ['--version']);
  const [left, other, living] = [`torget-tests-${gone}`, 'of-somebody-else', `torget-tests-${process.ppid}`].map(
    (name) => join(memory, name),
  ) as [string, string, string];
  for (const folder of [left, other, living]) mkdirSync(folder);
  const folder = scratch(memory, 1);
  assert.equal(folder, join(memory, `torget-tests-${process.pid}`));
  assert.deepEqual([left, other, living, folder].map(existsSync), [false, true, true, true]);
});

test('without room, or without such a place, the system’s own folder is used', () => {
  assert.equal(scratch(memory, Number.MAX_SAFE_INTEGER), undefined);
  assert.equal(scratch(join(memory, 'nowhere')), undefined);
});
