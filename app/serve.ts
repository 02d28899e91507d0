import { existsSync } from 'node:fs';
import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Fault } from '@torget/feel';
import { publish } from '#areas/catalogue/index.ts';
import {
  applyMigrations,
  type ConnectionTarget,
  collectMigrations,
  type EmbeddedServer,
  openDatabase,
  setMode,
  single,
  startEmbedded,
} from '#platform/database/index.ts';
import { loadAssets } from '#platform/design/index.ts';
import { type Environment, readEnvironment } from '#platform/environment.ts';
import { TorgetError } from '#platform/errors.ts';
import { checkProviders, createIdentity } from '#platform/identity/index.ts';
import { closeLetters } from '#platform/letters/index.ts';
import { openLog } from '#platform/log.ts';
import { openTransport } from '#platform/messages/index.ts';
import { DatabaseClock } from '#platform/runtime/index.ts';
import { loadTexts } from '#platform/text/index.ts';
import { loadTown, readFolder, type Town } from '#platform/town/index.ts';
import { createServer } from '#platform/web/index.ts';
import type { Greeting } from './greeting.ts';
import { type House, houseAddresses, openHouse } from './house.ts';
import { createRenderer } from './renderer.ts';
import { startUpkeep } from './upkeep.ts';

export const ROOT = fileURLToPath(new URL('..', import.meta.url));

export interface Served {
  readonly house: House;
  readonly address: string;
  /** What the person at the terminal is told. */
  readonly greeting: Greeting;
  close(): Promise<void>;
}

export interface ServeOptions {
  readonly environment?: Environment;
  /** Allows a benchmark to come from one address with many requests. */
  readonly limitScale?: number;
}

function startError(detail: string, sv: string, en: string): TorgetError {
  return new TorgetError('start', 500, { sv, en }, detail);
}

/** The town that this installation serves: TORGET_TOWN, or the only folder in TORGET_TOWNS. */
export async function townFolder(environment: Environment): Promise<string> {
  const names = environment.town
    ? [environment.town]
    : (await readdir(environment.towns)).filter((name) => existsSync(join(environment.towns, name, 'town.yaml')));
  const [name] = names;
  if (name !== undefined && names.length === 1) return join(environment.towns, name);
  throw startError(
    `${names.length} towns in ${environment.towns}`,
    'Ange med TORGET_TOWN vilken kommun som ska köras.',
    'Say with TORGET_TOWN which municipality to run.',
  );
}

export async function readTown(folder: string): Promise<Town> {
  const { town, faults } = await loadTown(folder);
  if (town !== undefined) return town;
  const first = faults[0];
  throw startError(
    `${first?.file}:${first?.line} ${first?.message.en}`,
    `Kommunens mapp har fel: ${first?.file}, rad ${first?.line}: ${first?.message.sv}`,
    `The municipality's folder has faults: ${first?.file}, line ${first?.line}: ${first?.message.en}`,
  );
}

/** The town's database: DATABASE_URL, or a database of the embedded server, made when it is not there. */
async function databaseOf(
  environment: Environment,
  town: Town,
): Promise<{ target: ConnectionTarget; server: EmbeddedServer | undefined }> {
  if (environment.databaseUrl !== undefined) return { target: { url: environment.databaseUrl }, server: undefined };
  await mkdir(environment.data, { recursive: true });
  const server = await startEmbedded({ data: environment.data });
  const name = `torget_${town.id.replaceAll('-', '_')}`;
  const { rowCount } = await single(server.target, 'select 1 from pg_database where datname = $1', [name]);
  if (rowCount === 0) await single(server.target, `create database ${name}`);
  return { target: { ...server.target, database: name }, server };
}

/** Publishes what has changed in an example town's folders; a broken one is stopped and reported, the others go on. */
async function publishExample(house: House, town: Town, report: (line: string) => void): Promise<void> {
  const folder = join(town.folder, 'services');
  const names = (await readdir(folder, { withFileTypes: true }))
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name);
  for (const name of names.sort()) {
    const done = await publish(house.site.db, town, name, await readFolder(join(folder, name)), house.site.now());
    if (done.how === 'stopped') {
      for (const fault of done.faults) report(faultLine(name, fault));
      report(`Tjänsten ${name} är stängd tills mappen är rättad.`);
    }
  }
  await house.catalogue.refresh(house.site.db);
}

/** Starts a town: database, migrations, services, worker, web. Resolves when the first page can be asked for. */
export async function serve(options: ServeOptions = {}): Promise<Served> {
  const environment = options.environment ?? readEnvironment();
  const log = openLog(environment.log);
  const town = await readTown(await townFolder(environment));
  const { target, server } = await databaseOf(environment, town);
  const closers: (() => Promise<void>)[] = [async () => server?.stop()];
  try {
    await applyMigrations(target, await collectMigrations(ROOT));
    const opened = openDatabase(target, { onError: (error) => log.error({ err: error }, 'database connection lost') });
    closers.unshift(() => opened.close());
    const { db } = opened;
    const { mode } = await setMode(db, town.registers === undefined ? 'real' : 'example', town.id);
    checkProviders(town, mode);
    const clock = new DatabaseClock(db);
    if (mode === 'example' && town.exampleClock !== undefined)
      await clock.startAt(Temporal.ZonedDateTime.from(withZone(town.exampleClock)).toInstant().toString());
    else await clock.refresh();
    const texts = loadTexts(ROOT);
    const assets = loadAssets(ROOT);
    const origin = environment.origin ?? `http://localhost:${environment.port}`;
    const transport = openTransport({
      mode,
      smtpUrl: environment.smtpUrl,
      from: { name: town.title.sv, address: town.contact.email },
    });
    const house = await openHouse({ town, db, mode, clock, origin, data: environment.data, texts, log, transport });
    if (mode === 'example') await publishExample(house, town, (line) => console.error(line));
    const renderer = createRenderer({ texts, assets, addresses: houseAddresses, exposed: environment.hostIsSet });
    const identity = createIdentity({
      siteOf: () => house.site,
      siteAt: () => house.site,
      addresses: houseAddresses,
      home: { citizen: 'my-pages', staff: 'desk', start: 'start' },
      errorPage: (site, language, error) => renderer.error(site, language, error, ''),
      log,
    });
    const app = await createServer({
      routes: [...house.routes, ...identity.routes],
      addresses: houseAddresses,
      site: () => house.site,
      renderer,
      assets: assets.folder,
      log,
      trustProxy: environment.trustProxy,
      https: origin.startsWith('https:'),
      ...(options.limitScale === undefined ? {} : { limitScale: options.limitScale }),
      plugins: mode === 'example' ? [(instance) => identity.plugin(instance)] : [],
    });
    await app.listen({ port: environment.port, host: environment.host });
    house.worker.start();
    const upkeep = startUpkeep(house, transport, log);
    closers.unshift(
      () => app.close(),
      async () => upkeep.stop(),
      () => house.worker.stop(),
      () => closeLetters(),
    );
    const greeting = {
      town,
      mode,
      address: origin,
      folder: server?.folder,
      how: server?.how,
      exposed: environment.hostIsSet,
    };
    return { house, address: origin, greeting, close: () => closeAll(closers) };
  } catch (error) {
    await closeAll(closers);
    throw error;
  }
}

function faultLine(service: string, { file, line, message, advice }: Fault): string {
  const sentence = (text: string) => (/[.!?]$/.test(text) ? text : `${text}.`);
  return `${service}/${file}:${line}: ${sentence(message.sv)} ${sentence(advice.sv)}`;
}

function withZone(text: string): string {
  return text.includes('[') ? text : `${text}[Europe/Stockholm]`;
}

/** In order: no new requests, no new work, then the pool, and the database last. */
async function closeAll(closers: readonly (() => Promise<void>)[]): Promise<void> {
  for (const close of closers) await close();
}
