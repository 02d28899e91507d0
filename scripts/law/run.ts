import { spawnSync } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { type EventData, run } from 'node:test';
import { fileURLToPath } from 'node:url';
import { inspect } from 'node:util';
import { chrome } from '../test/chrome.ts';
import { OBLIGATIONS } from './obligations.ts';
import { type Result, table } from './table.ts';
import { claimOf, claims, LAW_TESTS } from './titles.ts';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const LIMIT_MS = 300_000;
const MOST_LINES = 8;

const USAGE = `npm run law            every obligation
npm run law -- 12 15   the rows with these numbers`;

/** The rows that the command line names; every row when it names none. */
function chosen(args: readonly string[]) {
  const rows = args.length === 0 ? OBLIGATIONS : OBLIGATIONS.filter(({ row }) => args.includes(String(row)));
  const known = new Set(OBLIGATIONS.map(({ row }) => String(row)));
  const unknown = args.find((arg) => !known.has(arg));
  return unknown === undefined ? { rows } : { unknown };
}

function whyOf({ details }: EventData.TestFail): string {
  const why = inspect(details.error.cause ?? details.error, { depth: 2, breakLength: 110 }).split('\n');
  return why
    .slice(0, MOST_LINES)
    .map((line) => line.slice(0, 200))
    .join('\n');
}

/** Runs the tests that claim to show an obligation, in their files, and gathers how they ended by demand. */
async function results(files: readonly string[]): Promise<ReadonlyMap<string, readonly Result[]>> {
  const found = new Map<string, Result[]>();
  const keep = (title: string, result: Omit<Result, 'name'>) => {
    const claim = claimOf(title);
    if (claim === undefined) return;
    found.set(claim.demand, [...(found.get(claim.demand) ?? []), { name: claim.name, ...result }]);
  };
  const options = {
    cwd: root,
    files: files.map((file) => join(root, file)),
    concurrency: Math.max(1, availableParallelism()),
    timeout: LIMIT_MS,
    testNamePatterns: LAW_TESTS,
    globalSetupPath: join(root, 'platform/database/test-setup.ts'),
  };
  const stream = run(options);
  stream.on('test:pass', ({ name, skip, todo }) =>
    keep(name, skip === undefined && todo === undefined ? { ended: 'passed' } : { ended: 'not run' }),
  );
  stream.on('test:fail', (failed) => {
    keep(failed.name, { ended: 'failed', why: whyOf(failed) });
    // A file that cannot be read has no tests to tell of it.
    if (claimOf(failed.name) === undefined) console.error(`✖ ${failed.name}\n${whyOf(failed)}`);
  });
  for await (const _ of stream);
  return found;
}

async function main(args: readonly string[]): Promise<number> {
  const { rows, unknown } = chosen(args);
  if (rows === undefined) {
    console.error(`There is no row ${unknown} here.\n${USAGE}`);
    return 2;
  }
  const { status } = spawnSync(process.execPath, ['scripts/generate.mjs'], { cwd: root, stdio: 'inherit' });
  if (status !== 0) return 1;
  // A server that only happens to be in the environment may hold someone's data.
  delete process.env['DATABASE_URL'];
  const all = claims(root);
  const demands = rows.flatMap(({ row, demands }) => Object.keys(demands).map((letter) => `${row}${letter}`));
  const files = [...new Set(demands.flatMap((demand) => all.get(demand) ?? []))];
  if (files.some((file) => file.startsWith('e2e/'))) {
    const browser = chrome();
    if ('path' in browser) process.env['TORGET_CHROME'] = browser.path;
    else console.error(browser.missing);
  }
  const told = table(rows, files.length === 0 ? new Map() : await results(files), new Set(all.keys()));
  console.log(`\n${told.text}\n\n${told.passed} passed, ${told.failed} failed`);
  return told.failed > 0 || told.passed === 0 ? 1 : 0;
}

process.exit(await main(process.argv.slice(2)));
