import type { Assignment, Node } from '../model.ts';
import { assignment } from './camunda-values.ts';
import { type Element, extensions, list, text, type } from './element.ts';
import { blame, type Reader } from './reader.ts';

/** Listeners with an expression of the small EL; all other listeners are foreign code (process.md §4.2). */

type Listeners = NonNullable<Node['listeners']>;

/** `take` on a flow comes back as `start`. */
const EXECUTION: { readonly [event: string]: keyof Listeners } = { start: 'start', end: 'end', take: 'start' };
const TASK: { readonly [event: string]: keyof Listeners } = {
  create: 'create',
  assignment: 'create',
  complete: 'complete',
};

export function listenersOf(reader: Reader, element: Element, id = element.id ?? ''): Listeners | undefined {
  const found: { [event in keyof Listeners]: Assignment[] } = { start: [], end: [], create: [], complete: [] };
  const add = (listeners: readonly Element[], events: typeof EXECUTION, otherwise: string) => {
    for (const listener of listeners) {
      const event = events[text(listener, 'event') ?? otherwise];
      const written = text(listener, 'expression');
      if (event === undefined || written === undefined) {
        foreign(reader, id, `${listener.$type} ${text(listener, 'event') ?? ''}`.trim());
        continue;
      }
      const read = assignment(reader, id, written);
      if (read !== undefined) found[event].push(read);
    }
  };
  const flow = type(element) === 'SequenceFlow';
  add(extensions(element, 'camunda:ExecutionListener'), EXECUTION, flow ? 'take' : 'start');
  add(extensions(element, 'camunda:TaskListener'), TASK, 'create');
  return Object.values(found).some((list) => list.length > 0) ? found : undefined;
}

export function initiatorOf(element: Element): string | undefined {
  return type(element) === 'StartEvent' ? text(element, 'initiator') : undefined;
}

/** Attributes and elements that run Java, and what Camunda 7 alone knows; refused by name, never ignored. */
const FOREIGN = ['class', 'delegateExpression', 'variableMappingClass', 'variableMappingDelegateExpression', 'caseRef'];
const ELEMENTS = ['Connector', 'Field'];
/** Read by Camunda 7 alone: generated forms (a service has forms of its own), and tenants. */
const UNREAD = ['FormData', 'FormProperty', 'calledElementTenantId', 'decisionRefTenantId'];

export function refuseForeign(reader: Reader, element: Element): void {
  const id = element.id ?? '';
  const holders = [element, ...list(element, 'eventDefinitions')];
  for (const name of FOREIGN) {
    const code = holders.map((one) => text(one, name)).find((one) => one !== undefined);
    if (code !== undefined && topicOf(reader, element) === undefined) foreign(reader, id, `camunda:${name}`);
  }
  warnUnread(reader, element, UNREAD);
  for (const name of ELEMENTS) {
    if (extensions(element, `camunda:${name}`).length > 0) foreign(reader, id, `camunda:${name}`);
  }
}

/** Who may start a process; in a service its applicants and their roles do. */
export const OF_PROCESS = ['candidateStarterGroups', 'candidateStarterUsers', 'PotentialStarter'];

/** Warns of attributes and elements that are read by nobody here. */
export function warnUnread(reader: Reader, element: Element, names: readonly string[]): void {
  for (const name of names) {
    if (extensions(element, `camunda:${name}`).length === 0 && text(element, name) === undefined) continue;
    blame(reader, 'unread-extension', {
      element: element.id,
      details: { what: `camunda:${name}` },
      severity: 'warning',
    });
  }
}

/** The topic that stands for an element's Java, if whoever loads the file has one. */
export function topicOf(reader: Reader, element: Element): string | undefined {
  const holders = [element, ...list(element, 'eventDefinitions')];
  const code = ['class', 'delegateExpression'].flatMap((name) => holders.flatMap((one) => text(one, name) ?? []))[0];
  return code === undefined ? undefined : reader.topics({ element: element.id ?? '', code });
}

export function foreign(reader: Reader, element: string, what: string): undefined {
  blame(reader, 'foreign-code', { element, details: { what } });
  return undefined;
}
