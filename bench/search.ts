import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { parse } from 'yaml';
import { findEntries, indexEntries, publishAll } from '#areas/catalogue/testing.ts';
import {
  applyMigrations,
  collectMigrations,
  type Db,
  openDatabase,
  setMode,
  startEmbedded,
  transaction,
} from '#platform/database/index.ts';
import { loadTown } from '#platform/town/index.ts';
import { generated } from './search/services.ts';
import { bounded, type Figure, figure, quantile, report, round } from './table.ts';

const SERVICES = 1000;
const P95_MS = 20;
const RIGHT = 55;
/** Searches begin this often, whether or not earlier ones are done. */
const A_SECOND = 20;
const SECONDS = 15;

const root = join(import.meta.dirname, '..');
const TOWN = join(root, 'towns/ekhamn');

interface Phrase {
  readonly service: string;
  readonly phrase: string;
}

function phrases(): Phrase[] {
  const file = parse(readFileSync(join(TOWN, 'phrases.yaml'), 'utf8')) as { [service: string]: string[] };
  return Object.entries(file).flatMap(([service, list]) => list.map((phrase) => ({ service, phrase })));
}

/** How many of the phrases find the right service first; the others are printed. */
async function judge(db: Db, among: string): Promise<number> {
  let right = 0;
  for (const { service, phrase } of phrases()) {
    const [first] = await findEntries(db, phrase);
    if (first === service) right++;
    else console.log(`${among}: "${phrase}" finds ${first ?? 'nothing'}, not ${service}`);
  }
  return right;
}

/** Milliseconds of each call from when it should have begun. */
async function openLoop(call: (n: number) => Promise<unknown>): Promise<number[]> {
  const took: number[] = [];
  const started = performance.now() + 50;
  const one = async (n: number) => {
    const due = started + (n * 1000) / A_SECOND;
    await new Promise((resolve) => setTimeout(resolve, due - performance.now()));
    await call(n);
    took.push(performance.now() - due);
  };
  await Promise.all(Array.from({ length: A_SECOND * SECONDS }, (_, n) => one(n)));
  return took;
}

async function measure(db: Db): Promise<Figure[]> {
  const town = (await loadTown(TOWN)).town;
  if (town === undefined) throw new Error('the town does not load: torget check towns/ekhamn');
  await publishAll(db, town);
  const alone = await judge(db, 'in the town');
  const have = await sql<{ n: number }>`select count(*)::int as n from catalogue.search_entry`.execute(db);
  const more = SERVICES - (have.rows[0]?.n ?? 0);
  const began = performance.now();
  await transaction(db, (tx) =>
    indexEntries(
      tx,
      Array.from({ length: more }, (_, n) => generated(n)),
    ),
  );
  const indexed = performance.now() - began;
  await sql`analyze`.execute(db);
  const among = await judge(db, `among ${SERVICES}`);
  const { rows } = await sql<{ terms: number; words: number }>`select
    (select count(*)::int from catalogue.search_term) as terms,
    (select count(*)::int from catalogue.search_word) as words`.execute(db);
  const all = phrases();
  const search = (n: number) => findEntries(db, all[n % all.length]?.phrase ?? '');
  for (const n of all.keys()) await search(n); // Plans, caches and the compiler are warm as after a minute's use.
  const floor = await openLoop(() => sql`select 1`.execute(db));
  const took = await openLoop(search);
  return [
    bounded('Phrases whose service comes first, in the town', alone, `of ${all.length}`, RIGHT, 'least'),
    bounded(`Phrases whose service comes first, among ${SERVICES}`, among, `of ${all.length}`, RIGHT, 'least'),
    figure('Services in the index', SERVICES),
    figure('Terms and words in the index', `${rows[0]?.terms} and ${rows[0]?.words}`),
    figure('Making the index of one service', round(indexed / more), 'ms'),
    figure('Search, median', round(quantile(took, 0.5)), 'ms'),
    bounded('Search, p95', quantile(took, 0.95), 'ms', P95_MS),
    figure('Search, slowest', round(Math.max(...took)), 'ms'),
    figure('A statement that does nothing, p95', round(quantile(floor, 0.95)), 'ms'),
    figure('Search beside it, p95', `${round(quantile(took, 0.95) / quantile(floor, 0.95))} ×`),
  ];
}

const folder = mkdtempSync(join(tmpdir(), 'torget-search-'));
// As root the database runs as another user, who must be able to enter.
chmodSync(folder, 0o755);
const server = await startEmbedded({ data: join(folder, 'data') });
try {
  await applyMigrations(server.target, await collectMigrations(root));
  const { db, close } = openDatabase(server.target);
  try {
    await setMode(db, 'example', 'ekhamn');
    const about =
      `The phrases of towns/ekhamn/phrases.yaml against the example town, and against it with generated services up to ` +
      `${SERVICES}. Open loop, ${A_SECOND} searches a second for ${SECONDS} s, the phrases in turn; the time counts from when a ` +
      'search should have begun.';
    process.exitCode = report('search', 'npm run bench -- search', about, await measure(db)) ? 0 : 1;
  } finally {
    await close();
  }
} finally {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}
