import type { FeelContext, FeelValue } from '@torget/feel';
import { advance } from '../run/advance.ts';
import type { Effect, Event, ProcessModel, State, Subscription } from '../types.ts';
import { Outside, StepRefused } from './scenario.ts';

type TaskOpen = Extract<Effect, { kind: 'task-open' }>;
type Call = Extract<Effect, { kind: 'call' }>;

/** A job of a service task with its retries. */
export interface Job {
  readonly call: Call;
  retries: number;
  /** The instant from which it is open again after a failure. */
  openAt: string;
}

/** A live or ended instance and what it has asked of the world. */
export interface Instance {
  readonly model: ProcessModel;
  readonly businessKey?: string | undefined;
  state: State;
  readonly tasks: Map<number, TaskOpen>;
  readonly jobs: Map<number, Job>;
  /** Completed elements in their order. */
  readonly completed: string[];
}

/** Leaves out what every event carries; distributes over the union. */
type Bare<T> = T extends unknown ? Omit<T, 'at' | 'facts' | 'zone'> : never;

/** A runtime in memory: the smallest world in which the pure engine can be driven from outside. */
export class World {
  clock: string;
  readonly definitions = new Map<string, ProcessModel>();
  readonly instances: Instance[] = [];

  constructor(clock = '2026-01-01T00:00:00Z') {
    this.clock = clock;
  }

  /** One deployment: the same process id makes the next version. Two processes may not share a start message. */
  deploy(models: readonly ProcessModel[]): void {
    const next = new Map([...this.definitions, ...models.map((model) => [model.id, model] as const)]);
    const starts = [...next.values()].flatMap((model) => startMessages(model).map(({ name }) => name));
    if (new Set(starts).size < starts.length) throw new StepRefused('two processes share a start message');
    for (const model of models) this.definitions.set(model.id, model);
  }

  start(
    model: ProcessModel,
    options: { variables: FeelContext; element?: string; businessKey?: string | undefined },
  ): void {
    const { variables, element, businessKey } = options;
    const result = advance(model, null, {
      kind: 'start',
      variables,
      ...(element === undefined ? {} : { element }),
      ...this.moment(),
    });
    if ('refused' in result) throw new StepRefused(result.refused.message.en);
    const made = { model, businessKey, state: result.state, tasks: new Map(), jobs: new Map(), completed: [] };
    this.instances.push(made);
    this.absorb(made, result.effects);
  }

  /** Sends an event; a refusal changes nothing. */
  send(instance: Instance, event: Bare<Event>): void {
    const result = advance(instance.model, instance.state, { ...event, ...this.moment() } as Event);
    if ('refused' in result) throw new StepRefused(result.refused.message.en);
    instance.state = result.state;
    if (event.kind === 'complete' || event.kind === 'error') {
      instance.tasks.delete(event.token);
      instance.jobs.delete(event.token);
    }
    this.absorb(instance, result.effects);
  }

  get live(): readonly Instance[] {
    return this.instances.filter((one) => one.state.ended === undefined);
  }

  subscriptions(): readonly { readonly instance: Instance; readonly subscription: Subscription }[] {
    return this.live.flatMap((instance) =>
      instance.state.subscriptions.map((subscription) => ({ instance, subscription })),
    );
  }

  /** The timer that is due first, at or before an instant. */
  due(until: string): { readonly instance: Instance; readonly subscription: Subscription } | undefined {
    const limit = Temporal.Instant.from(until);
    return this.subscriptions()
      .filter(({ subscription }) => subscription.due !== undefined && compare(subscription.due, limit) <= 0)
      .sort((a, b) => compare(a.subscription.due ?? '', Temporal.Instant.from(b.subscription.due ?? '')))[0];
  }

  private moment(): { at: string; facts: { readonly [name: string]: FeelValue } } {
    return { at: this.clock, facts: {} };
  }

  private absorb(instance: Instance, effects: readonly Effect[]): void {
    for (const effect of effects) {
      if (effect.kind === 'task-open') instance.tasks.set(effect.token, effect);
      if (effect.kind === 'task-cancel') instance.tasks.delete(effect.token);
      if (effect.kind === 'call') {
        instance.jobs.set(effect.token, { call: effect, retries: effect.retries, openAt: this.clock });
      }
      if (effect.kind === 'call-cancel') instance.jobs.delete(effect.token);
      if (effect.kind === 'decide') throw new Outside('decisions');
      if (effect.kind === 'history' && effect.what === 'completed') instance.completed.push(effect.element);
    }
  }
}

function compare(instant: string, other: Temporal.Instant): number {
  return Temporal.Instant.compare(Temporal.Instant.from(instant), other);
}

/** Message start events with literal names. */
export function startMessages(model: ProcessModel): readonly { readonly element: string; readonly name: string }[] {
  return model.entries.flatMap((element) => {
    const name = model.nodes.get(element)?.event?.message?.name;
    return name !== undefined && 'literal' in name ? [{ element, name: name.literal }] : [];
  });
}
