import type { FeelContext, Json } from '@torget/feel';
import type { TaskChange } from '@torget/process';
import type { Actor } from '#platform/access/actor.ts';
import type { Db } from '#platform/database/index.ts';
import type { BlockRegistry } from './blocks.ts';
import type { Clock } from './clock.ts';
import type { Host } from './host.ts';
import type { ClaimedJob, Write } from './jobs.ts';
import { correlate, type Message, type Reached } from './messages.ts';
import { runOwnJob, turnFailure } from './own-jobs.ts';
import { signalJobs } from './signals.ts';
import { begin, type StartRequest, startProcess } from './starting.ts';
import { partyOf } from './steps.ts';
import { SYSTEM } from './system.ts';
import { actOnTask, openTask } from './task-acts.ts';
import { fireNextTimer, nextDue } from './timers.ts';
import { type Happening, Unit } from './unit.ts';

export interface RuntimeOptions {
  readonly host: Host;
  readonly blocks: BlockRegistry;
  readonly clock: Clock;
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
    options: { at?: string } = {},
  ): Promise<void> {
    const unit = this.unit(tx, actor, options.at);
    const member = await unit.member(instance);
    unit.send(member, event);
    await unit.finish();
  }

  /**
   * Completes an open task with typed answers, when its listeners agree: those that are jobs are asked after the commit,
   * and the task stays open until then. The caller has asked whether the actor may. A task that somebody else completed
   * meanwhile, or that a listener denies at once, is refused with a sentence, and nothing changes.
   */
  async completeTask(tx: Db, task: string, answers: { feel: FeelContext; json: Json }, actor: Actor): Promise<void> {
    const by = partyOf(actor) ?? undefined;
    await actOnTask(this, tx, task, { do: 'complete', output: answers.feel, by, answers: answers.json }, actor);
  }

  /** Gives an open task to a party, or takes it back when that is null. The newest claim holds. */
  async claimTask(tx: Db, task: string, party: string | null, actor: Actor): Promise<void> {
    await actOnTask(this, tx, task, { do: 'change', change: { claim: party } }, actor);
  }

  /** Changes properties of an open task. */
  async updateTask(tx: Db, task: string, change: Omit<TaskChange, 'claim'>, actor: Actor): Promise<void> {
    await actOnTask(this, tx, task, { do: 'change', change }, actor);
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
  async runJob(db: Db, job: ClaimedJob): Promise<Write> {
    return runOwnJob(this, db, job);
  }
}
