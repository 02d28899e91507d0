import { sql } from 'kysely';
import type { Db } from '#platform/database/index.ts';
import { AT } from './world.ts';

const MILLION = 1_000_000;
const BATCH = 100_000;

/** An id as the house makes them, of some moment in the two years before now: those of new rows come after all of them. */
const OLD = sql.raw('uuidv7(make_interval(mins => -1 - (1000000 * random())::int))');

/** Instances that wait in a user task, as rows: nothing is run. Gives how many. */
export async function loadMillion(db: Db): Promise<number> {
  for (let from = 0; from < MILLION; from += BATCH) await batch(db, from);
  // Years have passed where so many wait: what a load leaves to clean up and to write out would be taken for their cost.
  const tables = sql.raw(
    ['instance', 'scope', 'token', 'task', 'variable', 'history'].map((t) => `runtime.${t}`).join(),
  );
  await sql`vacuum (freeze, analyze) ${tables}`.execute(db);
  await sql`checkpoint`.execute(db);
  return MILLION;
}

async function batch(db: Db, from: number): Promise<void> {
  await sql`with d as (select id from runtime.definition where process = 'task'),
    i as (insert into runtime.instance (id, definition_id, business_key, next, started_at)
      select ${OLD}, d.id, ${OLD}, 4, ${AT}::timestamptz from d, generate_series(1, ${BATCH})
      returning id, business_key),
    s as (insert into runtime.scope (instance_id, id, element) select id, 1, 'task' from i),
    t as (insert into runtime.token (instance_id, id, scope, element, state) select id, 2, 1, 'Decide', 'waiting' from i),
    v as (insert into runtime.variable (instance_id, scope, name, value) select id, 1, 'amount', '500' from i),
    k as (insert into runtime.task (id, instance_id, token, element, business_key, candidate_groups, candidate_users, priority, input, opened_at)
      select ${OLD}, id, 2, 'Decide', business_key, '{unit/officer}', '{}', 50, '{}', ${AT}::timestamptz from i)
    insert into runtime.history (id, instance_id, business_key, at, element, what, token)
      select ${OLD}, id, business_key, ${AT}::timestamptz, 'Decide', 'entered', 2 from i`.execute(db);
  console.log(`${from + BATCH} instances loaded`);
}
