import type { Fault } from '@torget/feel';
import { sql } from 'kysely';
import { type Db, transaction, uuidv7 } from '#platform/database/index.ts';
import { compileService, type Folder, hashFolder, type Town } from '#platform/town/index.ts';
import { indexEntries, indexListings, removeEntries } from './search/store.ts';

export interface Publication {
  readonly service: string;
  /** `same`: what is offered already; `published`: a new version; `stopped`: the folder has errors. */
  readonly how: 'same' | 'published' | 'stopped';
  readonly faults: readonly Fault[];
}

function asJson(folder: Folder): string {
  const files = [...folder].filter(([path]) => !path.startsWith('examples/'));
  return JSON.stringify(
    Object.fromEntries(files.map(([path, bytes]) => [path, Buffer.from(bytes).toString('base64')])),
  );
}

const isError = (fault: Fault): boolean => fault.severity !== 'warning';

/**
 * Publishes a folder when it checks clean. A folder with errors stops that service, with the report kept for the staff;
 * the town and the cases that run on earlier versions go on. What is found changes in the same transaction.
 */
export async function publish(db: Db, town: Town, id: string, folder: Folder, at: string): Promise<Publication> {
  const { service, faults } = await compileService(folder, town, { id });
  const errors = faults.filter(isError);
  const hash = hashFolder(folder);
  return transaction(db, async (tx) => {
    await sql`insert into catalogue.service (id) values (${id}) on conflict do nothing`.execute(tx);
    const { rows } = await sql<{ version: string | null }>`
      select version from catalogue.publication where service = ${id} order by id desc limit 1`.execute(tx);
    if (service === undefined || errors.length > 0) {
      await sql`insert into catalogue.publication (id, service, stopped, at) values (${uuidv7()}, ${id}, ${JSON.stringify(errors)}::jsonb, ${at}::timestamptz)`.execute(
        tx,
      );
      await removeEntries(tx, [id]);
      await indexListings(tx, town);
      return { service: id, how: 'stopped', faults };
    }
    await indexEntries(tx, [service.definition]);
    await indexListings(tx, town);
    if (rows[0]?.version === hash) return { service: id, how: 'same', faults };
    await sql`insert into catalogue.service_version (hash, service, folder, made_at)
      values (${hash}, ${id}, ${asJson(folder)}::jsonb, ${at}::timestamptz) on conflict do nothing`.execute(tx);
    await sql`insert into catalogue.publication (id, service, version, at) values (${uuidv7()}, ${id}, ${hash}, ${at}::timestamptz)`.execute(
      tx,
    );
    return { service: id, how: 'published', faults };
  });
}
