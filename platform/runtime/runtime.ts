import { decode, encode, type FeelContext, type Json } from '@torget/feel';
import type { ProcessModel } from '@torget/process';
import { sql } from 'kysely';
import type { Actor } from '#platform/access/actor.ts';
import { type Db, transaction, uuidv7 } from '#platform/database/index.ts';
import { NotFound, TorgetError } from '#platform/errors.ts';
import type { Service } from '#platform/town/types.ts';
import type { BlockRegistry } from './blocks.ts';
import type { Clock } from './clock.ts';
import { answer, type DoneTask, type Drive, drive, type Happening } from './drive.ts';
import type { Facts, Host, InstanceInfo } from './host.ts';
import { addJobs, type ClaimedJob } from './jobs.ts';
import { type LoadedInstance, loadInstance, saveState } from './store.ts';

export interface RuntimeOptions {
  readonly host: Host;
  readonly blocks: BlockRegistry;
  readonly clock: Clock;
}

export interface StartRequest {
  readonly service: Service;
  readonly businessKey: string;
  readonly actor: Actor;
  /** Another process than the service's own; the host knows its model. */
  readonly process?: string;
  /** What is known already, so that it is not read again. */
  readonly facts?: Facts;
  readonly variables?: FeelContext;
}

const SYSTEM: Actor = { kind: 'system', function: 'runtime' };

/** Keeps processes alive in the database. One method is one command is one transaction, unless a `tx` is given. */
export class Runtime {
  readonly host: Host;
  readonly blocks: BlockRegistry;
  readonly clock: Clock;
  #handOver: (jobs: readonly string[]) => void = () => {};

  constructor(options: RuntimeOptions) {
    this.host = options.host;
    this.blocks = options.blocks;
    this.clock = options.clock;
  }

  /** The worker that takes jobs right after the commit that made them. */
  onJobs(handOver: (jobs: readonly string[]) => void): void {
    this.#handOver = handOver;
  }

  readonly handOver = (jobs: readonly string[]): void => this.#handOver(jobs);

  /**
   * Starts the process of a service in the caller's transaction, inside a savepoint: when the start is refused the
   * person does not pay for a fault of the model. The case stays committed, and the start becomes a job for staff to see.
   */
  async start(tx: Db, start: StartRequest): Promise<void> {
    await sql`savepoint process_start`.execute(tx);
    try {
      await this.#begin(tx, start);
      await sql`release savepoint process_start`.execute(tx);
    } catch (error) {
      if (!(error instanceof TorgetError)) throw error;
      await sql`rollback to savepoint process_start`.execute(tx);
      await addJobs(
        tx,
        [
          {
            type: START,
            payload: {
              service: start.service.hash,
              process: start.process ?? null,
              ...startVariables(start.variables ?? {}),
            },
            businessKey: start.businessKey,
          },
        ],
        this.handOver,
      );
    }
  }

  async #begin(tx: Db, start: StartRequest): Promise<void> {
    const { service, businessKey, actor } = start;
    const model = this.host.model(service, start.process ?? service.process.id);
    const id = uuidv7();
    const at = this.clock.now();
    const definition = await definitionId(tx, service.hash, model.id);
    await sql`insert into runtime.instance (id, definition_id, business_key, next, started_at)
      values (${id}, ${definition}, ${businessKey}, 0, ${at}::timestamptz)`.execute(tx);
    const facts = start.facts ?? (await this.host.facts(tx, businessKey, service));
    const step = this.#drive(tx, { id, businessKey, service }, model, facts, actor, at);
    const state = await drive(step, null, {
      kind: 'start',
      ...(start.variables ? { variables: start.variables } : {}),
    });
    await saveState(tx, id, null, state, at);
  }

  #drive(tx: Db, instance: InstanceInfo, model: ProcessModel, facts: Facts, actor: Actor, at: string): Drive {
    return { tx, instance, model, facts, actor, at, host: this.host, blocks: this.blocks, handOver: this.handOver };
  }

  /** Locks an instance and feeds it one event, in the caller's transaction. */
  async advance(
    tx: Db,
    instance: string,
    event: Happening,
    actor: Actor = SYSTEM,
    options: { at?: string; done?: DoneTask } = {},
  ): Promise<void> {
    const loaded = await loadInstance(tx, instance);
    if (loaded === undefined) throw new NotFound(`no instance ${instance}`);
    const at = options.at ?? this.clock.now();
    const service = await this.host.service(tx, loaded.serviceVersion);
    const facts = await this.host.facts(tx, loaded.businessKey, service);
    const step = this.#drive(tx, infoOf(loaded, service), this.host.model(service, loaded.process), facts, actor, at);
    const state = await drive(step, loaded.state, event, options.done);
    await saveState(tx, instance, loaded.state, state, at);
  }

  /**
   * Completes an open task with typed answers. The caller has asked whether the actor may. A task that somebody else
   * completed meanwhile is refused with a sentence, and nothing changes.
   */
  async completeTask(tx: Db, task: string, answers: { feel: FeelContext; json: Json }, actor: Actor): Promise<void> {
    const { rows } = await sql<{ instance_id: string; token: number }>`
      select instance_id, token from runtime.task where id = ${task} for update`.execute(tx);
    const open = rows[0];
    if (open === undefined) {
      throw new TorgetError(
        'task-done',
        409,
        {
          sv: 'Uppgiften är redan klar. Någon annan hann före, eller så skickade du två gånger.',
          en: 'The task is already done. Somebody else was first, or you sent it twice.',
        },
        `task ${task} is not open`,
      );
    }
    const done = { token: open.token, answers: answers.json };
    await this.advance(tx, open.instance_id, { kind: 'complete', token: open.token, output: answers.feel }, actor, {
      done,
    });
  }

  /** Correlates a message to the one waiting subscription, else keeps it until it expires. True when somebody waited. */
  async message(
    tx: Db,
    message: { name: string; key: string; variables?: FeelContext },
    actor: Actor,
  ): Promise<boolean> {
    const { rows } = await sql<{ instance_id: string; id: number }>`
      select instance_id, id from runtime.subscription where name = ${message.name} and key = ${message.key} limit 1`.execute(
      tx,
    );
    const waiting = rows[0];
    if (waiting === undefined) return false;
    const variables = message.variables ? { variables: message.variables } : {};
    await this.advance(tx, waiting.instance_id, { kind: 'message', subscription: waiting.id, ...variables }, actor);
    return true;
  }

  /** When the earliest timer of the database is due; null when none waits. */
  async nextDue(db: Db): Promise<Temporal.Instant | null> {
    const { rows } = await sql<{ due: Temporal.Instant | null }>`
      select min(due) as due from runtime.timer where due < 'infinity'`.execute(db);
    return rows[0]?.due ?? null;
  }

  /** Fires the earliest timer that is due; false when none is. Its clock is its due time, so late timers keep their order. */
  async fireNextTimer(db: Db): Promise<boolean> {
    return transaction(db, async (tx) => {
      const now = this.clock.now();
      const { rows } = await sql<{ instance_id: string; id: number; due: Temporal.Instant }>`
        select t.instance_id, t.id, t.due from runtime.timer t join runtime.instance i on i.id = t.instance_id
        where t.due <= ${now}::timestamptz order by t.due, t.instance_id, t.id limit 1 for update of t, i skip locked`.execute(
        tx,
      );
      const timer = rows[0];
      if (timer === undefined) return false;
      await sql`savepoint fire`.execute(tx);
      try {
        await this.advance(tx, timer.instance_id, { kind: 'timer', subscription: timer.id }, SYSTEM, {
          at: timer.due.toString(),
        });
      } catch (error) {
        if (!(error instanceof TorgetError)) throw error;
        await sql`rollback to savepoint fire`.execute(tx);
        await this.#timerAsJob(tx, timer.instance_id, timer.id);
      }
      return true;
    });
  }

  /** A timer whose step is refused must not stop the others: it goes on as a job, and in the end as an incident. */
  async #timerAsJob(tx: Db, instance: string, timer: number): Promise<void> {
    await sql`with away as (update runtime.timer set due = 'infinity' where instance_id = ${instance} and id = ${timer} returning token, element)
      insert into runtime.job (id, type, payload, instance_id, token, element, business_key, due, retries)
      select ${uuidv7()}, ${TIMER}, ${JSON.stringify({ timer })}::jsonb, ${instance}, token, element,
        (select business_key from runtime.instance where id = ${instance}), now(), 1 from away`.execute(tx);
  }

  /** Runs a job of the runtime's own: a block outside, a start that was refused, a timer that failed. */
  async runJob(db: Db, job: ClaimedJob): Promise<(tx: Db) => Promise<void>> {
    if (job.type === START) return (tx) => this.#startAgain(tx, job);
    if (job.type === TIMER) {
      return (tx) =>
        this.advance(tx, job.instance ?? '', { kind: 'timer', subscription: Number(job.payload['timer']) });
    }
    return this.#runOutside(db, job);
  }

  async #startAgain(tx: Db, job: ClaimedJob): Promise<void> {
    const service = await this.host.service(tx, String(job.payload['service']));
    const { process } = job.payload;
    await this.#begin(tx, {
      service,
      businessKey: job.businessKey ?? '',
      actor: SYSTEM,
      ...(typeof process === 'string' ? { process } : {}),
      variables: fromPayload(job, 'variables'),
    });
  }

  async #runOutside(db: Db, job: ClaimedJob): Promise<(tx: Db) => Promise<void>> {
    const block = this.blocks.get(job.type);
    const { instance, token, businessKey } = job;
    if (block === undefined || instance === null || token === null || businessKey === null) {
      throw new TorgetError(
        'no-block',
        500,
        { sv: 'Byggblocket finns inte.', en: 'There is no such building block.' },
        `no block ${job.type}`,
      );
    }
    const { rows } = await sql<{ version: string }>`select d.service_version as version from runtime.instance i
      join runtime.definition d on d.id = i.definition_id where i.id = ${instance}`.execute(db);
    const service = await this.host.service(db, rows[0]?.version ?? '');
    const { payload } = job;
    const input = fromPayload(job, 'input');
    const result = await block.run({
      db,
      instance: { id: instance, businessKey, service },
      facts: await this.host.facts(db, businessKey, service),
      element: job.element ?? '',
      headers: payload['headers'] as { [key: string]: string },
      input: this.blocks.checked(block, input),
      actor: SYSTEM,
      at: this.clock.now(),
      idempotencyKey: job.id,
    });
    return (tx) => this.advance(tx, instance, answer(token, result));
  }
}

const START = 'process.start';
const TIMER = 'process.timer';

function infoOf(loaded: LoadedInstance, service: Service): InstanceInfo {
  return { id: loaded.id, businessKey: loaded.businessKey, service };
}

/** The row of a version's process; made at its first start. */
async function definitionId(tx: Db, version: string, process: string): Promise<string> {
  const { rows } = await sql<{
    id: string;
  }>`select id from runtime.definition where service_version = ${version} and process = ${process}`.execute(tx);
  if (rows[0]) return rows[0].id;
  const made = await sql<{
    id: string;
  }>`insert into runtime.definition (id, service_version, process) values (${uuidv7()}, ${version}, ${process})
    on conflict (service_version, process) do update set process = excluded.process returning id`.execute(tx);
  return made.rows[0]?.id ?? '';
}

function startVariables(variables: FeelContext): { [name: string]: Json } {
  const { value, marks } = encode(variables);
  return { variables: value, ...(marks ? { marks } : {}) };
}

/** The FEEL value that a job carries, with the marks of what JSON has no type for. */
function fromPayload({ payload }: ClaimedJob, name: string): FeelContext {
  const marks = payload['marks'] as { [pointer: string]: string } | undefined;
  return decode({ value: payload[name] ?? {}, ...(marks ? { marks } : {}) }) as FeelContext;
}
