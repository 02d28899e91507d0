import type { Node } from '../model.ts';
import { foreign } from './camunda-listeners.ts';
import { assignment } from './camunda-values.ts';
import { type Element, extensions, list, text, type } from './element.ts';
import { timer } from './events.ts';
import type { Reader } from './reader.ts';

/**
 * Camunda 7's task listeners of the event `timeout` (process.md §4.2): a timer beside an open task that only listens. It is
 * a boundary event that interrupts nothing and leads nowhere.
 */
export function timeouts(reader: Reader, task: Element, parent: string | undefined): readonly Node[] {
  if (type(task) !== 'UserTask') return [];
  const found = extensions(task, 'camunda:TaskListener').filter((one) => text(one, 'event') === 'timeout');
  return found.flatMap((one, index) => timeout(reader, task, one, index + 1, parent) ?? []);
}

function timeout(
  reader: Reader,
  task: Element,
  listener: Element,
  number: number,
  parent: string | undefined,
): Node | undefined {
  const host = task.id ?? '';
  const [definition] = list(listener, 'eventDefinitions');
  const written = text(listener, 'expression');
  if (definition === undefined || written === undefined) return foreign(reader, host, 'camunda:TaskListener timeout');
  const id = listener.id ?? `${host}_timeout_${number}`;
  const event = timer(reader, id, definition);
  const said = assignment(reader, host, written);
  if (event === undefined || said === undefined) return undefined;
  return {
    id,
    kind: 'boundaryEvent',
    ...(parent === undefined ? {} : { parent }),
    attachedTo: host,
    interrupting: false,
    event,
    outgoing: [],
    incoming: [],
    headers: {},
    properties: {},
    inputs: [],
    outputs: [],
    listeners: { start: [said], end: [], create: [], complete: [], assignment: [], update: [], delete: [] },
  };
}
