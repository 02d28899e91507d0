import { existsSync, readdirSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import type { Environment } from '#platform/environment.ts';
import { townFolder } from '../towns.ts';

/** What is checked: a town with all its services, or some services of it. Folders are absolute. */
export interface CheckScope {
  readonly town: string;
  /** Names of folders under `services/`, sorted. */
  readonly services: readonly string[];
  /** The town's own files are part of the question. */
  readonly whole: boolean;
}

/** The folder of the command line as a scope: a town's, one of a service, or without any the installation's town. */
export async function scopeOf(folder: string | undefined, environment: () => Environment): Promise<CheckScope> {
  const asked = folder === undefined ? await townFolder(environment()) : resolve(folder);
  const isService = existsSync(join(asked, 'service.yaml')) && !existsSync(join(asked, 'town.yaml'));
  if (isService) return { town: dirname(dirname(asked)), services: [basename(asked)], whole: false };
  return { town: asked, services: serviceNames(asked), whole: true };
}

function serviceNames(town: string): readonly string[] {
  const services = join(town, 'services');
  if (!existsSync(services)) return [];
  return readdirSync(services, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .map((entry) => entry.name)
    .sort();
}
