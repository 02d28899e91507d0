import type { Bilingual, FeelContext, Json } from '@torget/feel';
import type { Binding, ProcessModel, TaskTurn } from './model.ts';
import type { Ended, State, Subscription, TaskChange } from './state.ts';

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
    /**
     * A person does something with an open user task: completes it, takes it, gives it back, changes its properties. Its
     * listeners are asked first, and may deny it.
     */
    | { readonly kind: 'task'; readonly token: number; readonly act: TaskAct }
    /** A job or block ended in a BPMN error; the innermost matching boundary event catches it. */
    | {
        readonly kind: 'error';
        readonly token: number;
        readonly code: string;
        readonly message?: string;
        /** What the worker hands over with the error; the boundary event gets it as a message event gets its variables. */
        readonly variables?: FeelContext;
      }
    /** A job has failed: its error definitions may make a BPMN error of it; otherwise only the variables are written. */
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

/** What a person does with a user task. `answers` are handed on as they are, in `task-done`. */
export type TaskAct =
  | {
      readonly do: 'complete';
      readonly output?: FeelContext | undefined;
      readonly by?: string | undefined;
      readonly answers?: Json | undefined;
    }
  | { readonly do: 'change'; readonly change: TaskChange };

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
  /** Only after `task`: it is done, what was asked for or corrected holds, or a listener has denied it. */
  | {
      readonly kind: 'task-done';
      readonly token: number;
      readonly element: string;
      readonly by?: string;
      readonly answers?: Json;
    }
  | { readonly kind: 'task-change'; readonly token: number; readonly element: string; readonly change: TaskChange }
  | {
      readonly kind: 'task-denied';
      readonly token: number;
      readonly element: string;
      readonly turn: TaskTurn;
      readonly reason?: string;
    }
  /** A building block or an outside job: answered later, or at once, with `complete` or `error` for the token. */
  | {
      readonly kind: 'call';
      readonly token: number;
      readonly element: string;
      readonly type: string;
      readonly retries: number;
      readonly headers: { readonly [key: string]: string };
      readonly input: FeelContext;
      /** Place among jobs when the model says one: higher goes first, 50 is the middle. */
      readonly priority?: number;
      /** The job of a listener, not the element's own work. */
      readonly listener?: 'start' | 'end' | TaskTurn;
      /** Nobody waits for it: `token` is only its number, and it is not answered. */
      readonly detached?: true;
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
  | {
      readonly kind: 'defer';
      readonly token: number;
      readonly element: string;
      readonly retries?: string;
      readonly priority?: number;
    }
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
    | 'task-busy'
    | 'task-listener'
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
