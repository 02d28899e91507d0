import type { FeelContext, Json } from '@torget/feel';
import { sql } from 'kysely';
import type { Actor } from '#platform/access/actor.ts';
import type { Db } from '#platform/database/index.ts';
import { TorgetError } from '#platform/errors.ts';
import type { BlockRegistry } from './blocks.ts';
import type { Clock } from './clock.ts';
import type { Host } from './host.ts';
import type { ClaimedJob } from './jobs.ts';
import { correlate, type Message, type Reached } from './messages.ts';
import { runOwnJob, turnFailure } from './own-jobs.ts';
import { signalJobs } from './signals.ts';
import { begin, type StartRequest, startProcess } from './starting.ts';
import { SYSTEM } from './system.ts';
import { fireNextTimer, nextDue } from './timers.ts';
import { type Happening, Unit } from './unit.ts';

export interface RuntimeOptions {
  readonly host: Host;
  readonly blocks: BlockRegistry;
  readonly clock: Clock;
}

/** The task that an event completes, with what the person answered. */
export interface DoneTask {
  readonly token: number;
  readonly answers: Json;
}

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

  /** A unit of work in the caller's transaction. Nothing is written before its `finish`. */
  unit(tx: Db, actor: Actor = SYSTEM, at: string = this.clock.now()): Unit {
    const { host, blocks, handOver } = this;
    return new Unit({ tx, actor, at, host, blocks, handOver });
  }

  /**
   * Starts the process of a service in the caller's transaction, inside a savepoint: when the start is refused the
   * person does not pay for a fault of the model. The case stays committed, and the start becomes a job for staff to see.
   */
  async start(tx: Db, start: StartRequest): Promise<void> {
    await startProcess(this, tx, start);
  }

  /** Starts a process in the caller's transaction. @throws TorgetError when it is refused; then nothing is kept */
  async begin(tx: Db, start: StartRequest): Promise<void> {
    await begin(this, tx, start);
  }

  /** Locks an instance and feeds it one event, in the caller's transaction. */
  async advance(
    tx: Db,
    instance: string,
    event: Happening,
    actor: Actor = SYSTEM,
    options: { at?: string; done?: DoneTask } = {},
  ): Promise<void> {
    const unit = this.unit(tx, actor, options.at);
    const member = await unit.member(instance);
    if (options.done !== undefined) member.rows.taskEnds.push({ ...options.done, how: 'completed' });
    unit.send(member, event);
    await unit.finish();
  }

  /**
   * Completes an open task with typed answers. The caller has asked whether the actor may. A task that somebody else
   * completed meanwhile is refused with a sentence, and nothing changes.
   */
  async completeTask(tx: Db, task: string, answers: { feel: FeelContext; json: Json }, actor: Actor): Promise<void> {
    const { instance, token } = await openTask(tx, task);
    const done = { token, answers: answers.json };
    await this.advance(tx, instance, { kind: 'complete', token, output: answers.feel }, actor, { done });
  }

  /** Leaves an open task by an error that the model catches, as a person who cannot do it says. */
  async failTask(tx: Db, task: string, error: { code: string; message?: string }, actor: Actor): Promise<void> {
    const { instance, token } = await openTask(tx, task);
    await this.advance(tx, instance, { kind: 'error', token, ...error }, actor);
  }

  /** Escalates from an open task; it stays open unless what catches it interrupts it. */
  async escalateTask(tx: Db, task: string, code: string, variables: FeelContext, actor: Actor): Promise<void> {
    const { instance, token } = await openTask(tx, task);
    await this.advance(tx, instance, { kind: 'escalation', token, code, variables }, actor);
  }

  /** Gives a message to the one who waits for it. False when nobody does; then nothing is kept. */
  async message(
    tx: Db,
    message: { name: string; key: string; variables?: FeelContext },
    actor: Actor,
  ): Promise<boolean> {
    return (await correlate(this, tx, message, actor)) !== 'nobody';
  }

  /** Gives a message to who waits for it, starts what starts by it, or keeps it for a while (see `Message`). */
  async correlate(tx: Db, message: Message, actor: Actor): Promise<Reached> {
    return correlate(this, tx, message, actor);
  }

  /** Broadcasts a signal: each receiver gets it in a transaction of its own, by a job. Nobody waiting is no error. */
  async signal(tx: Db, name: string, variables: FeelContext, actor: Actor = SYSTEM): Promise<void> {
    const unit = this.unit(tx, actor);
    unit.addJobs(await signalJobs(unit, name, variables, undefined));
    await unit.finish();
  }

  /** Facts of a case have changed in this transaction: conditions that wait for them are judged in it. */
  async factsChanged(tx: Db, businessKey: string, names: readonly string[], actor: Actor = SYSTEM): Promise<void> {
    const unit = this.unit(tx, actor);
    unit.factsChanged(businessKey, names, true);
    await unit.finish();
  }

  /** When the earliest timer of the database is due; null when none waits. */
  async nextDue(db: Db): Promise<Temporal.Instant | null> {
    return nextDue(db);
  }

  /** Fires the earliest timer that is due; false when none is. Its clock is its due time, so late timers keep their order. */
  async fireNextTimer(db: Db): Promise<boolean> {
    return fireNextTimer(this, db);
  }

  /** Whether an error definition of the model makes an error of a failed job, which ends it. */
  async turnFailure(db: Db, job: ClaimedJob, message: string): Promise<boolean> {
    return turnFailure(this, db, job, message);
  }

  /** Runs a job of the runtime's own: a block outside, a continuation, a signal, a start or a timer that was refused. */
  async runJob(db: Db, job: ClaimedJob): Promise<(tx: Db) => Promise<void>> {
    return runOwnJob(this, db, job);
  }
}

async function openTask(tx: Db, task: string): Promise<{ instance: string; token: number }> {
  const { rows } = await sql<{ instance: string; token: number }>`
    select instance_id as instance, token from runtime.task where id = ${task} for update`.execute(tx);
  const [open] = rows;
  if (open !== undefined) return open;
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
