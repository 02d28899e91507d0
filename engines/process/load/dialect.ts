import type { Program } from '@torget/feel';
import type { Assignment, Loop, Node, ProcessModel, Trigger, Value } from '../model.ts';
import type { Element } from './element.ts';
import type { Unresolved } from './events.ts';
import type { Reader } from './reader.ts';

/** The parts of a node that stand in vendor attributes. */
export type Vendor = Pick<Node, 'headers' | 'inputs' | 'outputs' | 'properties'> &
  Partial<
    Pick<
      Node,
      | 'task'
      | 'decision'
      | 'script'
      | 'user'
      | 'call'
      | 'before'
      | 'after'
      | 'retryCycle'
      | 'jobPriority'
      | 'initiator'
      | 'errors'
      | 'listeners'
      | 'jobs'
      | 'taskJobs'
      | 'fields'
    >
  >;

/** How one vendor writes what BPMN leaves open (process.md §4). A file is read in one dialect only. */
export interface Dialect {
  readonly name: 'zeebe' | 'camunda';
  /** Moddle's descriptor packages. */
  readonly packages: { readonly [prefix: string]: unknown };
  /** Literal or expression. */
  value(reader: Reader, element: string, text: string): Value | undefined;
  /** A condition is always an expression. */
  condition(reader: Reader, element: string, text: string): Program | undefined;
  /** Attributes and extension elements of an activity or event. */
  vendor(reader: Reader, element: Element, unresolved: Unresolved): Vendor;
  /** Correlation key of a `message` element; whether it must have one. */
  correlationKey(reader: Reader, message: Element, user: string): Value | undefined;
  readonly needsKey: boolean;
  /** Whether a message is thrown as a job (`false`: without a job it passes through). */
  readonly needsJob: boolean;
  versionTag(process: Element): string | undefined;
  /** Listeners of a process as a whole. */
  whole(reader: Reader, process: Element): Pick<Node, 'jobs' | 'listeners'>;
  /** The order of jobs that a process says for all its elements. */
  priority(reader: Reader, process: Element): NonNullable<ProcessModel['priority']>;
  /** Collection, element, output and asynchronous borders of a multi-instance loop. */
  loop(reader: Reader, element: string, characteristics: Element): Partial<Loop>;
  /** What travels with a signal, and whether its throw is deferred. */
  signal(reader: Reader, element: string, definition: Element): Omit<NonNullable<Trigger['signal']>, 'name'>;
  /** Which changes a condition is judged at. */
  filter(definition: Element): Omit<NonNullable<Trigger['condition']>, 'program'>;
  adHoc(reader: Reader, element: Element): Pick<NonNullable<Node['adHoc']>, 'activate' | 'output'>;
  /** Events beside an element that are no elements of their own in the file. */
  beside(reader: Reader, element: Element, parent: string | undefined): readonly Node[];
  /** Listeners of a flow. */
  taken(reader: Reader, id: string, flow: Element): readonly Assignment[];
}
