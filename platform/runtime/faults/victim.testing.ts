import { sql } from 'kysely';
import { type ConnectionTarget, type Db, openDatabase, transaction, uuidv7 } from '#platform/database/index.ts';
import { TESTER, type TestWorld, testWorld } from '../testing.ts';
import { FLOWS, type Flow } from './flows.testing.ts';
import { flowBlocks, sendTo } from './play.testing.ts';

/**
 * A server process that is killed: it starts cases, completes tasks and runs jobs, several at a time, until it is told to
 * stop. What it starts stands in `public.begun` by the same commit; what the outside world was asked in `public.paid`.
 */
async function main(target: ConnectionTarget): Promise<void> {
  const { db, close } = openDatabase(target, { size: 6 });
  const world = await testWorld(flowBlocks(paying(db)), {}, db);
  await world.deploy(...FLOWS.flatMap(({ processes }) => processes));
  const worker = world.worker();
  worker.start();
  let stopped = false;
  process.on('message', () => {
    stopped = true;
  });
  const person = async () => {
    while (!stopped) {
      await begin(world);
      await completeSome(world);
    }
  };
  process.send?.('ready');
  await Promise.all([person(), person(), person()]);
  await world.close();
  await close();
  process.disconnect?.();
}

/** The outside world: it commits for itself, and takes the same key as the same thing. */
function paying(db: Db): { set(key: string, what: string): Promise<unknown> } {
  return {
    set: (key, what) =>
      sql`insert into public.paid (key, what) values (${key}, ${what}) on conflict do nothing`.execute(db),
  };
}

async function begin(world: TestWorld): Promise<void> {
  const at = Math.floor(Math.random() * FLOWS.length);
  const flow = FLOWS[at] as Flow;
  const key = uuidv7();
  await transaction(world.db, async (tx) => {
    await sql`insert into public.begun (key, flow) values (${key}, ${at})`.execute(tx);
    if (flow.message !== undefined) await sendTo(world, tx, key, flow.message);
    for (const process of flow.start) await world.startIn(tx, process, { who: key }, key);
  });
}

async function completeSome({ db, runtime }: TestWorld): Promise<void> {
  const { rows } = await sql<{ id: string }>`select t.id from runtime.task t
    where not exists (select from runtime.timer r where r.instance_id = t.instance_id) order by random() limit 3`.execute(
    db,
  );
  for (const { id } of rows) {
    const answers = { feel: {}, json: {} };
    // Another person may have been first.
    await transaction(db, (tx) => runtime.completeTask(tx, id, answers, TESTER)).catch(() => {});
  }
}

await main(JSON.parse(process.argv[2] ?? '{}') as ConnectionTarget);
