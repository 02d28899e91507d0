import type { Assignment, ListenerJob, Node, TaskTurn } from '../model.ts';
import { formNamed } from './camunda-forms.ts';
import { assignment } from './camunda-values.ts';
import { type Element, extensions, list, text, type } from './element.ts';
import { blame, type Reader, some } from './reader.ts';

/** Listeners with an expression of the small EL, or mapped to a topic; all others are foreign code (process.md §4.2). */

type Listeners = NonNullable<Node['listeners']>;
type Jobs = NonNullable<Node['jobs']>;
type TaskJobs = NonNullable<Node['taskJobs']>;

/** What an element's listeners do: set variables at once, or jobs that it waits for. */
export type Heard = Pick<Node, 'listeners' | 'jobs' | 'taskJobs'>;

/** `take` on a flow comes back as `start`. */
const EXECUTION: { readonly [event: string]: keyof Listeners } = { start: 'start', end: 'end', take: 'start' };
const TASK: { readonly [event: string]: keyof Listeners } = {
  create: 'create',
  assignment: 'assignment',
  update: 'update',
  complete: 'complete',
  delete: 'delete',
};
/** The same moments, when it is a job that listens. */
const TURNS: { readonly [event: string]: TaskTurn } = {
  create: 'creating',
  assignment: 'assigning',
  update: 'updating',
  complete: 'completing',
  delete: 'canceling',
};

interface Found {
  readonly at: string;
  readonly event: string;
  readonly assignment?: Assignment;
  readonly job?: ListenerJob;
}

export function heard(reader: Reader, element: Element, id = element.id ?? ''): Heard {
  const flow = type(element) === 'SequenceFlow';
  const execution = found(
    reader,
    id,
    extensions(element, 'camunda:ExecutionListener'),
    flow ? 'take' : 'start',
    EXECUTION,
  );
  const task = found(
    reader,
    id,
    extensions(element, 'camunda:TaskListener').filter((one) => text(one, 'event') !== 'timeout'),
    'create',
    TASK,
  );
  const set: { [event in keyof Listeners]: Assignment[] } = {
    start: [],
    end: [],
    create: [],
    complete: [],
    assignment: [],
    update: [],
    delete: [],
  };
  for (const { at, assignment } of [...execution, ...task]) {
    if (assignment !== undefined) set[at as keyof Listeners].push(assignment);
  }
  return {
    ...(Object.values(set).some((list) => list.length > 0) ? { listeners: set } : {}),
    ...some('jobs', sides(execution)),
    ...some('taskJobs', turns(task)),
  };
}

function found(
  reader: Reader,
  id: string,
  listeners: readonly Element[],
  otherwise: string,
  events: { readonly [event: string]: keyof Listeners },
): readonly Found[] {
  return listeners.flatMap((listener): readonly Found[] => {
    const event = text(listener, 'event') ?? otherwise;
    const at = events[event];
    const written = text(listener, 'expression');
    const topic = event === 'take' ? undefined : topicOf(reader, listener, id);
    if (at !== undefined && topic !== undefined) return [{ at, event, job: { type: { literal: topic } } }];
    if (at === undefined || written === undefined) {
      foreign(reader, id, `${listener.$type} ${text(listener, 'event') ?? ''}`.trim());
      return [];
    }
    const read = assignment(reader, id, written);
    return read === undefined ? [] : [{ at, event, assignment: read }];
  });
}

function sides(found: readonly Found[]): Jobs | undefined {
  const of = (side: string) => found.flatMap(({ event, job }) => (event === side && job !== undefined ? [job] : []));
  const [start, end] = [of('start'), of('end')];
  return start.length + end.length === 0 ? undefined : { start, end };
}

function turns(found: readonly Found[]): TaskJobs | undefined {
  const jobs: { [turn in TaskTurn]?: ListenerJob[] } = {};
  for (const { event, job } of found) {
    const turn = TURNS[event];
    if (job !== undefined && turn !== undefined) jobs[turn] = [...(jobs[turn] ?? []), job];
  }
  return Object.keys(jobs).length === 0 ? undefined : jobs;
}

export function initiatorOf(element: Element): string | undefined {
  return type(element) === 'StartEvent' ? text(element, 'initiator') : undefined;
}

/** Attributes and elements that run Java, and what Camunda 7 alone knows; refused by name, never ignored. */
const FOREIGN = [
  'class',
  'delegateExpression',
  'variableMappingClass',
  'variableMappingDelegateExpression',
  'formHandlerClass',
  'caseRef',
];
const ELEMENTS = ['Connector', 'Field'];
/** Read by Camunda 7 alone: tenants, and generated forms beside a form that is named. */
const UNREAD = ['calledElementTenantId', 'decisionRefTenantId'];
const BESIDE_FORM = ['FormData', 'FormProperty'];

export function refuseForeign(reader: Reader, element: Element): void {
  const id = element.id ?? '';
  const holders = [element, ...list(element, 'eventDefinitions')];
  for (const name of FOREIGN) {
    const code = holders.map((one) => text(one, name)).find((one) => one !== undefined);
    if (code !== undefined && topicOf(reader, element) === undefined) foreign(reader, id, `camunda:${name}`);
  }
  warnUnread(reader, element, formNamed(element) === undefined ? UNREAD : [...UNREAD, ...BESIDE_FORM]);
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
export function topicOf(reader: Reader, element: Element, id = element.id ?? ''): string | undefined {
  const holders = [element, ...list(element, 'eventDefinitions')];
  const code = ['class', 'delegateExpression'].flatMap((name) => holders.flatMap((one) => text(one, name) ?? []))[0];
  return code === undefined ? undefined : reader.topics({ element: id, code });
}

export function foreign(reader: Reader, element: string, what: string): undefined {
  blame(reader, 'foreign-code', { element, details: { what } });
  return undefined;
}
