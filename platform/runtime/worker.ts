import { type Db, transaction, uuidv7 } from '#platform/database/index.ts';
import { TorgetError } from '#platform/errors.ts';
import { describeError, type Logger } from '#platform/log.ts';
import { DatabaseClock } from './clock.ts';
import { type ClaimedJob, claimJobs, endJob, failJob, renewLease } from './jobs.ts';
import { freeJobs } from './leases.ts';
import type { Runtime } from './runtime.ts';

/**
 * Does what a job asks outside any transaction, and gives what shall be written with its end in one transaction.
 * It may run more than once: whatever it asks of others carries the job's id.
 */
export type JobHandler = (db: Db, job: ClaimedJob) => Promise<(tx: Db) => Promise<void>>;

export interface WorkerOptions {
  readonly db: Db;
  readonly runtime: Runtime;
  /** Jobs of the areas by type; every other type is a block of a process. */
  readonly handlers: { readonly [type: string]: JobHandler };
  readonly log: Logger;
  /** How many jobs run at once in this process. */
  readonly concurrency?: number;
}

/** Only a fallback: jobs are handed over right after the commit that made them. */
const POLL_MS = 1000;
const RENEW_MS = 20_000;
/** So often a job may be taken: one that takes its process down each time would otherwise do so for ever. */
const MOST_ATTEMPTS = 50;

/** Takes jobs and due timers of one town. Several processes on one database share the work without a leader. */
export class Worker {
  readonly #options: WorkerOptions;
  readonly #owner = uuidv7();
  readonly #running = new Set<Promise<void>>();
  readonly #handed: string[] = [];
  /** Handed over, but another job of their instance was running: tried again when one ends. */
  readonly #held = new Set<string>();
  #poll: NodeJS.Timeout | undefined;
  #stopped = false;
  #polling: Promise<void> | undefined;

  constructor(options: WorkerOptions) {
    this.#options = options;
    options.runtime.onJobs((jobs) => this.#take(jobs));
  }

  /** @param alone no other process works on this database: jobs of a killed one are freed at once */
  start({ alone = false }: { alone?: boolean } = {}): void {
    if (alone) this.#polling = this.#watched(freeJobs(this.#options.db, this.#owner));
    this.#poll = setInterval(() => {
      this.#polling ??= this.#watched(this.poll());
    }, POLL_MS);
    this.#poll.unref();
  }

  #watched(work: Promise<void>): Promise<void> {
    return work
      .catch((error: unknown) => this.#options.log.error({ err: error }, 'poll failed'))
      .finally(() => {
        this.#polling = undefined;
      });
  }

  /** Stops taking; waits for what runs. What was not reached stays in the database for the next start. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearInterval(this.#poll);
    await this.#polling;
    while (this.#running.size > 0) await Promise.all(this.#running);
  }

  /** Fires all due timers and runs all due jobs, until nothing is due. */
  async poll(): Promise<void> {
    const { runtime, db } = this.#options;
    if (runtime.clock instanceof DatabaseClock) await runtime.clock.refresh();
    for (let more = true; more && !this.#stopped; ) {
      while (!this.#stopped && (await runtime.fireNextTimer(db))) {
        /* in due order, one transaction each */
      }
      const jobs = await claimJobs(db, this.#owner, this.#free(), null);
      await Promise.all(jobs.map((job) => this.#run(job)));
      more = jobs.length > 0;
    }
  }

  #free(): number {
    return Math.max(1, (this.#options.concurrency ?? 4) - this.#running.size);
  }

  #take(jobs: readonly string[]): void {
    this.#handed.push(...jobs);
    this.#pump();
  }

  #pump(): void {
    while (!this.#stopped && this.#handed.length > 0 && this.#running.size < (this.#options.concurrency ?? 4)) {
      const batch = this.#handed.splice(0, 4);
      const work = this.#runHanded(batch)
        .catch((error: unknown) => this.#options.log.error({ err: error }, 'handed-over jobs failed'))
        .finally(() => {
          this.#running.delete(work);
          this.#pump();
        });
      this.#running.add(work);
    }
  }

  async #runHanded(ids: readonly string[]): Promise<void> {
    const jobs = await claimJobs(this.#options.db, this.#owner, ids.length, ids);
    for (const id of ids) if (!jobs.some((job) => job.id === id)) this.#held.add(id);
    for (const job of jobs) await this.#run(job);
    // Those that another process has are left to it.
    this.#handed.push(...(jobs.length > 0 || this.#running.size > 1 ? this.#held : []));
    this.#held.clear();
  }

  async #run(job: ClaimedJob): Promise<void> {
    const { db, runtime, handlers, log } = this.#options;
    const renew = setInterval(() => {
      renewLease(db, this.#owner, job.id).catch((error: unknown) => log.error({ err: error }, 'lease not renewed'));
    }, RENEW_MS);
    try {
      if (job.attempts > MOST_ATTEMPTS && job.backOff === null) throw crashing(job);
      const handler = handlers[job.type];
      const write = handler ? await handler(db, job) : await runtime.runJob(db, job);
      await transaction(db, async (tx) => {
        if (!(await endJob(tx, this.#owner, job.id))) throw lost(job);
        await write(tx);
      });
    } catch (error) {
      // When even that cannot be written, the lease runs out and the job is taken again.
      await this.#failed(job, error).catch((lost: unknown) =>
        log.error({ err: lost, job: job.id }, 'failure not noted'),
      );
    } finally {
      clearInterval(renew);
    }
  }

  /** An error definition of the model may make an error of a failure: then the job is done. */
  async #turned(job: ClaimedJob, message: string): Promise<boolean> {
    const { db, runtime, log } = this.#options;
    return runtime.turnFailure(db, job, message).catch((error: unknown) => {
      log.error({ err: error, job: job.id }, 'failure not turned into an error');
      return false;
    });
  }

  async #failed(job: ClaimedJob, error: unknown): Promise<void> {
    const { db, runtime, log } = this.#options;
    const message = describeError(error);
    if (await this.#turned(job, message)) return;
    const spent = job.attempts > MOST_ATTEMPTS && job.backOff === null ? { ...job, retries: 1 } : job;
    const how = await failJob(db, this.#owner, spent, message, runtime.clock.now());
    log.warn(
      { job: job.id, type: job.type, element: job.element, attempts: job.attempts, how, detail: message },
      'job failed',
    );
  }
}

function crashing(job: ClaimedJob): TorgetError {
  return new TorgetError(
    'job-crashes',
    500,
    { sv: 'Steget avbröts om och om igen.', en: 'The step was cut off again and again.' },
    `job ${job.id} was taken ${job.attempts} times and never ended`,
  );
}

function lost(job: ClaimedJob): TorgetError {
  return new TorgetError(
    'lease-lost',
    500,
    { sv: 'Steget togs över av en annan process.', en: 'The step was taken over by another process.' },
    `job ${job.id}`,
  );
}
