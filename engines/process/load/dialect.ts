import type { Program } from '@torget/feel';
import type { Node, Value } from '../types.ts';
import type { Element } from './element.ts';
import type { Reader } from './reader.ts';

/** The parts of a node that stand in vendor attributes. */
export type Vendor = Pick<Node, 'headers' | 'inputs' | 'outputs' | 'properties'> &
  Partial<Pick<Node, 'task' | 'decision' | 'script' | 'user'>>;

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
  vendor(reader: Reader, element: Element): Vendor;
  /** Correlation key of a `message` element; whether it must have one. */
  correlationKey(reader: Reader, message: Element, user: string): Value | undefined;
  readonly needsKey: boolean;
  /** Whether a message is thrown as a job (`false`: without a job it passes through). */
  readonly needsJob: boolean;
  versionTag(process: Element): string | undefined;
}
