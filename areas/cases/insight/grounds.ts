import { sql } from 'kysely';
import type { Catalogue } from '#areas/catalogue/index.ts';
import type { Db } from '#platform/database/index.ts';
import type { Regime, Service } from '#platform/town/index.ts';

/** Cases in one statement: each locks its rows for as long as it takes. */
const AT_ONCE = 500;

/** The regime of each ground that a decision may cite: by them, who sees what (FL 2, 10 §§). */
export function regimesOf({ definition }: Service): { readonly [ground: string]: Regime } {
  return Object.fromEntries(definition.grounds.map(({ id, regime }) => [id, regime]));
}

/**
 * Gives each case that was opened without them the regimes of its grounds, from the version of its service: what an older
 * process opens beside this one does not have them, and is then read as if every party had insight in all of it (FL 10 §).
 * Of a version that cannot be read nothing is known here. Costs one look along an index where nothing is missing.
 */
export async function fillGrounds(db: Db, catalogue: Pick<Catalogue, 'readable'>): Promise<void> {
  for (const version of await withoutGrounds(db)) {
    const service = await catalogue.readable(db, version);
    const grounds = service === undefined ? {} : regimesOf(service);
    if (Object.keys(grounds).length > 0) while ((await fill(db, version, grounds)) === AT_ONCE);
  }
}

/** The versions of such cases, each found from the one before: not by reading all cases of them. */
async function withoutGrounds(db: Db): Promise<readonly string[]> {
  const { rows } = await sql<{ version: string }>`with recursive found as (
      (select service_version as version from cases.case where grounds = '{}' order by service_version limit 1)
      union all
      select (select c.service_version from cases.case c where c.grounds = '{}' and c.service_version > f.version
        order by c.service_version limit 1)
      from found f where f.version is not null)
    select version from found where version is not null`.execute(db);
  return rows.map(({ version }) => version);
}

async function fill(db: Db, version: string, grounds: { readonly [ground: string]: Regime }): Promise<number> {
  const { numAffectedRows } = await sql`update cases.case set grounds = ${JSON.stringify(grounds)}::jsonb
    where id = any(array(select id from cases.case where grounds = '{}' and service_version = ${version}
      limit ${AT_ONCE} for update skip locked))`.execute(db);
  return Number(numAffectedRows ?? 0);
}
