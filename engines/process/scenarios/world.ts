import type { FeelContext } from '@torget/feel';
import type { LoadOptions } from '../model.ts';
import { lookup, rootVariables } from '../run/variables.ts';
import { before, type Instance, type Job } from './data.ts';
import { deployed, newestStarts, type ReadDecisions, type Reading, resolve } from './definitions.ts';
import { firstDue } from './due.ts';
import { Engine } from './engine.ts';
import { StepRefused } from './scenario.ts';
import { see } from './see.ts';
import type { DeployedFile, Failure, MessageHow, Seen, SetHow, Stage, StartHow } from './stage.ts';
import { alike } from './values.ts';

/** The pure engine as a stage: everything in memory, each method one command that is undone when it is refused. */
export class World implements Stage {
  private readonly engine: Engine;
  private readonly reading: Reading;

  /** `topics` gives work to whom the files name nobody for (see `LoadOptions`). */
  constructor(clock: string, readDecisions?: ReadDecisions, topics?: LoadOptions['topics']) {
    this.engine = new Engine(clock, topics !== undefined);
    this.reading = { readDecisions, topics };
  }

  get clock(): string {
    return this.engine.data.clock;
  }

  /** The process that is meant when none is named: the first that was deployed. */
  private get first(): string {
    return [...this.engine.data.definitions.processes.keys()][0] ?? '';
  }

  async deploy(files: readonly DeployedFile[]): Promise<void> {
    const { data } = this.engine;
    const { definitions, models } = await deployed(data.definitions, files, data.clock, this.reading);
    data.definitions = definitions;
    // A new version takes over the starting timers of the one before.
    const kept = data.startTimers.filter((one) => models.every((model) => model.id !== one.process));
    const made = newestStarts(definitions, data.clock).flatMap(({ version, start }) =>
      start.timer === undefined || !models.includes(version.of)
        ? []
        : [{ process: version.of.id, element: start.element, timer: start.timer, order: this.engine.order() }],
    );
    data.startTimers = [...kept, ...made];
  }

  async start({ process, message, variables, businessKey, startedBy }: StartHow): Promise<void> {
    this.command(() => {
      const by = { variables, businessKey, by: startedBy };
      if (message !== undefined) this.startByMessage(message, by);
      else this.engine.begin(resolve(this.engine.data.definitions.processes, process ?? this.first, undefined, 0), by);
    });
  }

  async complete(task: string, output: FeelContext): Promise<void> {
    this.command(() => {
      const open = this.engine.live.flatMap(({ number, tasks }) =>
        [...tasks].filter(([, one]) => one.element === task).map(([token]) => ({ number, token })),
      )[0];
      if (open === undefined) throw new StepRefused(`no open task ${task}`);
      this.engine.send(open.number, { kind: 'task', token: open.token, act: { do: 'complete', output } });
    });
  }

  async trigger(element: string): Promise<void> {
    this.command(() => {
      const waiting = this.engine.live.flatMap(({ number, state }) =>
        state.tokens
          .filter((one) => one.element === element && one.state === 'waiting')
          .map(({ id }) => ({ number, token: id })),
      )[0];
      if (waiting === undefined) throw new StepRefused(`${element} does not wait`);
      this.engine.send(waiting.number, { kind: 'complete', token: waiting.token });
    });
  }

  async advance(to: string): Promise<void> {
    const { data } = this.engine;
    for (let due = firstDue(this.engine, to); due !== undefined; due = firstDue(this.engine, to)) {
      if (before(due.at, data.clock) > 0) data.clock = due.at;
      this.command(due.run);
    }
    data.clock = to;
  }

  async run(most: number): Promise<number> {
    for (let done = 0; done < most; done += 1) {
      const due = firstDue(this.engine, this.clock);
      if (due === undefined) return done;
      this.command(due.run);
    }
    return most;
  }

  /** A message that fits several waiting subscriptions is refused unless `element` or `businessKey` settles it. */
  async message({ name, element, businessKey, correlation, variables }: MessageHow): Promise<void> {
    this.command(() => {
      const fits = this.engine.live
        .filter((one) => (businessKey === undefined || one.businessKey === businessKey) && has(one, correlation))
        .flatMap(({ number, state }) =>
          state.subscriptions
            .filter((waits) => waits.kind === 'message' && waits.name === name)
            .filter((waits) => element === undefined || waits.element === element)
            .map(({ id }) => ({ number, subscription: id })),
        );
      const [first] = fits;
      if (fits.length > 1 && element === undefined) throw new StepRefused('several instances wait for the message');
      if (first === undefined) this.startByMessage(name, { variables, businessKey });
      else this.engine.send(first.number, { kind: 'message', subscription: first.subscription, variables });
    });
  }

  async signal(name: string, variables: FeelContext): Promise<void> {
    this.command(() => this.engine.signal(name, variables));
  }

  async work(type: string, output: FeelContext): Promise<void> {
    this.command(() => {
      const { number, token } = this.heldJob(type);
      this.engine.send(number, { kind: 'complete', token, output });
    });
  }

  async fail(type: string, { retries, message, openAt, variables }: Failure): Promise<void> {
    this.command(() => {
      const { number, token } = this.heldJob(type);
      if (retries < 0) throw new StepRefused('a negative number of retries');
      this.engine.send(number, {
        kind: 'failed',
        token,
        ...(message === undefined ? {} : { message }),
        ...(variables === undefined ? {} : { variables }),
      });
      this.change(number, token, { retries, openAt: openAt ?? this.clock });
    });
  }

  async error(type: string, error: { code: string; message?: string; variables: FeelContext }): Promise<void> {
    this.command(() => {
      const { number, token } = this.heldJob(type);
      this.engine.send(number, { kind: 'error', token, ...error });
    });
  }

  async retry(type: string, retries: number): Promise<void> {
    this.command(() => {
      const { number, token } = this.heldJob(type);
      if (retries < 0) throw new StepRefused('a negative number of retries');
      this.change(number, token, { retries });
    });
  }

  async set({ of, at, local, variables, remove }: SetHow): Promise<void> {
    this.command(() => {
      const instance = this.engine.live.findLast(({ version, state }) => {
        const stands = at === undefined || state.tokens.some((token) => token.element === at);
        return stands && (of === undefined || version.of.id === of);
      });
      if (instance === undefined) throw new StepRefused('no such live instance');
      const token = at === undefined ? undefined : instance.state.tokens.find((one) => one.element === at)?.id;
      if (token === undefined || local === true) {
        const own = token === undefined ? {} : { token };
        const gone = remove === undefined ? {} : { remove };
        this.engine.send(instance.number, { kind: 'set', variables, ...own, ...gone });
      } else this.setAt(instance.number, token, variables);
    });
  }

  /** Each variable where it is, as seen from a token. */
  private setAt(number: number, token: number, variables: FeelContext): void {
    for (const [name, value] of Object.entries(variables)) {
      const scope = holder(this.engine.instance(number), token, name);
      const where = scope === undefined ? {} : { scope };
      this.engine.send(number, { kind: 'set', variables: { [name]: value }, ...where });
    }
  }

  async cancel(process?: string): Promise<void> {
    this.command(() => {
      const { live } = this.engine;
      const found = live.findLast((one) => (process === undefined ? !one.parent : one.version.of.id === process));
      if (found === undefined) throw new StepRefused('no such live instance');
      this.engine.send(found.number, { kind: 'cancel' });
    });
  }

  async see(): Promise<Seen> {
    return see(this.engine.data);
  }

  /** All or nothing: what is refused leaves no trace. */
  private command(act: () => void): void {
    const saved = { ...this.engine.data };
    try {
      act();
      this.engine.settle();
    } catch (error) {
      this.engine.drop();
      Object.assign(this.engine.data, saved);
      throw error;
    }
  }

  private startByMessage(name: string, how: { variables: FeelContext; businessKey?: string | undefined }): void {
    const found = newestStarts(this.engine.data.definitions, this.clock).find(
      ({ start }) => start.kind === 'message' && start.name === name,
    );
    if (found === undefined) throw new StepRefused(`nothing waits for the message ${name}`);
    this.engine.begin(found.version, { ...how, element: found.start.element });
  }

  /** A job of a type: an open one, else one with an incident, as a worker that still holds it would reach it. */
  private heldJob(type: string): { number: number; token: number } {
    const found = this.engine.live.flatMap(({ number, jobs }) =>
      [...jobs].filter(([, job]) => job.call.type === type).map(([token, job]) => ({ number, token, job })),
    );
    const open = found.find(({ job }) => job.retries > 0 && before(job.openAt, this.clock) <= 0);
    const held = open ?? found[0];
    if (held === undefined) throw new StepRefused(`no job of type ${type}`);
    return held;
  }

  private change(number: number, token: number, change: Partial<Job>): void {
    const instance = this.engine.instance(number);
    const job = instance.jobs.get(token);
    if (job === undefined) return;
    this.engine.put({ ...instance, jobs: new Map(instance.jobs).set(token, { ...job, ...change }) });
  }
}

function has(instance: Instance, correlation: FeelContext): boolean {
  const root = rootVariables(instance.state);
  return Object.entries(correlation).every(([name, value]) => alike(root[name], value));
}

/** The nearest scope that has the variable, seen from a token. */
function holder({ state }: Instance, token: number, name: string): number | undefined {
  const scopes = new Map(state.scopes.map((scope) => [scope.id, scope]));
  const own = state.scopes.find((scope) => scope.token === token)?.id;
  let from = own ?? state.tokens.find((one) => one.id === token)?.scope;
  while (from !== undefined && lookup(scopes, from, name) !== undefined) {
    if (Object.hasOwn(scopes.get(from)?.variables ?? {}, name)) return from;
    from = scopes.get(from)?.parent;
  }
  return undefined;
}
