import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { countedDays } from '#platform/letters/index.ts';

const folder = new URL('./letters/', import.meta.url);

test('a letter of the house prints the day of a time, and counts none from a day that its reader does not know', () => {
  const files = globSync('*.md', { cwd: folder.pathname });
  assert.ok(files.length >= 40);
  const counted = files.flatMap((file) =>
    countedDays(readFileSync(new URL(file, folder), 'utf8')).map(({ text }) => `${file}: ${text}`),
  );
  assert.deepEqual(counted, []);
});
