import type { Bilingual, Fault, FeelContext, FeelValue, Program, Result, Stored } from '@torget/feel';

/** What kind of node it is; event definitions are told apart by `event`. The names are BPMN 2.0's. */
export type NodeKind =
  | 'startEvent'
  | 'endEvent'
  | 'intermediateCatchEvent'
  | 'intermediateThrowEvent'
  | 'boundaryEvent'
  | 'task'
  | 'manualTask'
  | 'userTask'
  | 'serviceTask'
  | 'sendTask'
  | 'receiveTask'
  | 'businessRuleTask'
  | 'scriptTask'
  | 'exclusiveGateway'
  | 'parallelGateway'
  | 'inclusiveGateway'
  | 'eventBasedGateway'
  | 'subProcess'
  | 'transaction'
  | 'eventSubProcess'
  | 'adHocSubProcess'
  | 'callActivity';

export interface Flow {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly name?: string;
  readonly condition?: Program;
  readonly isDefault: boolean;
  /** Import dialect: what listeners set when the flow is taken. */
  readonly listeners?: readonly Assignment[];
}

/** A literal text or a FEEL expression (zeebe: text starting with `=`). */
export type Value = { readonly literal: string } | { readonly program: Program };

export interface Mapping {
  readonly source: Value;
  readonly target: string;
}

/** A listener that sets a variable (`${execution.setVariable(…)}`), or only evaluates. */
export interface Assignment {
  readonly program: Program;
  readonly variable?: string;
}

/** What an event waits for or throws. */
export interface Trigger {
  readonly kind:
    | 'none'
    | 'message'
    | 'timer'
    | 'error'
    | 'terminate'
    | 'signal'
    | 'escalation'
    | 'condition'
    | 'link'
    | 'compensation'
    | 'cancel';
  readonly message?: { readonly name: Value; readonly correlationKey?: Value };
  readonly timer?: { readonly kind: 'date' | 'duration' | 'cycle'; readonly value: Value };
  /** `deferred`: import dialect, a throw whose receivers are reached by continuations. */
  readonly signal?: { readonly name: Value; readonly deferred?: true; readonly payload?: CallMapping };
  /** Absent on a catch: takes every code. */
  readonly errorCode?: string;
  readonly escalationCode?: string;
  /** Judged when it is armed and at each change of a visible variable; `names` and `changes` narrow the changes. */
  readonly condition?: {
    readonly program: Program;
    readonly names?: readonly string[];
    readonly changes?: readonly Change[];
  };
  readonly link?: string;
  /** A throw: absent activity compensates the whole scope. */
  readonly compensate?: { readonly activity?: string; readonly wait: boolean };
  /** Import dialect: what a thrown error says, and the variables that a catch sets from code and message. */
  readonly errorMessage?: Value;
  readonly codeVariable?: string;
  readonly messageVariable?: string;
}

export type Change = 'create' | 'update' | 'delete';

/** Which variables cross the border of a call or travel with a signal. */
export interface CallMapping {
  /** `all`: every visible one; `local`: those of the element itself; `none`: only what `each` says. */
  readonly take: 'all' | 'local' | 'none';
  readonly each: readonly {
    readonly source: Value;
    readonly target: string;
    /** The source sees (in) or the target is (out) the element's own scope only. */
    readonly local?: true;
  }[];
  /** Out: everything goes into the element's own scope. */
  readonly into?: 'local';
}

/** Which deployed version a call activity or a rule task means; the runtime resolves it. */
export interface Binding {
  readonly kind: 'latest' | 'deployment' | 'version' | 'versionTag';
  readonly value?: Value;
}

/** Multi-instance or standard loop (BPMN 2.0 §13.3.7). */
export interface Loop {
  readonly kind: 'parallel' | 'sequential' | 'standard';
  readonly cardinality?: Value;
  readonly collection?: Value;
  readonly element?: string;
  readonly output?: { readonly collection: string; readonly element: Program };
  readonly completion?: Program;
  /** Import dialect: asynchronous border of each inner instance. */
  readonly before?: true;
  readonly after?: true;
  /** Standard loop. */
  readonly condition?: Program;
  readonly testBefore?: boolean;
  readonly maximum?: number;
}

export interface Node {
  readonly id: string;
  readonly kind: NodeKind;
  readonly name?: string;
  /** Id of the enclosing sub-process; absent on the process itself. */
  readonly parent?: string;
  /** Flows in the order of the XML; the exclusive gateway depends on it. */
  readonly outgoing: readonly Flow[];
  readonly incoming: readonly Flow[];
  readonly event?: Trigger;
  /** Boundary events: their host; they and the start events of event sub-processes: whether they interrupt. */
  readonly attachedTo?: string;
  readonly interrupting?: boolean;
  /** Service, send, business-rule tasks: `zeebe:taskDefinition`. */
  readonly task?: { readonly type: Value; readonly retries?: Value };
  readonly headers: { readonly [key: string]: string };
  readonly inputs: readonly Mapping[];
  readonly outputs: readonly Mapping[];
  readonly decision?: {
    readonly id: Value;
    readonly resultVariable?: string;
    readonly binding?: Binding;
    /** Import dialect: how the rows of the result become one value. */
    readonly mapping?: 'singleEntry' | 'singleResult' | 'collectEntries' | 'resultList';
  };
  readonly script?: { readonly program: Program; readonly resultVariable?: string };
  readonly user?: {
    readonly assignee?: Value;
    readonly candidateGroups?: Value;
    readonly candidateUsers?: Value;
    readonly dueDate?: Value;
    readonly followUpDate?: Value;
    readonly priority?: Value;
    readonly form?: string;
  };
  readonly documentation?: string;
  /** Import dialect: asynchronous borders; between them and the element the instance waits for a continuation. */
  readonly before?: true;
  readonly after?: true;
  readonly loop?: Loop;
  readonly call?: {
    readonly process: Value;
    readonly binding: Binding;
    readonly businessKey?: Value;
    readonly input: CallMapping;
    readonly output: CallMapping;
  };
  /** Activities: the handler that a compensation boundary event ties to it; the handler itself is `isHandler`. */
  readonly handler?: string;
  readonly isHandler?: true;
  readonly adHoc?: {
    readonly ordering: 'parallel' | 'sequential';
    readonly activate?: Program;
    readonly completion?: Program;
    readonly cancelRemaining: boolean;
    readonly output?: { readonly collection: string; readonly element: Program };
  };
  /** Start events: the variable that gets the starting person. */
  readonly initiator?: string;
  /** Jobs: error definitions that may turn a result or a failure into a BPMN error; the first true one counts. */
  readonly errors?: readonly { readonly condition?: Program; readonly code: string; readonly message?: Value }[];
  readonly listeners?: {
    readonly start: readonly Assignment[];
    readonly end: readonly Assignment[];
    readonly create: readonly Assignment[];
    readonly complete: readonly Assignment[];
  };
  /** `zeebe:property` name → value, for instance `citizen-step`. */
  readonly properties: { readonly [name: string]: string };
}

/** A picture of the model as its author laid it out (BPMN DI). Coordinates are the model's own. */
export interface Layout {
  readonly shapes: { readonly [element: string]: { x: number; y: number; width: number; height: number } };
  readonly edges: { readonly [flow: string]: readonly { x: number; y: number }[] };
  /** Where the author put the names of events, gateways and flows. */
  readonly labels: { readonly [element: string]: { x: number; y: number; width: number; height: number } };
  /** Pools and lanes around the process. */
  readonly frames: readonly {
    readonly id: string;
    readonly kind: 'pool' | 'lane';
    readonly name: string;
    readonly x: number;
    readonly y: number;
    readonly width: number;
    readonly height: number;
  }[];
}

export interface ProcessModel {
  readonly id: string;
  readonly name?: string;
  readonly versionTag?: string;
  /** Whose attributes the file uses; what a result hands on depends on it (process.md §4). */
  readonly dialect: 'zeebe' | 'camunda';
  readonly nodes: ReadonlyMap<string, Node>;
  /** The start event that `start` uses when it names none. */
  readonly start: string;
  /** Start event inside each scope: sub-process id → start event id. An event sub-process's is its trigger. */
  readonly starts: ReadonlyMap<string, string>;
  /** Scope (process or sub-process id) → its event sub-processes in the order of the XML. */
  readonly eventSubProcesses: ReadonlyMap<string, readonly Node[]>;
  /** Throwing link event → the catch event it leads to. */
  readonly links: ReadonlyMap<string, string>;
  /** Whether anything waits for a condition: only then changes of variables are watched. */
  readonly conditional: boolean;
  /** All start events of the process itself, in the order of the XML; message starts stand here too. */
  readonly entries: readonly string[];
  /** Host id → its boundary events in the order of the XML. */
  readonly boundary: ReadonlyMap<string, readonly Node[]>;
  /** Every flow by id. */
  readonly flows: ReadonlyMap<string, Flow>;
  readonly layout: Layout;
  /** Lanes: element id → lane name. */
  readonly lanes: ReadonlyMap<string, string>;
  readonly warnings: readonly Fault[];
  /** Name of the file, and where each element and each expression stands in it. */
  readonly file: string;
  readonly places: ReadonlyMap<string, Place>;
  readonly sources: ReadonlyMap<Program, Place>;
}

/** A place in the XML text, counted from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

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
  /** The token whose compensation this one is part of. */
  readonly thrower?: number;
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
  /** Cycle timers: how often it may still fire (absent = for ever) and the ISO 8601 period or the cron expression. */
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

/**
 * What happens to an instance. `at` is the instant of the runtime's clock, `facts` are the names that live outside the
 * process (`application`, `register`, `rates`, `case`, `decision`) and are read, never written, by expressions.
 */
export interface Moment {
  readonly at: string;
  readonly zone?: string;
  readonly facts: FeelContext;
}

export type Event = Moment &
  (
    | {
        readonly kind: 'start';
        readonly variables?: FeelContext;
        readonly element?: string;
        /** The starting person, for the start event's `initiator`. */
        readonly by?: string;
        readonly called?: true;
      }
    /** A task, call or decision at this token is done. `output` are its variables. */
    | { readonly kind: 'complete'; readonly token: number; readonly output?: FeelContext }
    /** A job or block ended in a BPMN error; the innermost matching boundary event catches it. */
    | {
        readonly kind: 'error';
        readonly token: number;
        readonly code: string;
        readonly message?: string;
        /** What the worker hands over with the error; the boundary event gets it as a message event gets its variables. */
        readonly variables?: FeelContext;
      }
    /** A job has failed: its error definitions may make a BPMN error of it; otherwise nothing changes. */
    | { readonly kind: 'failed'; readonly token: number; readonly message?: string; readonly variables?: FeelContext }
    /** A task, or the process that a call activity has called, escalates; it goes on unless the catch interrupts it. */
    | { readonly kind: 'escalation'; readonly token: number; readonly code: string; readonly variables?: FeelContext }
    /** What a call activity has called was cancelled from outside. */
    | { readonly kind: 'abandon'; readonly token: number }
    /** The continuation of a token at an asynchronous border. */
    | { readonly kind: 'continue'; readonly token: number }
    | { readonly kind: 'timer'; readonly subscription: number }
    | { readonly kind: 'message'; readonly subscription: number; readonly variables?: FeelContext }
    | { readonly kind: 'signal'; readonly subscription: number; readonly variables?: FeelContext }
    /** Staff start an element of an ad-hoc sub-process, or end it. */
    | { readonly kind: 'activate'; readonly token: number; readonly element: string }
    | { readonly kind: 'finish'; readonly token: number }
    /**
     * Without `scope` the variables are written on the root, with it exactly there; with `token` into the own scope of
     * that token, which is made when it has none. `remove` takes names away.
     */
    | {
        readonly kind: 'set';
        readonly variables: FeelContext;
        readonly scope?: number;
        readonly token?: number;
        readonly remove?: readonly string[];
      }
    /** Facts of these names are not what they were: conditions that read them are judged. */
    | { readonly kind: 'changed'; readonly names: readonly string[] }
    | { readonly kind: 'cancel' }
  );

/** What the world must do. Effects stand in the order in which they arose. */
export type Effect =
  | {
      readonly kind: 'task-open';
      readonly token: number;
      readonly element: string;
      readonly assignee?: string;
      readonly candidateGroups: readonly string[];
      readonly candidateUsers: readonly string[];
      readonly due?: string;
      readonly followUp?: string;
      readonly priority: number;
      readonly form?: string;
      /** Local variables that the input mapping made. */
      readonly input: FeelContext;
    }
  | { readonly kind: 'task-cancel'; readonly token: number; readonly element: string }
  /** A building block or an outside job: answered later, or at once, with `complete` or `error` for the token. */
  | {
      readonly kind: 'call';
      readonly token: number;
      readonly element: string;
      readonly type: string;
      readonly retries: number;
      readonly headers: { readonly [key: string]: string };
      readonly input: FeelContext;
    }
  | { readonly kind: 'call-cancel'; readonly token: number; readonly element: string }
  /** A business-rule task: the runtime answers in the same transaction with `complete` and the result variable. */
  | {
      readonly kind: 'decide';
      readonly token: number;
      readonly element: string;
      readonly decision: string;
      readonly resultVariable: string;
      readonly binding?: BoundTo;
      /**
       * Import dialect: the answer is `{ decisionResult: rows }`, one context of output values for each rule that hit;
       * the engine makes the result variable of it.
       */
      readonly rows?: true;
      /** Variables visible at the element (inner scopes win), without `facts`. */
      readonly variables: FeelContext;
    }
  | { readonly kind: 'subscribe'; readonly subscription: Subscription }
  | { readonly kind: 'unsubscribe'; readonly subscription: number; readonly element: string }
  | {
      readonly kind: 'history';
      readonly element: string;
      readonly token: number;
      readonly what: 'entered' | 'completed' | 'cancelled';
    }
  /** A flow that a token took, for the picture of the path. */
  | { readonly kind: 'took'; readonly flow: string }
  /** A call activity starts an instance of its own; its end is answered with `complete`, `error` or `abandon`. */
  | {
      readonly kind: 'call-process';
      readonly token: number;
      readonly element: string;
      readonly process: string;
      readonly binding: BoundTo;
      readonly variables: FeelContext;
      readonly businessKey?: string;
    }
  | { readonly kind: 'call-process-cancel'; readonly token: number; readonly element: string }
  /** An asynchronous border: a job that is answered with `continue`. */
  | { readonly kind: 'defer'; readonly token: number; readonly element: string; readonly retries?: string }
  | { readonly kind: 'defer-cancel'; readonly token: number; readonly element: string }
  /** Broadcast to all other instances and to signal starts; this instance's own receivers have it already. */
  | {
      readonly kind: 'signal';
      readonly element: string;
      readonly name: string;
      readonly variables: FeelContext;
      /** Each receiver, this instance's own too, by a continuation of its own. */
      readonly deferred?: true;
    }
  /** Only from a called instance: goes to the caller as `escalation`, with this instance's variables. */
  | { readonly kind: 'escalate'; readonly element: string; readonly code: string; readonly variables: FeelContext }
  /** A called instance hands its root variables to its caller; `failed` comes with the error that the caller gets. */
  | {
      readonly kind: 'ended';
      readonly how: Ended;
      readonly output?: FeelContext;
      readonly error?: { readonly code: string; readonly message?: string };
    };

/** Which version is meant, with its number or tag evaluated. */
export interface BoundTo {
  readonly kind: Binding['kind'];
  readonly value?: string;
}

/** Why an event was refused; the state is as before. A model fault names its element. */
export interface Refusal {
  readonly code:
    | 'no-flow-true'
    | 'expression'
    | 'uncaught-error'
    | 'no-cancel-boundary'
    | 'result-mapping'
    | 'step-limit'
    | 'unknown-token'
    | 'unknown-subscription'
    | 'unknown-scope'
    | 'unknown-element'
    | 'not-started'
    | 'already-started'
    | 'already-ended';
  readonly element?: string;
  readonly message: Bilingual;
}

export type Advance = (
  model: ProcessModel,
  state: State | null,
  event: Event,
) => { readonly state: State; readonly effects: readonly Effect[] } | { readonly refused: Refusal };

export interface LoadOptions {
  readonly file?: string;
  /**
   * A topic for work that the file leaves open or gives to foreign code (a Java class, a delegate expression): it becomes
   * a job of that type. What it gives no topic for is refused as ever.
   */
  readonly topics?: (work: { readonly element: string; readonly code?: string }) => string | undefined;
}

export type Load = (xml: string, options?: LoadOptions) => Promise<Result<readonly ProcessModel[]>>;

/** Visible variables of an element, innermost first. */
export type VariablesAt = (state: State, token: number) => FeelContext;

/** `callable`: other processes call this one, and may catch an error that nothing in it takes. */
export type Check = (model: ProcessModel, options?: { readonly callable?: boolean }) => readonly Fault[];

export type { FeelValue };
