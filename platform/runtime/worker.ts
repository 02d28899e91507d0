import { type Db, transaction, uuidv7 } from '#platform/database/index.ts';
import { TorgetError } from '#platform/errors.ts';
import { describeError, type Logger } from '#platform/log.ts';
import { DatabaseClock } from './clock.ts';
import { type ClaimedJob, claimJobs, endJob, failJob, giveBack, LEASE_LOST, renewLeases, type Write } from './jobs.ts';
import { freeJobs } from './leases.ts';
import type { Runtime } from './runtime.ts';

/**
 * Does what a job asks outside any transaction, and gives what shall be written with its end in one transaction.
 * It may run more than once: whatever it asks of others carries the job's id.
 */
export type JobHandler = (db: Db, job: ClaimedJob) => Promise<Write>;

export interface WorkerOptions {
  readonly db: Db;
  readonly runtime: Runtime;
  /** Jobs of the areas by type; every other type is a block of a process. */
  readonly handlers: { readonly [type: string]: JobHandler };
  readonly log: Logger;
  /** How many jobs run at once in this process. */
  readonly concurrency?: number;
  /** Whether many people wait for pages of this process just now: then patient jobs wait for them. */
  readonly crowded?: () => boolean;
}

/**
 * Only a fallback: jobs are handed over right after the commit that made them. No NOTIFY wakes the other processes: in a
 * commit it takes one lock of the whole database, and the writers of a town would wait for each other's disk.
 */
const POLL_MS = 1000;
const RENEW_MS = 20_000;
/** So often a job may be taken: one that takes its process down each time would otherwise do so for ever. */
const MOST_ATTEMPTS = 50;

/** As many jobs are taken beforehand, for each that may run: nobody waits for the next claim. */
const AHEAD = 2;
const AT_ONCE = 4;
const MOST_HELD = 64;
/**
 * While many wait for pages, jobs of several commits are taken together: a claim costs as much for eight as for one, and
 * twenty applications a second bring four jobs in this time.
 */
const GATHER_MS = 100;

/** Takes jobs and due timers of one town. Several processes on one database share the work without a leader. */
export class Worker {
  readonly #options: WorkerOptions;
  readonly #owner = uuidv7();
  readonly #atOnce: number;
  /** Under our lease: taken and not begun, then running. */
  #ready: ClaimedJob[] = [];
  readonly #running = new Map<string, Promise<void>>();
  readonly #handed: string[] = [];
  /** Handed over, but another job of their instance was running: tried again when one ends. */
  readonly #held = new Set<string>();
  #claiming: Promise<void> | undefined;
  #gathering: NodeJS.Timeout | undefined;
  #poll: NodeJS.Timeout | undefined;
  readonly #renewal: NodeJS.Timeout;
  #stopped = false;
  #polling: Promise<void> | undefined;

  constructor(options: WorkerOptions) {
    this.#options = options;
    this.#atOnce = options.concurrency ?? AT_ONCE;
    this.#renewal = setInterval(() => this.#renew(), RENEW_MS).unref();
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
    clearTimeout(this.#gathering);
    await this.#polling;
    await this.#claiming;
    const left = this.#ready.map(({ id }) => id);
    this.#ready = [];
    if (left.length > 0) await this.#watched(giveBack(this.#options.db, this.#owner, left));
    while (this.#running.size > 0) await Promise.all(this.#running.values());
    clearInterval(this.#renewal);
  }

  /** Fires all due timers and runs all due jobs, until nothing is due; while many wait for pages, once as many as fit. */
  async poll(): Promise<void> {
    const { runtime, db } = this.#options;
    if (runtime.clock instanceof DatabaseClock) await runtime.clock.refresh();
    for (let more = true; more && !this.#stopped; ) {
      while (!this.#stopped && (await runtime.fireNextTimer(db))) {
        /* in due order, one transaction each */
      }
      more = await this.#runDue();
    }
  }

  /** Runs due jobs, the next ones taken while the last ones run; false when there was none, or no more are to be taken now. */
  async #runDue(): Promise<boolean> {
    for (let any = false; ; any = true) {
      const jobs = this.#stopped ? [] : await this.#claim(null);
      if (jobs.length === 0) {
        while (this.#claiming || this.#running.size > 0)
          await Promise.race([...this.#running.values(), ...(this.#claiming ? [this.#claiming] : [])]);
        return any;
      }
      this.#begin(jobs);
      // A look goes past all that waits for them: it costs more than the jobs, and those of new commits are handed over.
      if (this.#options.crowded?.() === true) return false;
      while (this.#ready.length >= this.#atOnce && this.#running.size > 0) await Promise.race(this.#running.values());
    }
  }

  #claim(only: readonly string[] | null): Promise<ClaimedJob[]> {
    const { db, crowded } = this.#options;
    return claimJobs(db, this.#owner, this.#atOnce * AHEAD, only, crowded?.());
  }

  /** Jobs of one commit come in one call each, and are taken together. */
  #take(jobs: readonly string[]): void {
    this.#handed.push(...jobs);
    this.#pumpSoon();
  }

  /** Right after what runs now; while many wait for pages, when some more may have come, or as many as are taken at once. */
  #pumpSoon(): void {
    const few = this.#handed.length < this.#atOnce * AHEAD;
    if (!few || this.#options.crowded?.() !== true) queueMicrotask(() => this.#pump());
    else
      this.#gathering ??= setTimeout(() => {
        this.#gathering = undefined;
        this.#pump();
      }, GATHER_MS).unref();
  }

  #pump(): void {
    if (this.#claiming || this.#stopped || this.#handed.length === 0 || this.#ready.length >= this.#atOnce) return;
    const batch = this.#handed.splice(0, this.#atOnce * AHEAD);
    this.#claiming = this.#claim(batch)
      .then((jobs) => {
        this.#hold([...this.#held, ...batch.filter((id) => !jobs.some((job) => job.id === id))], jobs.length > 0);
        this.#begin(jobs);
      })
      .catch((error: unknown) => this.#options.log.error({ err: error }, 'handed-over jobs failed'))
      .finally(() => {
        this.#claiming = undefined;
        this.#pumpSoon();
      });
  }

  /** Those that another process has are left to it, at the latest when nothing runs here; the poll finds what is left. */
  #hold(ids: readonly string[], taken: boolean): void {
    this.#held.clear();
    if (taken || this.#running.size > 0) for (const id of ids.slice(-MOST_HELD)) this.#held.add(id);
  }

  /** Runs as many as there is room for. Who is stopping begins no more but what was on its way when it was told to. */
  #begin(jobs: readonly ClaimedJob[]): void {
    this.#ready.push(...jobs);
    while ((!this.#stopped || jobs.length > 0) && this.#running.size < this.#atOnce) {
      const job = this.#ready.shift();
      if (job === undefined) return;
      const work = this.#run(job).finally(() => {
        this.#running.delete(job.id);
        this.#begin([]);
        this.#handed.push(...this.#held);
        this.#held.clear();
        this.#pumpSoon();
      });
      this.#running.set(job.id, work);
    }
  }

  #renew(): void {
    const { db, log } = this.#options;
    const held = [...this.#running.keys(), ...this.#ready.map(({ id }) => id)];
    if (held.length === 0) return;
    renewLeases(db, this.#owner, held).catch((error: unknown) => log.error({ err: error }, 'leases not renewed'));
  }

  async #run(job: ClaimedJob): Promise<void> {
    const { db, runtime, handlers, log } = this.#options;
    try {
      if (job.attempts > MOST_ATTEMPTS && job.backOff === null) throw crashing(job);
      const handler = handlers[job.type];
      const write = handler ? await handler(db, job) : await runtime.runJob(db, job);
      const end = async (tx: Db) => {
        await endJob(tx, this.#owner, job.id);
        await write?.(tx);
      };
      await (write === undefined ? end(db) : transaction(db, end));
    } catch (fault) {
      const error = isLeaseLost(fault) ? lost(job) : fault;
      // When even that cannot be written, the lease runs out and the job is taken again.
      await this.#failed(job, error).catch((fault: unknown) =>
        log.error({ err: fault, job: job.id }, 'failure not noted'),
      );
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

function isLeaseLost(fault: unknown): boolean {
  return fault instanceof Error && 'code' in fault && fault.code === LEASE_LOST;
}

function lost(job: ClaimedJob): TorgetError {
  return new TorgetError(
    'lease-lost',
    500,
    { sv: 'Steget togs över av en annan process.', en: 'The step was taken over by another process.' },
    `job ${job.id}`,
  );
}
