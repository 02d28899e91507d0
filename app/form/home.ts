import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { readEnvironment } from '#platform/environment.ts';
import type { Town } from '#platform/town/index.ts';
import { ROOT } from '../serve.ts';
import { readTown, townFolder } from '../towns.ts';

/** The town folder that a service folder stands in; undefined for one that stands alone. */
export function townAround(folder: string): string | undefined {
  const town = dirname(dirname(resolve(folder)));
  return existsSync(join(town, 'town.yaml')) ? town : undefined;
}

/** The town that a folder belongs to: its own, else the installation's, else the example of this repository. */
export async function homeOf(folder: string): Promise<Town> {
  const own = townAround(folder);
  if (own !== undefined) return readTown(own);
  const environment = readEnvironment();
  return readTown(existsSync(environment.towns) ? await townFolder(environment) : join(ROOT, 'towns/ekhamn'));
}
