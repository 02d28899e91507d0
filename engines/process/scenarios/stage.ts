import type { FeelContext } from '@torget/feel';

/**
 * Where a scenario plays: the pure engine in memory, or a runtime on a database. Every method is one command; what is
 * refused throws `StepRefused` and changes nothing.
 */
export interface Stage {
  /** RFC 3339 instant of the stage's clock. */
  readonly clock: string;
  /** One deployment: the same process or decision id makes the next version. */
  deploy(files: readonly DeployedFile[]): Promise<void>;
  start(how: StartHow): Promise<void>;
  /** Completes one open user task with that element id. */
  complete(task: string, variables: FeelContext): Promise<void>;
  /** Lets a receive task without a message go on. */
  trigger(element: string): Promise<void>;
  /** Moves the clock to an instant and runs all that is due, in due order. */
  advance(to: string): Promise<void>;
  /** Runs so many due jobs (continuations, timers due now); gives how many there were. */
  run(most: number): Promise<number>;
  message(message: MessageHow): Promise<void>;
  signal(name: string, variables: FeelContext): Promise<void>;
  /** Completes, fails or ends in an error one job of a type; `retry` sets its retries. */
  work(type: string, variables: FeelContext): Promise<void>;
  fail(type: string, failure: Failure): Promise<void>;
  error(type: string, error: { code: string; message?: string; variables: FeelContext }): Promise<void>;
  retry(type: string, retries: number): Promise<void>;
  set(change: SetHow): Promise<void>;
  /** Deletes one live instance, of a process if it is named. */
  cancel(process?: string): Promise<void>;
  see(): Promise<Seen>;
}

export interface DeployedFile {
  readonly name: string;
  readonly text: string;
}

export interface StartHow {
  readonly process?: string | undefined;
  readonly message?: string | undefined;
  readonly variables: FeelContext;
  readonly businessKey?: string | undefined;
  readonly startedBy?: string | undefined;
}

export interface MessageHow {
  readonly name: string;
  readonly element?: string | undefined;
  readonly businessKey?: string | undefined;
  /** Variables that the waiting instance must have. */
  readonly correlation: FeelContext;
  readonly variables: FeelContext;
}

export interface Failure {
  readonly retries: number;
  readonly message?: string | undefined;
  /** Instant from which the job is open again. */
  readonly openAt?: string | undefined;
  readonly variables?: FeelContext | undefined;
}

export interface SetHow {
  readonly of?: string | undefined;
  /** As seen from this live element; `local` in the element's own scope. */
  readonly at?: string | undefined;
  readonly local?: boolean | undefined;
  readonly variables: FeelContext;
  readonly remove?: readonly string[] | undefined;
}

/** What can be seen from outside, all at one moment. */
export interface Seen {
  /** All instances in the order of their start, those that have ended too. */
  readonly instances: readonly SeenInstance[];
  /** What the newest deployed versions wait for to start. */
  readonly starts: {
    readonly messages: readonly string[];
    readonly signals: readonly string[];
    readonly timers: number;
  };
  /** Continuations that belong to no instance: deferred throws. */
  readonly continuations: number;
  /** Completed elements over all instances, in their order. */
  readonly completed: readonly { readonly process: string; readonly element: string }[];
}

export interface SeenInstance {
  readonly process: string;
  readonly called: boolean;
  readonly ended: boolean;
  readonly businessKey?: string | undefined;
  /** On the root scope. */
  readonly variables: FeelContext;
  /** Live tokens and scopes; a loop counts by its instances. */
  readonly active: readonly { readonly element: string; readonly visible: FeelContext }[];
  readonly tasks: readonly SeenTask[];
  readonly jobs: readonly SeenJob[];
  readonly waiting: {
    readonly messages: readonly string[];
    readonly signals: readonly string[];
    readonly timers: number;
    readonly conditions: number;
    readonly compensations: number;
    readonly continuations: number;
  };
}

export interface SeenTask {
  readonly task: string;
  readonly name?: string | undefined;
  readonly description?: string | undefined;
  readonly assignee?: string | undefined;
  readonly candidateUsers: readonly string[];
  readonly candidateGroups: readonly string[];
  readonly due?: string | undefined;
  readonly followUp?: string | undefined;
  readonly priority: number;
}

export interface SeenJob {
  readonly element: string;
  readonly type: string;
  /** Whether a worker could fetch it now. */
  readonly open: boolean;
  readonly incident: boolean;
  readonly variables: FeelContext;
}
