// For tests and benchmarks: the example town's services published in a database of their own.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Db } from '#platform/database/index.ts';
import { readFolder, type Town } from '#platform/town/index.ts';
import { publish } from './publish.ts';

export { findEntries } from './search/find.ts';
export { indexEntries } from './search/store.ts';
export type { Findable } from './search/terms.ts';

export async function publishAll(db: Db, town: Town): Promise<void> {
  const services = join(town.folder, 'services');
  for (const id of readdirSync(services).sort()) {
    await publish(db, town, id, readFolder(join(services, id)), '2026-02-03T07:00:00Z');
  }
}
