import { nextRound, type State } from '@torget/process';
import { sql } from 'kysely';
import { type Db, savepoint, transaction, uuidv7 } from '#platform/database/index.ts';
import { TorgetError } from '#platform/errors.ts';
import { TIMER } from './jobs.ts';
import type { Runtime } from './runtime.ts';
import { beginBy } from './starting.ts';
import { SYSTEM } from './system.ts';

/** When the earliest timer is due, of an instance or of a process that a timer starts. */
export async function nextDue(db: Db): Promise<Temporal.Instant | null> {
  const { rows } = await sql<{ due: Temporal.Instant | null }>`
    select least((select t.due from runtime.timer t join runtime.instance i on i.id = t.instance_id where t.due < 'infinity'
        and not exists (select from runtime.suspension s where s.instance_id = coalesce(i.root_id, i.id)) order by t.due limit 1),
      (select due from runtime.start_timer order by due limit 1)) as due`.execute(db);
  return rows[0]?.due ?? null;
}

interface DueTimer {
  readonly instance: string;
  readonly id: number;
  readonly due: Temporal.Instant;
}

/** Fires the earliest due timer in a transaction of its own. */
export async function fireNextTimer(runtime: Runtime, db: Db): Promise<boolean> {
  return transaction(db, async (tx) => {
    const now = runtime.clock.now();
    const start = await dueStart(tx, now);
    const timer = await dueTimer(tx, now);
    if (start !== undefined && (timer === undefined || Temporal.Instant.compare(start.due, timer.due) <= 0)) {
      await startByTimer(runtime, tx, start, now);
      return true;
    }
    if (timer === undefined) return false;
    try {
      await savepoint(tx, () => fire(runtime, tx, timer, now));
    } catch (error) {
      if (!(error instanceof TorgetError)) throw error;
      await timerAsJob(tx, timer);
    }
    return true;
  });
}

/** The tree of the timer is locked with it: another process takes the next one. */
async function dueTimer(tx: Db, now: string): Promise<DueTimer | undefined> {
  const { rows } = await sql<DueTimer>`
    select t.instance_id as instance, t.id, t.due from runtime.timer t join runtime.instance i on i.id = t.instance_id
    join runtime.instance r on r.id = coalesce(i.root_id, i.id)
    where t.due <= ${now}::timestamptz and not exists (select from runtime.suspension s where s.instance_id = r.id)
    order by t.due, t.instance_id, t.id limit 1 for no key update of t, r skip locked`.execute(tx);
  return rows[0];
}

/** A timer fires with the clock at its due time; the rounds of a cycle that were missed meanwhile are left out. */
async function fire(runtime: Runtime, tx: Db, { instance, id, due }: DueTimer, now: string): Promise<void> {
  const unit = runtime.unit(tx, SYSTEM, due.toString());
  const member = await unit.member(instance);
  unit.send(member, { kind: 'timer', subscription: id });
  member.state = withoutMissed(member.state, id, now);
  await unit.finish();
}

function withoutMissed(state: State, id: number, now: string): State {
  const at = Temporal.Instant.from(now);
  const missed = state.subscriptions.some(
    (one) => one.id === id && one.due !== undefined && Temporal.Instant.compare(one.due, at) <= 0,
  );
  if (!missed) return state;
  const subscriptions = state.subscriptions.map((one) => {
    if (one.id !== id || one.due === undefined || one.every === undefined) return one;
    const { due, every } = one;
    const next = nextRound({ due, every }, now);
    return next === undefined ? one : { ...one, due: next.due };
  });
  return { ...state, subscriptions };
}

/** A timer whose step is refused must not stop the others: it goes on as a job, and in the end as an incident. */
async function timerAsJob(tx: Db, { instance, id }: DueTimer): Promise<void> {
  await sql`with away as (update runtime.timer set due = 'infinity' where instance_id = ${instance} and id = ${id} returning token, element)
    insert into runtime.job (id, type, payload, instance_id, token, element, business_key, due, retries)
    select ${uuidv7()}, ${TIMER}, ${JSON.stringify({ timer: id })}::jsonb, ${instance}, token, element,
      (select business_key from runtime.instance where id = ${instance}), now(), 1 from away`.execute(tx);
}

interface DueStart {
  readonly process: string;
  readonly element: string;
  readonly due: Temporal.Instant;
  readonly remaining: number | null;
  readonly every: string | null;
}

async function dueStart(tx: Db, now: string): Promise<DueStart | undefined> {
  const { rows } = await sql<DueStart>`select process, element, due, remaining, every from runtime.start_timer
    where due <= ${now}::timestamptz order by due, process limit 1 for update skip locked`.execute(tx);
  return rows[0];
}

async function startByTimer(runtime: Runtime, tx: Db, row: DueStart, now: string): Promise<void> {
  const { process, element, remaining, every } = row;
  const timer = {
    due: row.due.toString(),
    ...(remaining === null ? {} : { remaining }),
    ...(every === null ? {} : { every }),
  };
  const next = nextRound(timer, now);
  if (next === undefined) {
    await sql`delete from runtime.start_timer where process = ${process} and element = ${element}`.execute(tx);
  } else {
    await sql`update runtime.start_timer set due = ${next.due}::timestamptz, remaining = ${next.remaining ?? null}
      where process = ${process} and element = ${element}`.execute(tx);
  }
  const starts = (await runtime.host.starts?.(tx)) ?? [];
  const found = starts.find((one) => one.process === process && one.start.element === element);
  if (found === undefined) return;
  const unit = runtime.unit(tx, SYSTEM, timer.due);
  await beginBy(unit, found, { label: '' });
  await unit.finish();
}

/** The newest version of some processes takes over their starting timers. */
export async function armStarts(runtime: Runtime, tx: Db, processes: readonly string[]): Promise<void> {
  const starts = ((await runtime.host.starts?.(tx)) ?? []).filter((one) => processes.includes(one.process));
  const rows = starts.flatMap(({ service, process, start: { element, timer } }) =>
    timer === undefined ? [] : [{ process, element, version: service.hash, ...timer }],
  );
  await sql`delete from runtime.start_timer where process = any(${processes}::text[])`.execute(tx);
  if (rows.length === 0) return;
  await sql`insert into runtime.start_timer (process, element, service_version, due, remaining, every)
    select process, element, version, due, remaining, every from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as r(process text, element text, version text, due timestamptz, remaining int, every text)`.execute(tx);
}
