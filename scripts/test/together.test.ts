import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { groups, together } from './together.ts';

test('files of one folder share a process, a dozen at most, and what stops servers has its own', () => {
  const feel = Array.from({ length: 14 }, (_, at) => `engines/feel/${at}.test.ts`);
  const grouped = groups([
    ...feel,
    'areas/cases/a/x.test.ts',
    'areas/cases/y.test.ts',
    'platform/database/z.durable.test.ts',
  ]);
  assert.deepEqual(
    grouped.map((group) => group.length),
    [7, 7, 2, 1],
  );
  assert.deepEqual(grouped[3], ['platform/database/z.durable.test.ts']);
});

test('each file of a group sets up for itself alone, and one that cannot be loaded fails', (context) => {
  const root = mkdtempSync(join(tmpdir(), 'torget-together-'));
  context.after(() => rmSync(root, { recursive: true }));
  mkdirSync(join(root, 'a'));
  const file = (name: string, text: string) => {
    writeFileSync(
      join(root, 'a', name),
      `import { before, test } from 'node:test';\nimport assert from 'node:assert';\n${text}`,
    );
    return `a/${name}`;
  };
  const group = [
    file(
      'first.mjs',
      'before(() => { globalThis.set = 1; });\ntest("has what it set up", () => assert.equal(globalThis.set, 1));',
    ),
    file(
      'second.mjs',
      'let own = 0;\nbefore(() => { own = 2; globalThis.set = 0; });\ntest("too", () => assert.equal(own + globalThis.set, 2));',
    ),
    file('broken.mjs', "import './not-there.mjs';"),
  ];
  const path = together(root, group, 10_000);
  const { stdout, status } = spawnSync(process.execPath, ['--test-reporter=tap', path], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, NODE_TEST_CONTEXT: '' },
  });
  assert.equal(status, 1, stdout);
  assert.match(stdout, /^# pass 2$/m);
  assert.match(stdout, /^# fail 1$/m);
  assert.match(stdout, /not ok 1 - loads[\s\S]*not-there\.mjs/);
});
