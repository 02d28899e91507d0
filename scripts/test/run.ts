import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { again } from './again.ts';
import { checks } from './checks.ts';
import { choose, type Options, readOptions, USAGE } from './choose.ts';
import { chrome } from './chrome.ts';
import { scratch } from './scratch.ts';
import { none, plus, type Totals, testRun } from './test-run.ts';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const BROWSER_TESTS_LIMIT_MS = 300_000;
const TESTS_LIMIT_MS = 300_000;

/**
 * Everything that must hold before a change lands, in the order in which it is cheapest to hear of: generated files,
 * types and lint, tests, tests in a browser, what failed once more alone. The last line is `N passed, N failed, N skipped`.
 */
async function main(options: Options): Promise<Totals> {
  const started = performance.now();
  const files = choose(root, options);
  generate();
  // A server that only happens to be in the environment may hold someone's data: it is used when asked for by name.
  if (!options.database) delete process.env['DATABASE_URL'];
  const found = files.browser.length > 0 ? chrome() : undefined;
  // Some of the tests beside the code look with it too.
  if (found !== undefined && 'path' in found) process.env['TORGET_CHROME'] = found.path;
  let totals = options.everything ? await checks(root) : none;
  totals = plus(totals, await testRun(root, files.plain, TESTS_LIMIT_MS));
  totals = plus(totals, found === undefined ? none : await browserTests(files.browser, found));
  totals = await again(totals, (file) => testRun(root, [file], TESTS_LIMIT_MS));
  const seconds = Math.round((performance.now() - started) / 1000);
  console.log(`\nThe whole run took ${Math.floor(seconds / 60)} min ${seconds % 60} s.`);
  return totals;
}

function generate(): void {
  const { status } = spawnSync(process.execPath, ['scripts/generate.mjs'], { cwd: root, stdio: 'inherit' });
  if (status !== 0) throw new Error('scripts/generate.mjs failed');
}

async function browserTests(files: readonly string[], found: ReturnType<typeof chrome>): Promise<Totals> {
  if ('missing' in found) {
    const line = '!'.repeat(100);
    console.error(`\n${line}\nBROWSER TESTS NOT RUN: ${files.length} files. ${found.missing}\n${line}\n`);
    return { ...none, skipped: files.length };
  }
  console.log(`\nBrowser tests with ${found.path}`);
  return testRun(root, files, BROWSER_TESTS_LIMIT_MS);
}

const options = readOptions(process.argv.slice(2));
if ('fault' in options) {
  console.error(`${options.fault}\n${USAGE}`);
  process.exit(2);
}
const folder = scratch();
if (folder !== undefined) {
  process.env['TMPDIR'] = folder;
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
}
const { passed, failed, skipped, faults } = await main(options);
if (faults.length > 0) console.log(`\nFailed tests:\n${faults.map(({ text }) => text).join('\n')}`);
if (passed + failed === 0) console.error('No test ran.');
console.log(`\n${passed} passed, ${failed} failed, ${skipped} skipped`);
process.exit(failed > 0 || passed === 0 ? 1 : 0);
