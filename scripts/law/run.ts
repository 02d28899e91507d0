import { spawnSync } from 'node:child_process';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chrome } from '../test/chrome.ts';
import { OBLIGATIONS, type Obligation } from './obligations.ts';
import { table } from './table.ts';
import { results } from './tests.ts';
import { claims } from './titles.ts';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

const USAGE = `npm run law                     every obligation
npm run law -- 12 15b           the rows with these numbers, or one demand of a row
npm run law -- --mutate [12]    breaks what carries each demand, in a copy of the checkout, and sees whether its tests fail
npm run law -- --mutate --left  … without the breaks that were seen caught and are as they were then, and so are the tests`;

/** The rows, or demands of a row, that the command line names; every row when it names none. */
function chosen(args: readonly string[]): { readonly rows: readonly Obligation[] } | { readonly unknown: string } {
  const known = new Set(
    OBLIGATIONS.flatMap(({ row, demands }) => [String(row), ...Object.keys(demands).map(named(row))]),
  );
  const unknown = args.find((arg) => !known.has(arg));
  if (unknown !== undefined) return { unknown };
  if (args.length === 0) return { rows: OBLIGATIONS };
  const rows = OBLIGATIONS.map((obligation) => {
    const { row, demands } = obligation;
    const asked = Object.entries(demands).filter(([letter]) =>
      [String(row), named(row)(letter)].some((each) => args.includes(each)),
    );
    return { ...obligation, demands: Object.fromEntries(asked) };
  });
  return { rows: rows.filter(({ demands }) => Object.keys(demands).length > 0) };
}

const named = (row: number) => (letter: string) => `${row}${letter}`;

async function main(args: readonly string[]): Promise<number> {
  const mutating = args[0] === '--mutate';
  const left = mutating && args[1] === '--left';
  const found = chosen(args.slice(Number(mutating) + Number(left)));
  if ('unknown' in found) {
    console.error(`There is no row ${found.unknown} here.\n${USAGE}`);
    return 2;
  }
  const { rows } = found;
  const demands = rows.flatMap(({ row, demands }) => Object.keys(demands).map(named(row)));
  if (mutating) return (await import('./mutate.ts')).mutate(root, demands, left);
  if (spawnSync(process.execPath, ['scripts/generate.mjs'], { cwd: root, stdio: 'inherit' }).status !== 0) return 1;
  // A server that only happens to be in the environment may hold someone's data.
  delete process.env['DATABASE_URL'];
  const all = claims(root);
  const files = [...new Set(demands.flatMap((demand) => all.get(demand) ?? []))];
  if (files.some((file) => file.startsWith('e2e/'))) {
    const browser = chrome();
    if ('path' in browser) process.env['TORGET_CHROME'] = browser.path;
    else console.error(browser.missing);
  }
  const ended = await results(root, files, demands);
  const told = table(rows, ended, new Set(all.keys()));
  console.log(`\n${told.text}\n\n${told.passed} passed, ${told.failed} failed`);
  return told.failed > 0 || told.passed === 0 ? 1 : 0;
}

process.exit(await main(process.argv.slice(2)));
