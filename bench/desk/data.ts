import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { ROOT } from '#app/serve.ts';
import { openPlaces } from '#app/towns.ts';
import { Catalogue } from '#areas/catalogue/index.ts';
import { publishAll } from '#areas/catalogue/testing.ts';
import {
  applyMigrations,
  type ConnectionTarget,
  collectMigrations,
  openDatabase,
  setMode,
  single,
} from '#platform/database/index.ts';
import { type Environment, readEnvironment } from '#platform/environment.ts';
import { closeLetters } from '#platform/letters/index.ts';
import { loadTexts } from '#platform/text/index.ts';
import { generate, type Size } from './generate.ts';
import { makeTemplates } from './templates.ts';

/** Raised when what the generator makes has changed, so that what was kept is made anew. */
const GENERATION = 3;

export interface Generated {
  /** For a server of the same data. */
  readonly environment: Environment;
  readonly folder: string;
  /** Seconds that the generator took when it made the data. */
  readonly seconds: number;
  readonly bytes: number;
}

/** The town with so many cases, made once and kept in the data folder, under `bench-desk`. */
export async function generated(size: Size): Promise<Generated> {
  const own = readEnvironment();
  const folder = join(own.data, `bench-desk-${size.cases}`);
  mkdirSync(folder, { recursive: true });
  const environment: Environment = { ...own, data: folder };
  const { places, server } = await openPlaces(environment);
  const [place] = places;
  if (place === undefined || server === undefined)
    throw new Error('the desk is measured in a database of its own: unset DATABASE_URL');
  try {
    if ((await made(place.target, size)) === undefined) await make(server.target, place, size, folder);
    else await migrate(place.target);
    const seconds = (await made(place.target, size)) ?? 0;
    const { rows } = await single(place.target, 'select pg_database_size(current_database())::float8 as bytes');
    return { environment, folder, seconds, bytes: (rows as { bytes: number }[])[0]?.bytes ?? 0 };
  } finally {
    await server.stop();
  }
}

/** How long it took to make what is there; undefined when it is not there, or is something else. */
async function made(target: ConnectionTarget, size: Size): Promise<number | undefined> {
  const there = await single(target, "select to_regclass('bench.done') is not null as there");
  if (!(there.rows as { there: boolean }[])[0]?.there) return undefined;
  const { rows } = await single(
    target,
    'select seconds from bench.done where generation = $1 and cases = $2 and looks = $3',
    [GENERATION, size.cases, size.looks],
  );
  return (rows as { seconds: number }[])[0]?.seconds;
}

async function migrate(target: ConnectionTarget): Promise<void> {
  await applyMigrations(target, await collectMigrations(ROOT));
}

type Place = Awaited<ReturnType<typeof openPlaces>>['places'][number];

async function make(server: ConnectionTarget, { town, target }: Place, size: Size, folder: string): Promise<void> {
  const began = performance.now();
  await single(server, `drop database if exists ${target.database} with (force)`);
  await single(server, `create database ${target.database}`);
  await migrate(target);
  const database = openDatabase(target);
  try {
    await setMode(database.db, 'example', town.id);
    await publishAll(database.db, town);
    const catalogue = new Catalogue(town);
    await catalogue.refresh(database.db);
    const templates = await makeTemplates(database, { town, texts: loadTexts(ROOT), catalogue, data: folder });
    console.log(
      `${templates.length} cases made by the house, ${templates.filter(({ open }) => open).length} of them open`,
    );
    await generate(target, size, templates);
    const seconds = (performance.now() - began) / 1000;
    await sql`create table bench.done as select ${GENERATION}::int as generation, ${size.cases}::int as cases,
      ${size.looks}::int as looks, ${seconds}::float8 as seconds`.execute(database.db);
  } finally {
    await closeLetters();
    await database.close();
  }
}
