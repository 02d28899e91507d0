import { encode, type FeelContext } from '@torget/feel';
import {
  type DeployedFile,
  deployed,
  type Failure,
  type MessageHow,
  type Seen,
  type SetHow,
  type Stage,
  type StartHow,
  StepRefused,
} from '@torget/process/scenarios';
import { sql } from 'kysely';
import type { Actor } from '#platform/access/index.ts';
import { type Db, transaction, uuidv7 } from '#platform/database/index.ts';
import { TorgetError } from '#platform/errors.ts';
import {
  armStarts,
  BlockRegistry,
  cancelInstance,
  completeJob,
  ProcessRefused,
  Runtime,
  reportFailure,
  StandingClock,
  setRetries,
  setVariables,
  throwFromJob,
} from '#platform/runtime/index.ts';
import { readDecisions } from '../decisions.ts';
import { firstDue, perform } from './due.ts';
import { Deployments } from './host.ts';
import { see } from './see.ts';

const ACTOR: Actor = { kind: 'system', function: 'scenario' };

/** The runtime on a database as a stage: each method is one command in one transaction, as it is in a town. */
export class DatabaseStage implements Stage {
  readonly #db: Db;
  readonly #clock: StandingClock;
  readonly #runtime: Runtime;
  readonly #deployments = new Deployments();
  /** Jobs that commands have handed over: signals are brought right after the commit, as a worker does. */
  #handed: string[] = [];

  constructor(db: Db, clock: string) {
    this.#db = db;
    this.#clock = new StandingClock(clock);
    this.#deployments.at = () => this.#clock.now();
    this.#runtime = new Runtime({ host: this.#deployments.host, blocks: new BlockRegistry([]), clock: this.#clock });
    this.#runtime.onJobs((jobs) => this.#handed.push(...jobs));
  }

  get clock(): string {
    return this.#clock.now();
  }

  async deploy(files: readonly DeployedFile[]): Promise<void> {
    const reading = { readDecisions, topics: undefined };
    const { definitions, models } = await deployed(this.#deployments.definitions, files, this.clock, reading);
    this.#deployments.definitions = definitions;
    await this.#command((tx) =>
      armStarts(
        this.#runtime,
        tx,
        models.map(({ id }) => id),
      ),
    );
  }

  async start({ process, message, variables, businessKey, startedBy }: StartHow): Promise<void> {
    const id = process ?? [...this.#deployments.definitions.processes.keys()][0] ?? '';
    const starts = (await this.#deployments.host.starts?.(this.#db)) ?? [];
    const found =
      message === undefined
        ? { service: this.#deployments.version(this.#deployments.newest(id)), process: id, start: undefined }
        : starts.find(({ start }) => start.kind === 'message' && start.name === message);
    if (found === undefined) throw new StepRefused(`nothing starts by ${message}`);
    const { service, start } = found;
    await this.#command((tx) =>
      this.#runtime.begin(tx, {
        service,
        process: found.process,
        businessKey: uuidv7(),
        label: businessKey ?? '',
        actor: ACTOR,
        variables,
        ...(start === undefined ? {} : { element: start.element }),
        ...(startedBy === undefined ? {} : { by: startedBy }),
      }),
    );
  }

  async complete(task: string, output: FeelContext): Promise<void> {
    await this.#command(async (tx) => {
      const { id } = await this.#one<{ id: string }>(
        sql`select id from runtime.task where element = ${task} order by instance_id, token limit 1`,
        `no open task ${task}`,
      );
      await this.#runtime.completeTask(tx, id, { feel: output, json: encode(output).value }, ACTOR);
    });
  }

  async trigger(element: string): Promise<void> {
    await this.#command(async (tx) => {
      const { instance, id } = await this.#one<{ instance: string; id: number }>(
        sql`select instance_id as instance, id from runtime.token where element = ${element} and state = 'waiting'
          order by instance_id, id limit 1`,
        `${element} does not wait`,
      );
      await this.#runtime.advance(tx, instance, { kind: 'complete', token: id });
    });
  }

  async advance(to: string): Promise<void> {
    for (let due = await firstDue(this.#db, to); due !== undefined; due = await firstDue(this.#db, to)) {
      this.#goTo(due.at);
      await this.#run(due.job);
    }
    await this.#pass(to);
    this.#clock.set(to);
  }

  async run(most: number): Promise<number> {
    for (let done = 0; done < most; done += 1) {
      const due = await firstDue(this.#db, this.clock);
      if (due === undefined) return done;
      await this.#run(due.job);
    }
    return most;
  }

  async message({ name, element, businessKey, correlation, variables }: MessageHow): Promise<void> {
    const message = { name, element, label: businessKey, matching: correlation, variables };
    await this.#command(async (tx) => {
      const reached = await this.#runtime.correlate(tx, message, ACTOR);
      if (reached === 'nobody') throw new StepRefused(`nothing waits for the message ${name}`);
    });
  }

  async signal(name: string, variables: FeelContext): Promise<void> {
    await this.#command((tx) => this.#runtime.signal(tx, name, variables, ACTOR));
  }

  async work(type: string, output: FeelContext): Promise<void> {
    await this.#withJob(type, (tx, job) => completeJob(this.#runtime, tx, job, output, ACTOR));
  }

  async fail(type: string, { retries, message, openAt, variables }: Failure): Promise<void> {
    const pauseSeconds =
      openAt === undefined ? 0 : Temporal.Instant.from(openAt).since(this.clock).total({ unit: 'seconds' });
    const failure = {
      retries,
      pauseSeconds,
      ...(message === undefined ? {} : { message }),
      ...(variables === undefined ? {} : { variables }),
    };
    await this.#withJob(type, (tx, job) => reportFailure(this.#runtime, tx, job, failure, ACTOR));
  }

  async error(type: string, error: { code: string; message?: string; variables: FeelContext }): Promise<void> {
    await this.#withJob(type, (tx, job) => throwFromJob(this.#runtime, tx, job, error, ACTOR));
  }

  async retry(type: string, retries: number): Promise<void> {
    await this.#withJob(type, (tx, job) => setRetries(this.#runtime, tx, job, retries, ACTOR));
  }

  async set({ of, at, local, variables, remove }: SetHow): Promise<void> {
    await this.#command(async (tx) => {
      const { id, token } = await this.#one<{ id: string; token: number | null }>(
        sql`select i.id, t.id as token from runtime.instance i join runtime.definition d on d.id = i.definition_id
          left join lateral (select t.id from runtime.token t where t.instance_id = i.id and t.element = ${at ?? null}
            order by t.id limit 1) t on true
          where i.ended_at is null and (${of ?? null}::text is null or d.process = ${of ?? null})
            and (${at ?? null}::text is null or t.id is not null) order by i.id desc limit 1`,
        'no such live instance',
      );
      await setVariables(this.#runtime, tx, id, { variables, token: token ?? undefined, local, remove }, ACTOR);
    });
  }

  async cancel(process?: string): Promise<void> {
    await this.#command(async (tx) => {
      const { id } = await this.#one<{ id: string }>(
        sql`select i.id from runtime.instance i join runtime.definition d on d.id = i.definition_id where i.ended_at is null
          and ${process === undefined ? sql`i.parent_id is null` : sql`d.process = ${process}`} order by i.id desc limit 1`,
        'no such live instance',
      );
      await cancelInstance(this.#runtime, tx, id, { actor: ACTOR, reason: 'the scenario says so' });
    });
  }

  async see(): Promise<Seen> {
    return see(this.#db, this.#deployments);
  }

  async #withJob(type: string, act: (tx: Db, job: string) => Promise<void>): Promise<void> {
    await this.#command(async (tx) => {
      const { id } = await this.#one<{ id: string }>(
        sql`select id from runtime.job where external and type = ${type}
          order by (retries > 0 and due <= now()) desc, instance_id, id limit 1`,
        `no job of type ${type}`,
      );
      await act(tx, id);
    });
  }

  async #one<T>(query: ReturnType<typeof sql>, otherwise: string): Promise<T> {
    const { rows } = await query.execute(this.#db);
    if (rows[0] === undefined) throw new StepRefused(otherwise);
    return rows[0] as T;
  }

  async #run(job: string | undefined): Promise<void> {
    await this.#command((tx) =>
      job === undefined ? this.#runtime.fireNextTimer(tx) : perform(this.#runtime, tx, job),
    );
  }

  /** One command, and after it the signals that it has thrown. What is refused leaves nothing behind. */
  async #command(act: (tx: Db) => Promise<unknown>): Promise<void> {
    try {
      await transaction(this.#db, act);
    } catch (error) {
      if (!(error instanceof TorgetError)) throw error;
      const element = error instanceof ProcessRefused ? error.element : undefined;
      throw new StepRefused(error.message, element === undefined ? [] : [element]);
    }
    for (const job of this.#handed.splice(0)) {
      const { rows } = await sql<{ type: string }>`select type from runtime.job where id = ${job}`.execute(this.#db);
      if (rows[0]?.type === 'process.signal') await this.#run(job);
    }
  }

  #goTo(at: string): void {
    if (Temporal.Instant.compare(at, this.clock) > 0) this.#clock.set(at);
  }

  /** Real time, which back-off follows, passes with the clock of the scenario. */
  async #pass(to: string): Promise<void> {
    const seconds = Temporal.Instant.from(to).since(this.clock).total({ unit: 'seconds' });
    await sql`update runtime.job set due = due - make_interval(secs => ${seconds}) where due > now()`.execute(this.#db);
  }
}
