import type { Program } from '@torget/feel';
import camunda from 'camunda-bpmn-moddle/resources/camunda.json' with { type: 'json' };
import { strict } from '../run/strict.ts';
import type { Mapping, Node, Value } from '../types.ts';
import type { Dialect } from './dialect.ts';
import { translate } from './el.ts';
import { body, child, type Element, extension, extensions, list, text, type } from './element.ts';
import { refuse } from './events.ts';
import { blame, feel, type Reader, some } from './reader.ts';

/** Camunda 7's and Operaton's attributes, the import dialect (process.md §4.2). Expressions are the small EL. */
export const CAMUNDA: Dialect = {
  name: 'camunda',
  packages: { camunda },
  needsKey: false,
  needsJob: false,
  value: (reader, element, written) => valueOfText(reader, element, written),
  condition(reader, element, written) {
    const found = valueOfText(reader, element, written);
    if (found === undefined || 'program' in found) return found?.program;
    return feel(reader, element, found.literal);
  },
  vendor(reader, element) {
    refuseForeign(reader, element);
    const mapping = extension(element, 'camunda:InputOutput');
    if (mapping !== undefined) refuseMapping(reader, element, list(mapping, 'outputParameters').length > 0);
    const properties = list(extension(element, 'camunda:Properties'), 'values');
    return {
      headers: {},
      properties: Object.fromEntries(properties.map((one) => [text(one, 'name') ?? '', text(one, 'value') ?? ''])),
      inputs: mappings(reader, element.id ?? '', list(mapping, 'inputParameters')),
      outputs: mappings(reader, element.id ?? '', list(mapping, 'outputParameters')),
      ...some('task', external(reader, element)),
      ...some('decision', decision(reader, element)),
      ...some('script', evaluated(reader, element)),
      ...some('user', user(reader, element)),
    };
  },
  correlationKey: () => undefined,
  versionTag: (process) => text(process, 'versionTag'),
};

function valueOfText(reader: Reader, element: string, written: string): Value | undefined {
  const found = translate(written);
  if (found.kind === 'literal') return { literal: found.text };
  if (found.kind === 'foreign') {
    blame(reader, 'foreign-code', { element, text: written, details: { what: written } });
    return undefined;
  }
  const program = feel(reader, element, found.text);
  return program && { program: strictly(reader, program, found.optional) };
}

function strictly(reader: Reader, program: Program, optional: readonly string[] = []): Program {
  const wrapped = strict(program, optional);
  const place = reader.sources.get(program);
  if (place !== undefined) reader.sources.set(wrapped, place);
  return wrapped;
}

function external(reader: Reader, element: Element): Node['task'] {
  const definition = list(element, 'eventDefinitions').find((one) => text(one, 'type') === 'external');
  const source = text(element, 'type') === 'external' ? element : definition;
  const topic = text(source, 'topic');
  if (topic === undefined) return undefined;
  const kind = valueOfText(reader, element.id ?? '', topic);
  const cycle = /^R(\d+)\//.exec(text(extension(element, 'camunda:FailedJobRetryTimeCycle'), 'body') ?? '');
  return kind && { type: kind, ...some('retries', cycle?.[1] === undefined ? undefined : { literal: cycle[1] }) };
}

function decision(reader: Reader, element: Element): Node['decision'] {
  const reference = text(element, 'decisionRef');
  if (reference !== undefined) refuse(reader, element, 'DecisionRef');
  return undefined;
}

/** `expression="${…}"` on a service task is evaluated in the transaction. */
function evaluated(reader: Reader, element: Element): Node['script'] {
  const written = type(element) === 'ServiceTask' ? text(element, 'expression') : undefined;
  if (written === undefined) return undefined;
  const found = valueOfText(reader, element.id ?? '', written);
  if (found === undefined) return undefined;
  const program = 'program' in found ? found.program : feel(reader, element.id ?? '', JSON.stringify(found.literal));
  return program && { program, ...some('resultVariable', text(element, 'resultVariable')) };
}

function user(reader: Reader, element: Element): Node['user'] {
  if (type(element) !== 'UserTask') return undefined;
  const of = (name: string) => {
    const written = text(element, name);
    return written === undefined ? undefined : valueOfText(reader, element.id ?? '', written);
  };
  const owners = resources(element, 'PotentialOwner').flatMap((one) => one.split(','));
  const named = (kind: string) => joined(owners.flatMap((owner) => ownerOf(owner, kind)));
  const performer = resources(element, 'HumanPerformer')[0];
  const assignee = performer === undefined ? undefined : valueOfText(reader, element.id ?? '', performer);
  return {
    ...some('assignee', of('assignee') ?? assignee),
    ...some('candidateGroups', of('candidateGroups') ?? named('group')),
    ...some('candidateUsers', of('candidateUsers') ?? named('user')),
    ...some('dueDate', of('dueDate')),
    ...some('followUpDate', of('followUpDate')),
    ...some('priority', of('priority')),
    ...some('form', text(element, 'formRef') ?? text(element, 'formKey')),
  };
}

function resources(element: Element, kind: string): readonly string[] {
  return list(element, 'resources')
    .filter((one) => type(one) === kind)
    .map((one) => body(child(child(one, 'resourceAssignmentExpression'), 'expression')) ?? '');
}

/** `user(a)`, `group(b)`; a bare name is a group. */
function ownerOf(owner: string, kind: string): readonly string[] {
  const found = /^\s*(user|group)\((.*)\)\s*$/.exec(owner);
  if (found === null) return kind === 'group' && owner.trim() !== '' ? [owner.trim()] : [];
  return found[1] === kind ? [found[2]?.trim() ?? ''] : [];
}

function joined(names: readonly string[]): Value | undefined {
  return names.length === 0 ? undefined : { literal: names.join(',') };
}

function mappings(reader: Reader, element: string, found: readonly Element[]): readonly Mapping[] {
  return found.flatMap((one) => {
    const target = text(one, 'name') ?? '';
    const source = sourceOf(reader, element, one);
    return source === undefined ? [] : [{ source, target }];
  });
}

/** A text with expressions, a list or a map, nested at will; a script is foreign code. */
function sourceOf(reader: Reader, element: string, one: Element): Value | undefined {
  if (child(one, 'definition') === undefined && text(one, 'value')) {
    return valueOfText(reader, element, text(one, 'value') ?? '');
  }
  const written = feelOf(one);
  if (written === undefined) return foreign(reader, element, 'script');
  const program = feel(reader, element, written);
  return program && { program: strictly(reader, program) };
}

/** FEEL for a parameter, list item or map entry; `undefined` for a script or a call of Java. Empty is null. */
function feelOf(one: Element): string | undefined {
  const definition = one.$type === 'camunda:List' || one.$type === 'camunda:Map' ? one : child(one, 'definition');
  if (definition === undefined) return text(one, 'value') ? feelText(text(one, 'value') ?? '') : 'null';
  if (type(definition) === 'List') {
    const items = list(definition, 'items').map(feelOf);
    return items.includes(undefined) ? undefined : `[${items.join(', ')}]`;
  }
  if (type(definition) !== 'Map') return undefined;
  // Keys may be expressions, which a FEEL context cannot have: the map is built entry by entry.
  return list(definition, 'entries').reduce<string | undefined>((map, entry) => {
    const [key, value] = [feelText(text(entry, 'key') ?? ''), feelOf(entry)];
    return map === undefined || key === undefined || value === undefined
      ? undefined
      : `context put(${map}, ${key}, ${value})`;
  }, '{}');
}

function feelText(written: string): string | undefined {
  const found = translate(written);
  if (found.kind === 'foreign') return undefined;
  return found.kind === 'literal' ? JSON.stringify(found.text) : found.text;
}

function foreign(reader: Reader, element: string, what: string): undefined {
  blame(reader, 'foreign-code', { element, details: { what } });
  return undefined;
}

/** Camunda 7 knows no mapping on boundary and start events and no output on an end event. */
function refuseMapping(reader: Reader, element: Element, hasOutput: boolean): void {
  const kind = type(element);
  if (kind === 'BoundaryEvent' || kind === 'StartEvent' || (kind === 'EndEvent' && hasOutput)) {
    blame(reader, 'mapping-not-here', { element: element.id });
  }
}

/** Attributes that run Java or scripts, and those that wait for full BPMN; refused by name, never ignored. */
const FOREIGN = ['class', 'delegateExpression'];
const LATER = ['async', 'asyncBefore', 'asyncAfter', 'initiator'];
const ELEMENTS = ['ExecutionListener', 'TaskListener', 'Connector', 'Field', 'FormData', 'ErrorEventDefinition'];

function refuseForeign(reader: Reader, element: Element): void {
  const id = element.id ?? '';
  const holders = [element, ...list(element, 'eventDefinitions')];
  for (const name of FOREIGN)
    if (holders.some((one) => text(one, name) !== undefined)) foreign(reader, id, `camunda:${name}`);
  for (const name of LATER) {
    const written = text(element, name);
    if (written !== undefined && written !== 'false') refuse(reader, element, `camunda:${name}`);
  }
  for (const name of ELEMENTS) {
    if (extensions(element, `camunda:${name}`).length > 0) refuse(reader, element, `camunda:${name}`);
  }
}
