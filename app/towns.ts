import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { type ConnectionTarget, type EmbeddedServer, single, startEmbedded } from '#platform/database/index.ts';
import type { Environment } from '#platform/environment.ts';
import { TorgetError } from '#platform/errors.ts';
import { loadTown, type Town } from '#platform/town/index.ts';

function startError(detail: string, sv: string, en: string): TorgetError {
  return new TorgetError('start', 500, { sv, en }, detail);
}

/** The town that this installation serves: TORGET_TOWN, or the only folder in TORGET_TOWNS. */
export async function townFolder(environment: Environment): Promise<string> {
  const names = environment.town ? [environment.town] : await townNames(environment);
  const [name] = names;
  if (name !== undefined && names.length === 1) return join(environment.towns, name);
  throw startError(
    `${names.length} towns in ${environment.towns}`,
    'Ange med TORGET_TOWN vilken kommun som ska köras.',
    'Say with TORGET_TOWN which municipality to run.',
  );
}

async function townNames(environment: Environment): Promise<string[]> {
  const names = await readdir(environment.towns);
  return names.filter((name) => existsSync(join(environment.towns, name, 'town.yaml')));
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

/** A town with its database, and the host names that lead to it; without any, every host does. */
export interface TownPlace {
  readonly town: Town;
  readonly host: string | undefined;
  readonly target: ConnectionTarget;
}

export interface Places {
  readonly places: readonly TownPlace[];
  /** The server that Torget runs itself; undefined when the towns have servers of their own. */
  readonly server: EmbeddedServer | undefined;
}

/**
 * Where the towns of this process are: one by DATABASE_URL or in the embedded server, or several by TORGET_DATABASES, a
 * YAML file of host name → URL of a database, or → `{ url, town }` when the town's folder is not the host's first label.
 */
export async function openPlaces(environment: Environment): Promise<Places> {
  if (environment.databases !== undefined)
    return { places: await severalTowns(environment, environment.databases), server: undefined };
  const town = await readTown(await townFolder(environment));
  if (environment.databaseUrl !== undefined)
    return { places: [{ town, host: undefined, target: { url: environment.databaseUrl } }], server: undefined };
  await mkdir(environment.data, { recursive: true });
  const server = await startEmbedded({ data: environment.data });
  const name = `torget_${town.id.replaceAll('-', '_')}`;
  const { rowCount } = await single(server.target, 'select 1 from pg_database where datname = $1', [name]);
  if (rowCount === 0) await single(server.target, `create database ${name}`);
  return { places: [{ town, host: undefined, target: { ...server.target, database: name } }], server };
}

async function severalTowns(environment: Environment, file: string): Promise<TownPlace[]> {
  const entries: unknown = parse(await readFile(file, 'utf8'));
  if (typeof entries !== 'object' || entries === null) throw badFile(file);
  return Promise.all(
    Object.entries(entries).map(async ([host, entry]: [string, unknown]) => {
      const { url, town } = typeof entry === 'string' ? { url: entry, town: undefined } : readEntry(entry, file);
      const name = town ?? host.split('.')[0] ?? host;
      return { town: await readTown(join(environment.towns, name)), host: host.toLowerCase(), target: { url } };
    }),
  );
}

function readEntry(entry: unknown, file: string): { url: string; town: string | undefined } {
  if (typeof entry !== 'object' || entry === null || !('url' in entry) || typeof entry.url !== 'string')
    throw badFile(file);
  return { url: entry.url, town: 'town' in entry ? String(entry.town) : undefined };
}

function badFile(file: string): TorgetError {
  return startError(
    `${file} is not host: url`,
    `TORGET_DATABASES: ${file} ska ha en rad för varje värdnamn, med databasens adress.`,
    `TORGET_DATABASES: ${file} must have a line for each host name, with the address of its database.`,
  );
}
