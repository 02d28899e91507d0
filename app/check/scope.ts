import { existsSync, readdirSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import type { Environment } from '#platform/environment.ts';
import { homeOf, townAround } from '../form/home.ts';
import { townFolder } from '../towns.ts';

/** What is checked: a town with all its services, or some services of it. Folders are absolute. */
export interface CheckScope {
  readonly town: string;
  readonly services: readonly ServicePlace[];
  /** The town's own files are part of the question. */
  readonly whole: boolean;
}

/** A service folder. One that stands outside a town may be called anything. */
export interface ServicePlace {
  readonly path: string;
  /** The id that the folder's name asks for. */
  readonly id?: string;
}

/** The folder of the command line as a scope: a town's, one of a service, or without any the installation's town. */
export async function scopeOf(folder: string | undefined, environment: () => Environment): Promise<CheckScope> {
  const asked = folder === undefined ? await townFolder(environment()) : resolve(folder);
  const isService = existsSync(join(asked, 'service.yaml')) && !existsSync(join(asked, 'town.yaml'));
  if (!isService) return { town: asked, services: placesIn(asked), whole: true };
  const town = townAround(asked);
  if (town !== undefined) return { town, services: [{ path: asked, id: basename(asked) }], whole: false };
  return { town: (await homeOf(asked)).folder, services: [{ path: asked }], whole: false };
}

/** The folders under `services/`, sorted by name. */
function placesIn(town: string): readonly ServicePlace[] {
  const services = join(town, 'services');
  if (!existsSync(services)) return [];
  return readdirSync(services, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .map((entry) => entry.name)
    .sort()
    .map((id) => ({ path: join(services, id), id }));
}
