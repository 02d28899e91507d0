import type { FeelContext } from '@torget/feel';
import type { ProcessModel } from '../model.ts';
import type { Due } from '../run/timers.ts';
import type { State } from '../state.ts';
import type { Effect } from '../step.ts';
import { type Definitions, NOTHING, type Version } from './definitions.ts';

export type TaskOpen = Extract<Effect, { kind: 'task-open' }>;
export type Call = Extract<Effect, { kind: 'call' }>;

/** A job of a service task with its retries. */
export interface Job {
  readonly call: Call;
  readonly retries: number;
  /** The instant from which it is open again after a failure. */
  readonly openAt: string;
}

/** A live or ended instance and what it has asked of the world. Never changed in place. */
export interface Instance {
  readonly number: number;
  readonly version: Version<ProcessModel>;
  readonly businessKey: string | undefined;
  readonly parent: { readonly instance: number; readonly token: number } | undefined;
  readonly depth: number;
  readonly state: State;
  readonly tasks: ReadonlyMap<number, TaskOpen>;
  readonly jobs: ReadonlyMap<number, Job>;
  /** Tokens at asynchronous borders → when they came there, and as the how-manieth. */
  readonly deferred: ReadonlyMap<number, { readonly at: string; readonly order: number }>;
}

/** A thrown signal on its way to one receiver. */
export interface DeferredSignal {
  readonly order: number;
  readonly at: string;
  readonly name: string;
  readonly variables: FeelContext;
  readonly to:
    | { readonly instance: number; readonly subscription: number }
    | { readonly process: string; readonly element: string };
}

/** A timer that starts a process, newest version only. */
export interface StartTimer {
  readonly process: string;
  readonly element: string;
  readonly timer: Due;
  readonly order: number;
}

/** Everything that a command may change, so that a refused one can be undone. */
export interface Data {
  clock: string;
  definitions: Definitions;
  instances: ReadonlyMap<number, Instance>;
  signals: readonly DeferredSignal[];
  startTimers: readonly StartTimer[];
  completed: readonly { readonly process: string; readonly element: string }[];
  order: number;
}

export function empty(clock: string): Data {
  return {
    clock,
    definitions: NOTHING,
    instances: new Map(),
    signals: [],
    startTimers: [],
    completed: [],
    order: 0,
  };
}

export function before(one: string, other: string): number {
  return Temporal.Instant.compare(Temporal.Instant.from(one), Temporal.Instant.from(other));
}
