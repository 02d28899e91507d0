import type { DecisionResult } from '@torget/decision';
import type { Bilingual, FeelContext, FeelValue } from '@torget/feel';
import type { BoundTo, Effect, ProcessModel, Start } from '@torget/process';
import type { Actor } from '#platform/access/actor.ts';
import type { Db } from '#platform/database/index.ts';
import type { Service } from '#platform/town/types.ts';
import type { JsonSchema } from './schema.ts';

/**
 * What expressions may read of the case: `application`, `register`, `rates`, `case`, `decision`. Blocks change them
 * through `set`; each area that owns a fact keeps it.
 */
export interface Facts {
  readonly context: FeelContext;
  set(name: string, value: FeelValue): void;
  /** The last evaluated decision of this case, with its trace; the reasons are made from it. */
  last: { readonly decision: string; readonly result: DecisionResult } | undefined;
}

export interface InstanceInfo {
  readonly id: string;
  readonly businessKey: string;
  readonly service: Service;
  readonly process: string;
  /** The business key as models see it; null: the id of the case, empty: none. */
  readonly label: string | null;
}

export interface BlockCall {
  /** Inline blocks: the transaction of the step. Outside blocks: a connection without a transaction. */
  readonly db: Db;
  readonly instance: InstanceInfo;
  readonly facts: Facts;
  readonly element: string;
  readonly headers: { readonly [key: string]: string };
  readonly input: FeelContext;
  readonly actor: Actor;
  readonly at: string;
  /** The same at every attempt: what is asked of others carries it. */
  readonly idempotencyKey: string;
}

export type BlockResult =
  | { readonly output: FeelContext }
  /** A BPMN error: caught by a boundary event of the model. */
  | { readonly error: { readonly code: string; readonly message: string } };

/** A building block of processes, named by a task's type (design/house.md, Building blocks). */
export interface Block {
  readonly type: string;
  /** `inline` runs in the transaction, exactly once; `outside` runs as a job after it, with an idempotency key. */
  readonly kind: 'inline' | 'outside';
  readonly about: Bilingual;
  /** What leaves the house through it, in words for the public description of the town's documents (OSL 4 kap. 2 §). */
  readonly leaves?: Bilingual;
  readonly input: JsonSchema;
  readonly output: JsonSchema;
  readonly headers?: { readonly [key: string]: Bilingual };
  /** The step of the law that it carries out: nobody moves a case past it by hand without an exception. */
  readonly legalStep?: string;
  /** It writes letters: whoever goes on to it can read them first. */
  readonly writes?: true;
  run(call: BlockCall): Promise<BlockResult>;
}

export interface Progress {
  readonly instance: InstanceInfo;
  readonly model: ProcessModel;
  readonly at: string;
  readonly actor: Actor;
  readonly steps: readonly { readonly element: string; readonly what: 'entered' | 'completed' }[];
}

export interface Evaluation {
  readonly instance: InstanceInfo;
  readonly facts: Facts;
  readonly element: string;
  readonly decision: string;
  readonly result: DecisionResult;
  readonly at: string;
}

/** A process of a version, and how it can be started. */
export interface HostStart {
  readonly service: Service;
  readonly process: string;
  readonly start: Start;
}

/** A step that the law requires, with the exceptions that allow going on without it. */
export interface LegalStep {
  /** `fl-25`: what a model's `legal-step` property, or a block's declaration, names. */
  readonly id: string;
  readonly name: Bilingual;
  readonly exceptions: readonly { readonly code: string; readonly text: Bilingual; readonly source?: string }[];
}

/** A task that has opened, and nobody has it. */
export interface Opened {
  readonly task: string;
  readonly businessKey: string;
  readonly element: string;
  /** `<unit>/<role>`, of whom one is to do it. */
  readonly groups: readonly string[];
  /** RFC 3339. */
  readonly at: string;
  /**
   * Gives it to a party, who may do it. The listeners of the assignment may deny it or give it to somebody else, now or
   * when they have been asked: who has the task stands in runtime.task_claim.
   */
  give(party: string): Promise<void>;
}

/** What the runtime asks of the areas above it. */
export interface Host {
  service(db: Db, version: string): Promise<Service>;
  /** The model of an instance: the service's own process, or another one that runs on its cases. */
  model(service: Service, process: string): ProcessModel;
  facts(db: Db, businessKey: string, service: Service): Promise<Facts>;
  /** Elements that were entered or completed, in the same transaction: the citizen's line of steps. */
  progressed(db: Db, progress: Progress): Promise<void>;
  /** A task was opened, in the same transaction: who is to have it, if anybody. */
  opened?(db: Db, opened: Opened): Promise<void>;
  /** A decision model was evaluated, in the same transaction: kept with the case as the ground. */
  evaluated(db: Db, evaluation: Evaluation): Promise<void>;
  /** The process that a call activity means; undefined when there is none. Without it nothing can be called. */
  called?(
    db: Db,
    call: { readonly instance: InstanceInfo; readonly process: string; readonly binding: BoundTo },
  ): Promise<{ readonly service: Service; readonly model: ProcessModel } | undefined>;
  /** How the newest versions can be started by messages, signals and timers. */
  starts?(db: Db): Promise<readonly HostStart[]>;
  /** The case of an instance that a message, signal or timer starts without one; undefined: it needs one. */
  newCase?(db: Db, start: HostStart): Promise<string>;
  /** Whether anything that runs on cases of a service waits for conditions; by default what its process says. */
  watchesFacts?(service: Service): boolean;
  /** A step that the law requires of a case of the service, by id; null: not of this service; undefined: not known. */
  legalStep?(id: string, service: Service): LegalStep | null | undefined;
  /** A decision that is not one of the service's own: its value, and an entry for each rule that hit. */
  decided?(
    db: Db,
    asked: {
      readonly instance: InstanceInfo;
      readonly effect: Extract<Effect, { kind: 'decide' }>;
      readonly at: string;
    },
  ): Promise<{ readonly value: FeelValue; readonly rows: FeelValue } | undefined>;
}
