import type { Bilingual, Fault, FeelContext, FeelValue, Program, Result, Stored } from '@torget/feel';

/** What kind of node it is. Event definitions are told apart by `event`. Later issues add kinds; the names are BPMN 2.0's. */
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
  | 'eventBasedGateway'
  | 'subProcess';

export interface Flow {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly name?: string;
  readonly condition?: Program;
  readonly isDefault: boolean;
}

/** A literal text or a FEEL expression (zeebe: text starting with `=`). */
export type Value = { readonly literal: string } | { readonly program: Program };

export interface Mapping {
  readonly source: Value;
  readonly target: string;
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
  readonly event?: {
    readonly kind: 'none' | 'message' | 'timer' | 'error' | 'terminate';
    readonly message?: { readonly name: Value; readonly correlationKey?: Value };
    readonly timer?: { readonly kind: 'date' | 'duration' | 'cycle'; readonly value: Value };
    /** Absent on a catch: takes every code. */
    readonly errorCode?: string;
    /** Import dialect: what a thrown error says, and the variables that a catch sets from code and message. */
    readonly errorMessage?: Value;
    readonly codeVariable?: string;
    readonly messageVariable?: string;
  };
  /** Boundary events: their host and whether they interrupt it. */
  readonly attachedTo?: string;
  readonly interrupting?: boolean;
  /** Service, send, business-rule tasks: `zeebe:taskDefinition`. */
  readonly task?: { readonly type: Value; readonly retries?: Value };
  readonly headers: { readonly [key: string]: string };
  readonly inputs: readonly Mapping[];
  readonly outputs: readonly Mapping[];
  readonly decision?: { readonly id: Value; readonly resultVariable: string };
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
  /** Start event inside each scope: sub-process id → start event id. */
  readonly starts: ReadonlyMap<string, string>;
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
  /** `waiting`: at a task, catch event or join; `scope`: stands for a sub-process that runs. */
  readonly state: 'waiting' | 'joining' | 'scope';
  /** The flow it came in by; joins need it. */
  readonly by?: string;
}

export interface ScopeState {
  readonly id: number;
  readonly element: string;
  readonly parent?: number;
  /** The token in the parent scope that stands for this scope. */
  readonly token?: number;
  readonly variables: { readonly [name: string]: Stored };
}

/** Boundary timers and messages, catch events: what an element waits for. */
export interface Subscription {
  readonly id: number;
  readonly token: number;
  readonly element: string;
  readonly kind: 'message' | 'timer';
  readonly name?: string;
  readonly key?: string;
  /** RFC 3339 instant. */
  readonly due?: string;
  /** Cycle timers: how often it may still fire (absent = for ever) and the ISO 8601 period. */
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
  readonly ended?: 'completed' | 'cancelled';
}

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
    | { readonly kind: 'start'; readonly variables?: FeelContext; readonly element?: string }
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
    | { readonly kind: 'timer'; readonly subscription: number }
    | { readonly kind: 'message'; readonly subscription: number; readonly variables?: FeelContext }
    /** Without `scope` the variables are written on the root, with it exactly there. */
    | { readonly kind: 'set'; readonly variables: FeelContext; readonly scope?: number }
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
  | { readonly kind: 'ended'; readonly how: 'completed' | 'cancelled' };

/** Why an event was refused; the state is as before. A model fault names its element. */
export interface Refusal {
  readonly code:
    | 'no-flow-true'
    | 'expression'
    | 'uncaught-error'
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

export type Load = (xml: string, options?: { readonly file?: string }) => Promise<Result<readonly ProcessModel[]>>;

/** Visible variables of an element, innermost first. */
export type VariablesAt = (state: State, token: number) => FeelContext;

export type Check = (model: ProcessModel) => readonly Fault[];

export type { FeelValue };
