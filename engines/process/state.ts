import type { FeelContext, Json, Stored } from '@torget/feel';
import type { TaskTurn } from './model.ts';

/** One token. `id` counts up inside the instance and is never used twice. */
export interface Token {
  readonly id: number;
  readonly scope: number;
  readonly element: string;
  /**
   * `waiting`: at a task, catch event or call; `joining`: at a join; `scope`: stands for a sub-process that runs; `loop`:
   * stands for all instances of a loop; `before`, `after`: waits for its continuation at an asynchronous border;
   * `compensating`: waits for the handlers that it has called.
   */
  readonly state: 'waiting' | 'joining' | 'scope' | 'loop' | 'before' | 'after' | 'compensating';
  /** The flow it came in by; joins need it. At an asynchronous exit the flow it goes out by. */
  readonly by?: string;
  /** The listener's job that it waits for, counted through those of its start and its end. */
  readonly listener?: number;
  /** The token whose compensation this one is part of. */
  readonly thrower?: number;
  /** A user task with which something is being done: it waits for a listener's job. */
  readonly task?: TaskState;
}

/** What is being done with a user task, and which of the listeners it waits for. */
export interface TaskState {
  readonly turn: Exclude<TaskTurn, 'canceling'>;
  readonly number: number;
  /** Properties that will hold then: as evaluated or asked for, as corrected by the listeners before. */
  readonly change?: TaskChange;
  /** Completing: what was answered, and who did so. `answers` are opaque here. */
  readonly output?: Stored;
  readonly by?: string;
  readonly answers?: Json;
}

/** Properties of a user task; null takes one away. */
export interface TaskChange {
  /** Whom the model gives it to. */
  readonly assignee?: string | null;
  /** Who has taken it, by hand. */
  readonly claim?: string | null;
  readonly candidateGroups?: readonly string[];
  readonly candidateUsers?: readonly string[];
  /** RFC 3339 instants. */
  readonly due?: string | null;
  readonly followUp?: string | null;
  readonly priority?: number;
}

export interface ScopeState {
  readonly id: number;
  readonly element: string;
  readonly parent?: number;
  /** The token in the parent scope that stands for this scope. */
  readonly token?: number;
  readonly variables: { readonly [name: string]: Stored };
  /** The scope around the instances of a loop. */
  readonly loop?: LoopState;
  /** The scope of one instance of a loop: its `loopCounter`. */
  readonly counter?: number;
  /** Sequential ad-hoc sub-process: elements that wait for their turn. */
  readonly queue?: readonly string[];
  /** Ad-hoc sub-process: collected outputs. */
  readonly results?: readonly (Stored | null)[];
}

export interface LoopState {
  /** Absent for a standard loop: nobody knows. */
  readonly total?: number;
  readonly started: number;
  readonly done: number;
  /** The collection as it was at entry. */
  readonly items?: readonly Stored[];
  readonly results?: readonly (Stored | null)[];
}

/** What has been completed and can still be compensated. */
export interface Done {
  readonly id: number;
  /** The scope whose compensation it belongs to. */
  readonly scope: number;
  readonly element: string;
  readonly counter?: number;
  /** Its own variables as they were. */
  readonly variables: { readonly [name: string]: Stored };
  /** What was completed inside a sub-process. */
  readonly inner?: readonly Done[];
}

/** What an element, or a scope with an event sub-process, waits for. */
export interface Subscription {
  readonly id: number;
  /** 0 when a scope waits. */
  readonly token: number;
  /** Event sub-processes: the scope that waits; `element` is the start event. */
  readonly scope?: number;
  readonly element: string;
  readonly kind: 'message' | 'timer' | 'signal' | 'condition';
  readonly name?: string;
  readonly key?: string;
  /** RFC 3339 instant. */
  readonly due?: string;
  /** Cycle timers: how often it may still fire (absent = for ever), and the period with its end or the cron expression. */
  readonly remaining?: number;
  readonly every?: string;
}

/** The whole state of an instance: a small JSON value that refers to elements by id and never contains the model. */
export interface State {
  readonly process: string;
  readonly next: number;
  readonly tokens: readonly Token[];
  readonly scopes: readonly ScopeState[];
  readonly subscriptions: readonly Subscription[];
  /** Completed work that can still be compensated, in the order of completion. */
  readonly done?: readonly Done[];
  /** Another instance has called this one and waits for its end. */
  readonly called?: true;
  readonly ended?: Ended;
}

/** `failed`: a called instance ended in an error that its caller has to catch. */
export type Ended = 'completed' | 'cancelled' | 'failed';

/** Visible variables of an element, innermost first. */
export type VariablesAt = (state: State, token: number) => FeelContext;
