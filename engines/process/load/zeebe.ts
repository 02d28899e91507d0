import zeebe from 'zeebe-bpmn-moddle/resources/zeebe.json' with { type: 'json' };
import type { Binding, ListenerJob, Mapping, Node, TaskTurn, Value } from '../model.ts';
import type { Dialect } from './dialect.ts';
import { child, type Element, extension, extensions, list, text, type } from './element.ts';
import { embeddedFields } from './embedded-forms.ts';
import { formOf } from './fields.ts';
import { blame, feel, type Reader, some, value } from './reader.ts';

/** Camunda 8's attributes, the native dialect (process.md §4.1): text beginning with `=` is FEEL, else a literal. */
export const ZEEBE: Dialect = {
  name: 'zeebe',
  packages: { zeebe },
  needsKey: true,
  needsJob: true,
  value(reader, element, text) {
    if (!text.startsWith('=')) return { literal: text };
    const program = feel(reader, element, text.slice(1).trim());
    return program && { program };
  },
  condition(reader, element, text) {
    if (!text.startsWith('=')) {
      blame(reader, 'feel-literal', { element, text });
      return undefined;
    }
    return feel(reader, element, text.slice(1).trim());
  },
  vendor(reader, element) {
    const id = element.id ?? '';
    warnUnread(reader, element);
    const mapping = extension(element, 'zeebe:IoMapping');
    return {
      headers: pairs(list(extension(element, 'zeebe:TaskHeaders'), 'values'), 'key'),
      properties: pairs(list(extension(element, 'zeebe:Properties'), 'properties'), 'name'),
      inputs: mappings(reader, id, list(mapping, 'inputParameters')),
      outputs: mappings(reader, id, list(mapping, 'outputParameters')),
      ...some('task', task(reader, element)),
      ...some('decision', decision(reader, element)),
      ...some('script', script(reader, element)),
      ...some('user', user(reader, element)),
      ...some('call', called(reader, element)),
      ...some('jobs', listenerJobs(reader, element)),
      ...some('taskJobs', taskJobs(reader, element)),
      ...some('fields', embeddedFields(element)),
    };
  },
  correlationKey(reader, message, user) {
    return value(reader, user, text(extension(message, 'zeebe:Subscription'), 'correlationKey'));
  },
  versionTag: (process) => text(extension(process, 'zeebe:VersionTag'), 'value'),
  whole: (reader, process) => ({ ...some('jobs', listenerJobs(reader, process)) }),
  priority: (reader, process) => ({ ...some('task', jobPriority(reader, process)) }),
  loop(reader, id, characteristics) {
    const found = extension(characteristics, 'zeebe:LoopCharacteristics');
    return {
      ...some('collection', value(reader, id, text(found, 'inputCollection'))),
      ...some('element', text(found, 'inputElement')),
      ...some('output', collected(reader, id, found)),
    };
  },
  signal: () => ({}),
  filter(definition) {
    const found = extension(definition, 'zeebe:ConditionalFilter');
    const names = text(found, 'variableNames')
      ?.split(',')
      .map((one) => one.trim());
    const changes = text(found, 'variableEvents')
      ?.split(',')
      .map((one) => one.trim());
    return {
      ...some('names', names),
      ...some(
        'changes',
        changes?.filter((one) => one === 'create' || one === 'update' || one === 'delete'),
      ),
    };
  },
  adHoc(reader, element) {
    const found = extension(element, 'zeebe:AdHoc');
    const active = text(found, 'activeElementsCollection');
    const activate = active === undefined ? undefined : ZEEBE.condition(reader, element.id ?? '', active);
    return { ...some('activate', activate), ...some('output', collected(reader, element.id ?? '', found)) };
  },
  beside: () => [],
  taken: () => [],
};

/** An output collection and the expression for each of its items. */
function collected(reader: Reader, id: string, found: Element | undefined): NonNullable<Node['loop']>['output'] {
  const [collection, written] = [text(found, 'outputCollection'), text(found, 'outputElement')];
  if (collection === undefined || written === undefined) return undefined;
  const element = ZEEBE.condition(reader, id, written);
  return element && { collection, element };
}

/** All variables go down unless it is switched off; all come back unless it is, or output mappings say what does. */
function called(reader: Reader, element: Element): Node['call'] {
  const found = type(element) === 'CallActivity' ? extension(element, 'zeebe:CalledElement') : undefined;
  const written = text(found, 'processId') ?? text(found, 'processIdExpression');
  const process = value(reader, element.id ?? '', written);
  if (found === undefined || process === undefined) return undefined;
  return {
    process,
    binding: bindingOf(reader, element, found),
    ...some('businessKey', value(reader, element.id ?? '', text(found, 'businessId'))),
    input: { take: found['propagateAllParentVariables'] === false ? 'local' : 'all', each: [] },
    output: { take: found['propagateAllChildVariables'] === false ? 'none' : 'all', each: [] },
  };
}

function bindingOf(reader: Reader, element: Element, found: Element | undefined): Binding {
  const written = text(found, 'bindingType');
  if (written === 'deployment') return { kind: 'deployment' };
  if (written !== 'versionTag') return { kind: 'latest' };
  const tag = value(reader, element.id ?? '', text(found, 'versionTag'));
  if (tag === undefined) blame(reader, 'no-version', { element: element.id });
  return { kind: 'versionTag', ...some('value', tag) };
}

function task(reader: Reader, element: Element): Node['task'] {
  const definition = extension(element, 'zeebe:TaskDefinition');
  const type = value(reader, element.id ?? '', text(definition, 'type'));
  if (type === undefined) return undefined;
  return {
    type,
    ...some('retries', value(reader, element.id ?? '', text(definition, 'retries'))),
    ...some('priority', jobPriority(reader, element)),
  };
}

function jobPriority(reader: Reader, element: Element): Value | undefined {
  return value(reader, element.id ?? '', text(extension(element, 'zeebe:JobPriorityDefinition'), 'priority'));
}

function decision(reader: Reader, element: Element): Node['decision'] {
  const called = extension(element, 'zeebe:CalledDecision');
  const id = value(reader, element.id ?? '', text(called, 'decisionId'));
  const resultVariable = text(called, 'resultVariable');
  if (id === undefined || resultVariable === undefined) return undefined;
  return { id, resultVariable, binding: bindingOf(reader, element, called) };
}

function script(reader: Reader, element: Element): Node['script'] {
  const definition = extension(element, 'zeebe:Script');
  const expression = text(definition, 'expression');
  const resultVariable = text(definition, 'resultVariable');
  if (expression === undefined || resultVariable === undefined) return undefined;
  const program = ZEEBE.condition(reader, element.id ?? '', expression);
  return program && { program, resultVariable };
}

function user(reader: Reader, element: Element): Node['user'] {
  if (type(element) !== 'UserTask') return undefined;
  const of = (source: Element | undefined, name: string) => value(reader, element.id ?? '', text(source, name));
  const assignment = extension(element, 'zeebe:AssignmentDefinition');
  const schedule = extension(element, 'zeebe:TaskSchedule');
  const form = extension(element, 'zeebe:FormDefinition');
  return {
    ...some('assignee', of(assignment, 'assignee')),
    ...some('candidateGroups', of(assignment, 'candidateGroups')),
    ...some('candidateUsers', of(assignment, 'candidateUsers')),
    ...some('dueDate', of(schedule, 'dueDate')),
    ...some('followUpDate', of(schedule, 'followUpDate')),
    ...some('priority', of(extension(element, 'zeebe:PriorityDefinition'), 'priority')),
    ...some('form', embeddedFields(element) === undefined ? formNamed(form) : formOf(element)),
  };
}

function formNamed(form: Element | undefined): string | undefined {
  return text(form, 'formId') ?? text(form, 'formKey') ?? text(form, 'externalReference');
}

function mappings(reader: Reader, element: string, found: readonly Element[]): readonly Mapping[] {
  return found.flatMap((one) => {
    const target = text(one, 'target') ?? '';
    // An absent source is null in zeebe; it has to be said here.
    const source = value(reader, element, text(one, 'source') || '=null');
    if (!/^[\p{L}_$][\p{L}\p{N}_$ ]*(\.[\p{L}_$][\p{L}\p{N}_$ ]*)*$/u.test(target)) {
      blame(reader, 'bad-target', { element, text: target });
      return [];
    }
    return source === undefined ? [] : [{ source, target }];
  });
}

function pairs(found: readonly Element[], key: string): { readonly [key: string]: string } {
  return Object.fromEntries(found.map((one) => [text(one, key) ?? '', text(one, 'value') ?? '']));
}

/** Jobs before an element begins and after it is done. */
function listenerJobs(reader: Reader, element: Element): Node['jobs'] {
  const found = list(extension(element, 'zeebe:ExecutionListeners'), 'listeners');
  if (found.length === 0) return undefined;
  const of = (event: string) =>
    found.filter((one) => text(one, 'eventType') === event).flatMap((one) => jobOf(reader, element, one) ?? []);
  return { start: of('start'), end: of('end') };
}

/** Jobs around what is done with a user task; an event of another name would be heard by nobody. */
function taskJobs(reader: Reader, element: Element): Node['taskJobs'] {
  const jobs: { [turn in TaskTurn]?: ListenerJob[] } = {};
  for (const one of list(extension(element, 'zeebe:TaskListeners'), 'listeners')) {
    const written = text(one, 'eventType') ?? '';
    const turn = TURNS[written];
    if (turn === undefined || type(element) !== 'UserTask') {
      blame(reader, 'listener-not-here', { element: element.id, details: { name: written } });
      continue;
    }
    const job = jobOf(reader, element, one);
    if (job !== undefined) jobs[turn] = [...(jobs[turn] ?? []), job];
  }
  return Object.keys(jobs).length === 0 ? undefined : jobs;
}

/** zeebe's names, and those of its first release with listeners. */
const TURNS: { readonly [event: string]: TaskTurn } = {
  creating: 'creating',
  create: 'creating',
  assigning: 'assigning',
  assignment: 'assigning',
  updating: 'updating',
  update: 'updating',
  completing: 'completing',
  complete: 'completing',
  canceling: 'canceling',
  cancel: 'canceling',
};

function jobOf(reader: Reader, element: Element, listener: Element): ListenerJob | undefined {
  const kind = value(reader, element.id ?? '', text(listener, 'type'));
  if (kind === undefined) blame(reader, 'no-task-type', { element: element.id });
  const retries = value(reader, element.id ?? '', text(listener, 'retries'));
  const headers = pairs(list(child(listener, 'headers'), 'values'), 'key');
  const told = Object.keys(headers).length === 0 ? {} : { headers };
  return kind && { type: kind, ...some('retries', retries), ...told };
}

/** Resources of workers are kept, versions of forms are the service's. */
function warnUnread(reader: Reader, element: Element): void {
  const form = text(extension(element, 'zeebe:FormDefinition'), 'bindingType');
  const unread = [
    ...(extensions(element, 'zeebe:LinkedResources').length > 0 ? ['zeebe:linkedResources'] : []),
    ...(form === undefined || form === 'latest' ? [] : [`zeebe:formDefinition bindingType="${form}"`]),
  ];
  for (const what of unread) {
    blame(reader, 'unread-extension', { element: element.id, details: { what }, severity: 'warning' });
  }
}
