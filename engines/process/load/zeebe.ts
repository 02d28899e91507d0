import zeebe from 'zeebe-bpmn-moddle/resources/zeebe.json' with { type: 'json' };
import type { Mapping, Node } from '../types.ts';
import type { Dialect } from './dialect.ts';
import { type Element, extension, extensions, list, text, type } from './element.ts';
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
    };
  },
  correlationKey(reader, message, user) {
    return value(reader, user, text(extension(message, 'zeebe:Subscription'), 'correlationKey'));
  },
  versionTag: (process) => text(extension(process, 'zeebe:VersionTag'), 'value'),
};

function task(reader: Reader, element: Element): Node['task'] {
  const definition = extension(element, 'zeebe:TaskDefinition');
  const type = value(reader, element.id ?? '', text(definition, 'type'));
  if (type === undefined) return undefined;
  return { type, ...some('retries', value(reader, element.id ?? '', text(definition, 'retries'))) };
}

function decision(reader: Reader, element: Element): Node['decision'] {
  const called = extension(element, 'zeebe:CalledDecision');
  const id = value(reader, element.id ?? '', text(called, 'decisionId'));
  const resultVariable = text(called, 'resultVariable');
  return id === undefined || resultVariable === undefined ? undefined : { id, resultVariable };
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
    ...some('form', text(form, 'formId') ?? text(form, 'formKey') ?? text(form, 'externalReference')),
  };
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

/** Listeners would run work that nobody runs here; a multi-instance body without its loop is read with the loop. */
function warnUnread(reader: Reader, element: Element): void {
  for (const name of ['ExecutionListeners', 'TaskListeners', 'LinkedResources'] as const) {
    if (extensions(element, `zeebe:${name}`).length === 0) continue;
    blame(reader, 'outside-circle', {
      element: element.id,
      details: {
        what: `zeebe:${name[0]?.toLowerCase()}${name.slice(1)}`,
        'advice-sv': 'Gör arbetet i en egen servicetask före eller efter steget.',
        'advice-en': 'Do the work in a service task of its own before or after the step.',
      },
    });
  }
}
