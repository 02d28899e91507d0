import type { Fault, Program, Result } from '@torget/feel';

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

/** A job that a listener asks for before an element begins or after it is done; the element waits for it. */
export interface ListenerJob {
  readonly type: Value;
  readonly retries?: Value;
  /** What the job is told beside the element's own headers. */
  readonly headers?: { readonly [key: string]: string };
}

/** A field of a form that Camunda 7 generates; it is asked as a question of a service form. */
export interface FormField {
  /** Id of the question, in snake_case, and the variable that its answer becomes. */
  readonly question: string;
  readonly variable: string;
  readonly label?: string;
  /** `string`, `long`, `boolean`, `date`, `enum`, or a type of the vendor's own. */
  readonly type: string;
  readonly required: boolean;
  /** Shown, never answered. */
  readonly fixed: boolean;
  readonly default?: string;
  readonly datePattern?: string;
  readonly min?: string;
  readonly max?: string;
  readonly minLength?: string;
  readonly maxLength?: string;
  /** Validators and bindings that are code of others. */
  readonly checks: readonly string[];
  readonly values: readonly { readonly option: string; readonly value: string; readonly label: string }[];
}

/** What is done with a user task, as its listeners know it (zeebe's names). */
export type TaskTurn = 'creating' | 'assigning' | 'updating' | 'completing' | 'canceling';

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
  readonly task?: { readonly type: Value; readonly retries?: Value; readonly priority?: Value };
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
  /** How often a continuation is tried: `R5/PT5M`, or a list of pauses. */
  readonly retryCycle?: string;
  /** The order of those continuations among jobs. */
  readonly jobPriority?: Value;
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
  /** Import dialect, start events and user tasks: the fields of a generated form. */
  readonly fields?: readonly FormField[];
  /** Start events: the variable that gets the starting person. */
  readonly initiator?: string;
  /** Jobs: error definitions that may turn a result or a failure into a BPMN error; the first true one counts. */
  readonly errors?: readonly { readonly condition?: Program; readonly code: string; readonly message?: Value }[];
  readonly jobs?: { readonly start: readonly ListenerJob[]; readonly end: readonly ListenerJob[] };
  readonly listeners?: {
    readonly start: readonly Assignment[];
    readonly end: readonly Assignment[];
    readonly create: readonly Assignment[];
    readonly complete: readonly Assignment[];
    readonly assignment: readonly Assignment[];
    readonly update: readonly Assignment[];
    readonly delete: readonly Assignment[];
  };
  /** User tasks: jobs that what is done with the task waits for; they may deny it, or correct the task. */
  readonly taskJobs?: { readonly [turn in TaskTurn]?: readonly ListenerJob[] };
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
  /** The order of its jobs and continuations where an element says none. */
  readonly priority?: { readonly task?: Value; readonly job?: Value };
  /** Listeners of the end of the process as a whole; those of its start stand at its start events. */
  readonly ending?: Pick<Node, 'jobs' | 'listeners'>;
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

export interface LoadOptions {
  readonly file?: string;
  /**
   * A topic for work that the file leaves open or gives to foreign code (a Java class, a delegate expression): it becomes
   * a job of that type. What it gives no topic for is refused as ever.
   */
  readonly topics?: (work: { readonly element: string; readonly code?: string }) => string | undefined;
}

export type Load = (xml: string, options?: LoadOptions) => Promise<Result<readonly ProcessModel[]>>;

/** `callable`: other processes call this one, and may catch an error that nothing in it takes. */
export type Check = (model: ProcessModel, options?: { readonly callable?: boolean }) => readonly Fault[];
