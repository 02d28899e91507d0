import type { FeelContext } from '@torget/feel';
import type { ProcessModel } from '../model.ts';
import { advance } from '../run/advance.ts';
import type { Effect, Event } from '../step.ts';
import { type Data, empty, type Instance } from './data.ts';
import { newestStarts, resolve, type Version } from './definitions.ts';
import { StepRefused } from './scenario.ts';

/** Leaves out what every event carries; distributes over the union. */
type Bare<T> = T extends unknown ? Omit<T, 'at' | 'facts' | 'zone'> : never;
export type Happening = Bare<Event>;

/** Processes that call each other without end are a fault of the model (process.md §9). */
const MOST_CALLS = 100;

export interface Begin {
  readonly variables: FeelContext;
  readonly element?: string | undefined;
  readonly businessKey?: string | undefined;
  readonly by?: string | undefined;
  readonly parent?: Instance['parent'];
  readonly depth?: number;
}

/**
 * Instances in memory and what goes on between them: the smallest runtime around the pure step. Effects are carried out
 * in the order in which they arose; a command is done when none is left.
 */
export class Engine {
  data: Data;
  private readonly queue: { readonly instance: number; readonly effect: Effect }[] = [];

  private readonly openDecisions: boolean;

  /** `openDecisions`: one that has not been deployed is a job of its id. */
  constructor(clock: string, openDecisions = false) {
    this.data = empty(clock);
    this.openDecisions = openDecisions;
  }

  begin(version: Version<ProcessModel>, how: Begin): void {
    const { variables, element, businessKey, by, parent, depth = 0 } = how;
    if (depth > MOST_CALLS) throw new StepRefused(`more than ${MOST_CALLS} processes call each other`);
    const number = this.data.instances.size + 1;
    const event: Happening = {
      kind: 'start',
      variables,
      ...(element === undefined ? {} : { element }),
      ...(by === undefined ? {} : { by }),
      ...(parent === undefined ? {} : { called: true as const }),
    };
    const result = advance(version.of, null, { ...event, ...this.moment(number, businessKey) } as Event);
    if ('refused' in result) throw new StepRefused(result.refused.message.en, elementOf(result.refused));
    const { state } = result;
    const maps = { tasks: new Map(), jobs: new Map(), deferred: new Map() };
    this.put({ number, version, businessKey, parent, depth, state, ...maps });
    this.absorb(number, result.effects);
  }

  /** Sends an event to an instance. */
  send(number: number, event: Happening): void {
    const instance = this.instance(number);
    if ('token' in event && event.token !== undefined && instance.jobs.get(event.token)?.call.detached) {
      // Nobody waits for it: it is done, or stays with what is left of its retries.
      if (event.kind !== 'failed') this.put(answered(instance, event));
      return;
    }
    const moment = this.moment(number, instance.businessKey);
    const result = advance(instance.version.of, instance.state, { ...event, ...moment } as Event);
    if ('refused' in result) throw new StepRefused(result.refused.message.en, elementOf(result.refused));
    this.put({ ...answered(instance, event), state: result.state });
    this.absorb(number, result.effects);
  }

  instance(number: number): Instance {
    const found = this.data.instances.get(number);
    if (found === undefined) throw new StepRefused(`there is no instance ${number}`);
    return found;
  }

  put(instance: Instance): void {
    this.data.instances = new Map(this.data.instances).set(instance.number, instance);
  }

  get live(): readonly Instance[] {
    return [...this.data.instances.values()].filter((one) => one.state.ended === undefined);
  }

  order(): number {
    this.data.order += 1;
    return this.data.order;
  }

  /** Reaches all who wait for a signal now, and starts what starts by it. */
  signal(name: string, variables: FeelContext, except?: number): void {
    for (const to of this.receivers(name, except)) this.deliver(to, variables);
  }

  receivers(
    name: string,
    except?: number,
  ): readonly (readonly [number, number] | (Version<ProcessModel> & { start: string }))[] {
    const waiting = this.live
      .filter((one) => one.number !== except)
      .flatMap((one) =>
        one.state.subscriptions
          .filter((waits) => waits.kind === 'signal' && waits.name === name)
          .map((waits) => [one.number, waits.id] as const),
      );
    const starting = newestStarts(this.data.definitions, this.data.clock)
      .filter(({ start }) => start.kind === 'signal' && start.name === name)
      .map(({ version, start }) => ({ ...version, start: start.element }));
    return [...waiting, ...starting];
  }

  private deliver(to: readonly [number, number] | (Version<ProcessModel> & { start: string }), variables: FeelContext) {
    if ('start' in to) {
      this.begin(to, { variables, element: to.start });
      return;
    }
    const [number, subscription] = to;
    // An earlier receiver may have taken this one away.
    this.settle();
    const { state } = this.instance(number);
    if (state.ended !== undefined || !state.subscriptions.some((one) => one.id === subscription)) return;
    this.send(number, { kind: 'signal', subscription, variables });
  }

  /** Carries out all effects that are left. */
  settle(): void {
    for (let next = this.queue.shift(); next !== undefined; next = this.queue.shift()) {
      this.carryOut(next.instance, next.effect);
    }
  }

  /** Forgets what has not been carried out: the command was refused. */
  drop(): void {
    this.queue.length = 0;
  }

  private moment(number: number, businessKey: string | undefined): { at: string; facts: FeelContext } {
    const key = businessKey ?? null;
    const execution = { processInstanceId: String(number), businessKey: key, processBusinessKey: key };
    return { at: this.data.clock, facts: { execution } };
  }

  private absorb(instance: number, effects: readonly Effect[]): void {
    this.queue.push(...effects.map((effect) => ({ instance, effect })));
  }

  private carryOut(number: number, effect: Effect): void {
    const instance = this.instance(number);
    switch (effect.kind) {
      case 'task-open':
        this.put({ ...instance, tasks: new Map(instance.tasks).set(effect.token, effect) });
        break;
      case 'call': {
        const job = { call: effect, retries: effect.retries, openAt: this.data.clock };
        this.put({ ...instance, jobs: new Map(instance.jobs).set(effect.token, job) });
        break;
      }
      case 'defer': {
        const since = { at: this.data.clock, order: this.order() };
        this.put({ ...instance, deferred: new Map(instance.deferred).set(effect.token, since) });
        break;
      }
      case 'task-done':
        this.put({ ...instance, tasks: new Map([...instance.tasks].filter(([token]) => token !== effect.token)) });
        break;
      case 'task-change':
        this.changeTask(instance, effect);
        break;
      case 'task-cancel':
      case 'call-cancel':
      case 'defer-cancel':
        this.put(without(instance, effect.token));
        break;
      case 'decide':
        this.decide(instance, effect);
        break;
      case 'call-process':
        this.callProcess(instance, effect);
        break;
      case 'call-process-cancel':
        this.cancelCalled(number, effect.token);
        break;
      case 'signal':
        if (effect.deferred) this.later(effect);
        else this.signal(effect.name, effect.variables, number);
        break;
      case 'escalate':
        this.escalate(instance, effect);
        break;
      case 'ended':
        this.ended(instance, effect);
        break;
      case 'history':
        this.note(instance, effect);
        break;
      case 'subscribe':
      case 'unsubscribe':
      case 'took':
      case 'task-denied':
        break;
      default:
        effect satisfies never;
    }
  }

  private changeTask(instance: Instance, { token, change }: Extract<Effect, { kind: 'task-change' }>): void {
    const open = instance.tasks.get(token);
    if (open === undefined) return;
    const { assignee, due, followUp, ...rest } = { ...open, ...change };
    const kept = Object.entries({ assignee: change.claim ?? assignee, due, followUp }).filter(
      ([, value]) => value != null,
    );
    const task = { ...rest, ...Object.fromEntries(kept) };
    this.put({ ...instance, tasks: new Map(instance.tasks).set(token, task) });
  }

  private note({ version }: Instance, { element, what }: Extract<Effect, { kind: 'history' }>): void {
    if (what !== 'completed') return;
    this.data.completed = [...this.data.completed, { process: version.of.id, element }];
  }

  private escalate({ parent }: Instance, { code, variables }: Extract<Effect, { kind: 'escalate' }>): void {
    if (parent === undefined || !this.isWaiting(parent)) return;
    this.send(parent.instance, { kind: 'escalation', token: parent.token, code, variables });
  }

  private decide(instance: Instance, effect: Extract<Effect, { kind: 'decide' }>): void {
    const { decisions } = this.data.definitions;
    if (this.openDecisions && !decisions.has(effect.decision)) {
      const call = { ...effect, kind: 'call' as const, type: effect.decision, retries: 1, headers: {}, input: {} };
      const job = { call, retries: 1, openAt: this.data.clock };
      this.put({ ...instance, jobs: new Map(instance.jobs).set(effect.token, job) });
      return;
    }
    const found = resolve(decisions, effect.decision, effect.binding, instance.version.deployment);
    const { value, rows } = found.of.evaluate(effect.variables, this.data.clock);
    const output = effect.rows ? { decisionResult: rows } : { [effect.resultVariable]: value };
    this.send(instance.number, { kind: 'complete', token: effect.token, output });
  }

  private callProcess(instance: Instance, effect: Extract<Effect, { kind: 'call-process' }>): void {
    // An event that came in between may have taken the call away.
    if (!this.isWaiting({ instance: instance.number, token: effect.token })) return;
    const { processes } = this.data.definitions;
    this.begin(resolve(processes, effect.process, effect.binding, instance.version.deployment), {
      variables: effect.variables,
      businessKey: effect.businessKey,
      parent: { instance: instance.number, token: effect.token },
      depth: instance.depth + 1,
    });
  }

  private cancelCalled(number: number, token: number): void {
    const called = this.live.find((one) => one.parent?.instance === number && one.parent.token === token);
    if (called !== undefined) this.send(called.number, { kind: 'cancel' });
  }

  /** A called instance answers its caller, if that still waits. */
  private ended(instance: Instance, effect: Extract<Effect, { kind: 'ended' }>): void {
    this.put({ ...this.instance(instance.number), tasks: new Map(), jobs: new Map(), deferred: new Map() });
    const { parent } = instance;
    if (parent === undefined || !this.isWaiting(parent)) return;
    const { token } = parent;
    const output = effect.output ?? {};
    if (effect.how === 'completed') this.send(parent.instance, { kind: 'complete', token, output });
    else if (effect.how === 'cancelled') this.send(parent.instance, { kind: 'abandon', token });
    else {
      const { code = '', message } = effect.error ?? {};
      const words = message === undefined ? {} : { message };
      this.send(parent.instance, { kind: 'error', token, code, ...words, variables: output });
    }
  }

  private isWaiting({ instance, token }: NonNullable<Instance['parent']>): boolean {
    const { state } = this.instance(instance);
    return state.ended === undefined && state.tokens.some((one) => one.id === token && one.state === 'waiting');
  }

  private later(effect: Extract<Effect, { kind: 'signal' }>): void {
    const { name, variables } = effect;
    const made = this.receivers(name).map((to) => ({
      order: this.order(),
      at: this.data.clock,
      name,
      variables,
      to: 'start' in to ? { process: to.of.id, element: to.start } : { instance: to[0], subscription: to[1] },
    }));
    this.data.signals = [...this.data.signals, ...made];
  }
}

/** The instance without what an event answers; the job of a listener leaves the task open that it listens to. */
function answered(instance: Instance, event: Happening): Instance {
  if (!('token' in event) || ['failed', 'escalation', 'task', 'set'].includes(event.kind)) return instance;
  if (event.token === undefined || !instance.jobs.has(event.token)) return without(instance, event.token);
  return { ...instance, jobs: new Map([...instance.jobs].filter(([id]) => id !== event.token)) };
}

/** The instance without what a token has asked for. */
function without(instance: Instance, token: number | undefined): Instance {
  const kept = <T>(map: ReadonlyMap<number, T>) => new Map([...map].filter(([id]) => id !== token));
  const { tasks, jobs, deferred } = instance;
  return { ...instance, tasks: kept(tasks), jobs: kept(jobs), deferred: kept(deferred) };
}

function elementOf(refusal: { readonly element?: string }): readonly string[] {
  return refusal.element === undefined ? [] : [refusal.element];
}
