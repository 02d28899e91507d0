import { strict as assert } from 'node:assert';
import { sql } from 'kysely';
import { type Db, transaction, uuidv7 } from '#platform/database/index.ts';
import { TorgetError } from '#platform/errors.ts';
import type { Block } from '../index.ts';
import { ANY_FIELDS } from '../schema.ts';
import { NOW, TESTER, type TestWorld } from '../testing.ts';
import type { Flow } from './flows.testing.ts';

const open = ANY_FIELDS;
const about = { sv: '', en: '' };

/** What the outside world was asked, by key: it takes the same key as the same thing. */
export type Paid = Map<string, string>;

/** One block that writes in the transaction of the step, one that asks the outside world. */
export function flowBlocks(paid: { set(key: string, what: string): unknown }): readonly Block[] {
  const note: Block = {
    type: 'note',
    kind: 'inline',
    about,
    input: open,
    output: open,
    async run({ db, instance, element }) {
      await sql`insert into public.note values (${instance.businessKey}, ${element})`.execute(db);
      return { output: {} };
    },
  };
  const pay: Block = {
    type: 'pay',
    kind: 'outside',
    about,
    input: open,
    output: open,
    async run({ idempotencyKey, instance, element }) {
      await paid.set(idempotencyKey, `${instance.businessKey} ${element}`);
      return { output: {} };
    },
  };
  return [note, pay];
}

/** The longest that a flow may take in rounds of "do what can be done": more means that it hangs. */
const ROUNDS = 25;

/** Plays a flow to its end, as people and workers do who try again when no answer came. Gives the case. */
export async function playFlow(world: TestWorld, flow: Flow): Promise<string> {
  const key = uuidv7();
  world.clock.set(NOW);
  if (flow.message !== undefined) await untilAnswered(() => send(world, key, flow.message ?? ''));
  for (const process of flow.start) await untilAnswered(() => begin(world, key, process));
  for (let round = 0; round < ROUNDS; round += 1) {
    // Leases of a cut connection run out in a minute; nobody waits for that here.
    await untilAnswered(() =>
      sql`update runtime.job set lease_until = now(), due = now(), turn = now()`.execute(world.db),
    );
    await world.worker().poll().catch(cut);
    await completeAll(world, key).catch(cut);
    if ((await untilAnswered(() => unfinished(world.db, key))) === 0) return key;
    if (flow.wait !== undefined && round === 2) {
      world.clock.set(Temporal.Instant.from(NOW).toZonedDateTimeISO('UTC').add(flow.wait).toInstant().toString());
    }
  }
  assert.fail(`it hangs: ${await world.stands(key)}`);
}

/** A refusal is an answer; a lost connection is not. */
export async function untilAnswered<T>(act: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await act();
    } catch (error) {
      if (attempt === 5) throw error;
      cut(error);
    }
  }
}

function cut(error: unknown): void {
  if (error instanceof TorgetError && error.code !== 'task-done') throw error;
  if (error instanceof assert.AssertionError) throw error;
}

/** As an application opens its case: a row that can be there only once, in the same commit. A second try waits for the first. */
async function begin(world: TestWorld, key: string, process: string): Promise<void> {
  await transaction(world.db, async (tx) => {
    const { rows } = await sql`insert into public.opened (key, process) values (${key}, ${process})
      on conflict do nothing returning key`.execute(tx);
    if (rows.length > 0) await world.startIn(tx, process, { who: key }, key);
  });
}

async function send(world: TestWorld, key: string, name: string): Promise<void> {
  await transaction(world.db, (tx) => sendTo(world, tx, key, name));
}

/** Sends a message that is kept until somebody waits for it, once. */
export async function sendTo(world: TestWorld, tx: Db, key: string, name: string): Promise<void> {
  const message = { name, key, id: `${name} ${key}`, keep: 'P1D' };
  const reached = await world.runtime.correlate(tx, message, TESTER);
  assert.ok(reached === 'kept' || reached === 'known', reached);
}

async function completeAll(world: TestWorld, key: string): Promise<void> {
  // The timer's flow has a task that nobody completes.
  const { rows } = await sql<{ id: string }>`select t.id from runtime.task t where t.business_key = ${key}
    and not exists (select from runtime.timer r where r.instance_id = t.instance_id)`.execute(world.db);
  for (const { id } of rows) {
    await transaction(world.db, (tx) => world.runtime.completeTask(tx, id, { feel: {}, json: {} }, TESTER));
  }
}

/** Lets everything in the database go to its end: what can be done is done, then the clock is moved. */
export async function finishAll(world: TestWorld, later: string): Promise<void> {
  for (let round = 0; round < ROUNDS; round += 1) {
    await sql`update runtime.job set lease_until = now(), due = now(), turn = now()`.execute(world.db);
    await world.worker().poll();
    const { rows } = await sql<{ key: string }>`select distinct business_key as key from runtime.task`.execute(
      world.db,
    );
    for (const { key } of rows) await completeAll(world, key);
    const { rows: live } = await sql`select from runtime.instance where ended_at is null limit 1`.execute(world.db);
    if (live.length === 0) return;
    if (round === 5) world.clock.set(later);
  }
  assert.fail('some instances hang');
}

async function unfinished(db: Db, key: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from runtime.instance
    where business_key = ${key} and ended_at is null`.execute(db);
  return rows[0]?.n ?? -1;
}

/** Nothing lost, nothing doubled, nothing left behind. */
export async function examine(world: TestWorld, flow: Flow, key: string, paid: Paid): Promise<void> {
  const { rows: roots } = await sql<{ process: string; how: string }>`select d.process, i.ended_how as how
    from runtime.instance i join runtime.definition d on d.id = i.definition_id
    where i.business_key = ${key} and i.parent_id is null order by i.id`.execute(world.db);
  assert.deepEqual(
    roots,
    flow.start.map((process) => ({ process, how: 'completed' })),
  );
  const { rows: done } = await sql<{
    element: string;
    n: number;
  }>`select element, count(*)::int as n from runtime.history
    where business_key = ${key} and what = 'completed' group by element`.execute(world.db);
  const counts = Object.fromEntries(done.map(({ element, n }) => [element, n]));
  for (const [element, n] of Object.entries(flow.completed)) assert.equal(counts[element], n, `${element} completed`);
  const { rows: notes } = await sql<{ element: string }>`
    select element from public.note where business_key = ${key} order by element`.execute(world.db);
  assert.deepEqual(
    notes.map(({ element }) => element),
    ['M', 'N'].filter((element) => element in flow.completed),
  );
  for (const element of ['P', 'Q', 'U']) {
    const times = [...paid.values()].filter((one) => one === `${key} ${element}`).length;
    assert.equal(times, flow.completed[element] ?? 0, `${element} asked outside`);
  }
  for (const table of ['token', 'timer', 'subscription', 'task', 'job', 'done']) {
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from ${sql.raw(`runtime.${table}`)} t
      join runtime.instance i on i.id = t.instance_id where i.business_key = ${key}`.execute(world.db);
    assert.equal(rows[0]?.n, 0, `${table} left`);
  }
}
