import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { play } from '#app/check/example.ts';
import { checkFolder } from '#app/check/folder.ts';
import { type Props, Stage } from '#app/check/stage.ts';
import type { OpenDatabase } from '#platform/database/index.ts';
import type { Example } from '#platform/town/index.ts';

/** A case that the house itself has made, of which copies are made. */
export interface Template {
  readonly id: string;
  readonly service: string;
  /** An officer has something to do in it; otherwise it is closed. */
  readonly open: boolean;
}

/**
 * Plays the examples of the town's services in the database, each to its end and each to its first task, and gives the
 * cases that came to wait for an officer or that were closed.
 */
export async function makeTemplates(database: OpenDatabase, props: Props): Promise<Template[]> {
  const services = join(props.town.folder, 'services');
  for (const id of readdirSync(services).sort()) {
    const folder = await checkFolder(props.town, { path: join(services, id), id });
    const { service } = folder;
    if (service === undefined) continue;
    for (const example of folder.examples.flatMap(versions))
      await play(await Stage.open(database, props, { folder, service, example }));
  }
  const { rows } = await sql<Template>`select c.id, c.service,
      exists (select from cases.work w where w.case_id = c.id) as open
    from cases.case c where exists (select from cases.work w where w.case_id = c.id)
      or (exists (select from cases.closure x where x.case_id = c.id)
        and not exists (select from runtime.task t where t.business_key = c.id))
    order by c.service, c.id`.execute(database.db);
  return rows;
}

function versions(example: Example): Example[] {
  const first = example.steps.findIndex((step) => step.kind === 'task');
  return first < 0 ? [example] : [{ ...example, steps: example.steps.slice(0, first) }, example];
}
