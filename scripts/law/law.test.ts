import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, globSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { temporaryFolder } from '#platform/town/testing.ts';
import { verdictOf } from './attempt.ts';
import { copyTo } from './copy.ts';
import { mutated, mutations } from './mutations.ts';
import { NOT_YET } from './not-yet.ts';
import { OBLIGATIONS, type Obligation } from './obligations.ts';
import { killTree } from './processes.ts';
import { table } from './table.ts';
import { claimOf, claims } from './titles.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const demands = new Set(OBLIGATIONS.flatMap(({ row, demands }) => Object.keys(demands).map((each) => `${row}${each}`)));

test('every test of an obligation names a demand that the table has', () => {
  assert.deepEqual(
    [...claims(root)].filter(([demand]) => !demands.has(demand)),
    [],
  );
});

test('every demand has a test, or is named as not built yet', () => {
  const claimed = claims(root);
  assert.deepEqual(
    [...demands].filter((demand) => !claimed.has(demand)),
    Object.entries(NOT_YET).flatMap(([row, letters]) => [...letters].map((letter) => `${row}${letter}`)),
  );
});

test('what stands in a part of a test file is run by the file that takes it in', () => {
  const folder = temporaryFolder({
    'app/one.test.ts': "import { two } from './two.testing.ts';\n",
    'app/two.testing.ts': "import { three } from '../areas/three.testing.ts';\ntest('law 3a: two', () => {});\n",
    'areas/three.testing.ts': "test('law 3b: three', () => {});\n",
    'areas/nobodys.testing.ts': "test('law 4a: nobody runs it', () => {});\n",
  });
  assert.deepEqual([...claims(folder)].sort(), [
    ['3a', ['app/one.test.ts']],
    ['3b', ['app/one.test.ts']],
  ]);
});

test('what is tried out is a copy of the checkout without what is deleted in it', () => {
  const [from, copy] = [
    temporaryFolder({ 'kept.txt': 'a', 'gone.txt': 'b', 'scripts/generate.mjs': '' }),
    temporaryFolder({}),
  ];
  for (const folder of ['node_modules', 'engines']) mkdirSync(join(from, folder));
  const git = (...words: string[]) => execFileSync('git', words, { cwd: from });
  git('init', '-q');
  git('add', '.');
  rmSync(join(from, 'gone.txt'));
  mkdirSync(join(copy, 'engines'));
  copyTo(copy, from);
  assert.deepEqual([existsSync(join(copy, 'kept.txt')), existsSync(join(copy, 'gone.txt'))], [true, false]);
});

test('each row stands once, in its order', () => {
  const rows = OBLIGATIONS.map(({ row }) => row);
  assert.deepEqual(
    rows,
    [...new Set(rows)].sort((a, b) => a - b),
  );
});

const ROW: Obligation = { row: 3, area: 'cases', obligation: 'FL 11 §', demands: { a: 'a task', b: 'a letter' } };

test('a demand without a test, or without a result, counts as failed', () => {
  const shown = new Map([['3a', [{ name: 'a task tells', ended: 'passed' } as const]]]);
  const silent = table([ROW], shown, new Set(['3a']));
  assert.deepEqual([silent.passed, silent.failed], [1, 1]);
  assert.match(silent.text, /✔ a task tells\n {4}b {2}a letter\n {7}✖ NO TEST$/);
  const lost = table([ROW], shown, new Set(['3a', '3b']));
  assert.deepEqual([lost.passed, lost.failed], [1, 1]);
  assert.match(lost.text, /✖ the test of 3b gave no result$/);
});

test('a test that was skipped shows nothing', () => {
  const skipped = new Map([
    ['3a', [{ name: 'a task tells', ended: 'not run' } as const]],
    ['3b', [{ name: 'a letter says why', ended: 'failed', why: '1 is not 2' } as const]],
  ]);
  const told = table([ROW], skipped, new Set(['3a', '3b']));
  assert.deepEqual([told.passed, told.failed], [0, 2]);
  assert.match(told.text, /✖ a task tells – NOT RUN/);
  assert.match(told.text, /✖ a letter says why\n {11}1 is not 2$/);
});

test('a title is a claim only with its row, letter and name', () => {
  assert.deepEqual(claimOf('law 12b: got 2003-12-15'), { demand: '12b', name: 'got 2003-12-15' });
  assert.equal(claimOf('law 12: got'), undefined);
  assert.equal(claimOf('by law 12b: got'), undefined);
});

test('every demand has a break of its own, and each stands exactly once where it says', () => {
  const all = mutations();
  assert.deepEqual(new Set(all.keys()), demands);
  const lost = [...all].flatMap(([demand, breaks]) =>
    breaks
      .filter((one) => mutated(readFileSync(join(root, one.file), 'utf8'), one) === undefined)
      .map((one) => `${demand} ${one.breaks} (${one.file})`),
  );
  assert.deepEqual(lost, []);
});

/** What a migration makes there, as `function cases.enter`; the last before this place. */
const madeAt = (text: string, at: number) =>
  [...text.slice(0, at).matchAll(/create (?:or replace )?((?:function|view|trigger|table|index) [a-z_.]+)/g)].at(
    -1,
  )?.[1];

test('no break stands in what a later migration makes anew', () => {
  const lost = [...mutations()].flatMap(([demand, breaks]) =>
    breaks
      .filter(({ file, find }) => {
        if (!file.includes('/migrations/')) return false;
        const text = readFileSync(join(root, file), 'utf8');
        const made = madeAt(text, text.indexOf(find) + find.length);
        const later = globSync('*.sql', { cwd: join(root, dirname(file)) }).filter((name) => name > basename(file));
        const anew = new RegExp(`create or replace ${made}\\b`);
        return later.some((name) => anew.test(readFileSync(join(root, dirname(file), name), 'utf8')));
      })
      .map((one) => `${demand} ${one.breaks} (${one.file})`),
  );
  assert.deepEqual(lost, []);
});

test('a break is found once, and changes something', () => {
  assert.equal(mutated('a < b', { find: '<', put: '<=' }), 'a <= b');
  assert.equal(mutated('$1', { find: '1', put: '$&' }), '$$&');
  for (const text of ['a', 'a < b < c']) assert.equal(mutated(text, { find: '<', put: '>' }), undefined, text);
  assert.equal(mutated('a < b', { find: '<', put: '<' }), undefined);
});

test('only a test that failed for what it looked at has noticed a break', () => {
  const failed = (why: string) => ({ name: 'a task tells', ended: 'failed', why }) as const;
  const [wrong, slow] = [failed('1 is not 2\nat …'), failed('TimeoutError: 30 s')];
  assert.deepEqual(verdictOf([slow, wrong], true), { is: 'caught', by: 'a task tells: 1 is not 2' });
  assert.deepEqual(verdictOf([slow], false), { is: 'timed out', by: 'a task tells: TimeoutError: 30 s' });
  assert.deepEqual(verdictOf([], true), { is: 'timed out', by: 'its tests did not end' });
  for (const ended of ['passed', 'not run'] as const)
    assert.deepEqual(verdictOf([{ name: 'a task tells', ended }], false), { is: 'survived' });
  assert.deepEqual(verdictOf([], false), { is: 'survived' });
});

test('what is taken down takes what it has started with it, also what stands in a group of its own', async () => {
  const waits = 'setInterval(() => {}, 1000)';
  const starts = `const child = require('node:child_process')
    .spawn(process.execPath, ['-e', '${waits}'], { detached: true, stdio: 'ignore' });
    console.log(child.pid); ${waits}`;
  const parent = spawn(process.execPath, ['-e', starts], { stdio: ['ignore', 'pipe', 'ignore'] });
  const [told] = (await once(parent.stdout, 'data')) as [Buffer];
  const ended = once(parent, 'exit');
  killTree(parent.pid ?? assert.fail('it did not start'));
  assert.deepEqual(await ended, [null, 'SIGKILL']);
  // A busy machine lets it die a little later, and whoever adopts it may be slow to bury it.
  const state = () =>
    execFileSync('sh', ['-c', `ps -o stat= -p ${Number(told)} || true`])
      .toString()
      .trim();
  const lives = () => !/^(Z.*)?$/.test(state());
  for (const end = performance.now() + 20_000; lives() && performance.now() < end; ) await setTimeout(50);
  assert.equal(lives(), false);
});
