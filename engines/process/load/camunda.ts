import camunda from 'camunda-bpmn-moddle/resources/camunda.json' with { type: 'json' };
import type { Mapping, Node, Value } from '../model.ts';
import { bindingOf, called, payload } from './camunda-call.ts';
import { fieldsOf, formNamed } from './camunda-forms.ts';
import { foreign, heard, initiatorOf, OF_PROCESS, refuseForeign, topicOf, warnUnread } from './camunda-listeners.ts';
import { timeouts } from './camunda-timeouts.ts';
import { assignment, strictly, valueOfText, variable } from './camunda-values.ts';
import type { Dialect } from './dialect.ts';
import { translate } from './el.ts';
import { body, child, type Element, extension, extensions, list, text, type } from './element.ts';
import { errorCode, type Unresolved } from './events.ts';
import { formOf } from './fields.ts';
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
    return feel(reader, element, plain(found.literal));
  },
  vendor(reader, element, unresolved) {
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
      ...some('call', called(reader, element)),
      ...heard(reader, element),
      ...some('errors', errors(reader, element, unresolved)),
      ...borders(element),
      ...some('jobPriority', written(reader, element, 'jobPriority')),
      ...some('initiator', initiatorOf(element)),
      ...some('fields', fieldsOf(element)),
    };
  },
  correlationKey: () => undefined,
  versionTag: (process) => text(process, 'versionTag'),
  whole(reader, process) {
    warnUnread(reader, process, OF_PROCESS);
    return heard(reader, process);
  },
  priority: (reader, process) => ({
    ...some('task', written(reader, process, 'taskPriority')),
    ...some('job', written(reader, process, 'jobPriority')),
  }),
  loop(reader, id, found) {
    const written = text(found, 'collection') ?? body(child(found, 'loopDataInputRef')) ?? reference(reader, found);
    const item = text(found, 'elementVariable');
    return {
      ...some('collection', written === undefined ? undefined : collection(reader, id, written)),
      ...some('element', item),
      ...borders(found),
    };
  },
  signal(reader, id, definition) {
    const deferred = definition['async'] === true ? { deferred: true as const } : {};
    return { ...deferred, ...some('payload', payload(reader, id, definition)) };
  },
  filter(definition) {
    const changes = text(definition, 'variableEvents')
      ?.split(',')
      .map((one) => one.trim());
    const name = text(definition, 'variableName');
    return {
      ...some('names', name === undefined ? undefined : [name]),
      ...some(
        'changes',
        changes?.filter((one) => one === 'create' || one === 'update' || one === 'delete'),
      ),
    };
  },
  adHoc: () => ({}),
  beside: timeouts,
  taken: (reader, id, flow) => heard(reader, flow, id).listeners?.start ?? [],
};

/** A condition outside of `${…}`, of a tool that writes XPath or Java by habit: the same comparison in FEEL. */
function plain(written: string): string {
  return written.replaceAll('==', '=').replace(/'([^'"]*)'/g, '"$1"');
}

/** `asyncBefore`, `asyncAfter`, and the old form `async` of the first; how often their continuations are tried. */
function borders(element: Element): Pick<Node, 'before' | 'after' | 'retryCycle'> {
  const before = element['asyncBefore'] === true || element['async'] === true;
  const retryCycle = text(extension(element, 'camunda:FailedJobRetryTimeCycle'), 'body')?.trim();
  return {
    ...(before ? { before: true } : {}),
    ...(element['asyncAfter'] === true ? { after: true } : {}),
    ...some('retryCycle', retryCycle === '' ? undefined : retryCycle),
  };
}

/** A collection is an expression or the bare name of a variable. */
function collection(reader: Reader, id: string, written: string): Value | undefined {
  return /[$#]\{/.test(written) ? valueOfText(reader, id, written) : variable(reader, id, written);
}

/** `loopDataInputRef` names a variable here, which moddle takes for an element. */
function reference(reader: Reader, found: Element): string | undefined {
  return reader.unresolved.get(found)?.['bpmn:loopDataInputRef'];
}

/** Error definitions on a job: the expression says when its result or failure is a BPMN error. */
function errors(reader: Reader, element: Element, unresolved: Unresolved): Node['errors'] {
  const found = extensions(element, 'camunda:ErrorEventDefinition');
  if (found.length === 0) return undefined;
  return found.map((one) => {
    const written = text(one, 'expression');
    if (written === undefined) blame(reader, 'no-error-expression', { element: element.id });
    const condition = written?.trim() ? CAMUNDA.condition(reader, element.id ?? '', written) : undefined;
    const message = text(child(one, 'errorRef'), 'errorMessage');
    return {
      ...some('condition', condition),
      code: errorCode(one, unresolved) ?? '',
      ...some('message', message === undefined ? undefined : valueOfText(reader, element.id ?? '', message)),
    };
  });
}

function external(reader: Reader, element: Element): Node['task'] {
  const definition = list(element, 'eventDefinitions').find((one) => text(one, 'type') === 'external');
  const source = text(element, 'type') === 'external' ? element : definition;
  const topic = text(source, 'topic') ?? topicOf(reader, element);
  if (topic === undefined) return undefined;
  const kind = valueOfText(reader, element.id ?? '', topic);
  const cycle = /^R(\d+)\//.exec(text(extension(element, 'camunda:FailedJobRetryTimeCycle'), 'body') ?? '');
  return (
    kind && {
      type: kind,
      ...some('retries', cycle?.[1] === undefined ? undefined : { literal: cycle[1] }),
      ...some('priority', written(reader, source ?? element, 'taskPriority', element.id)),
    }
  );
}

/** An attribute that is a literal or an expression. */
function written(reader: Reader, holder: Element, name: string, id = holder.id): Value | undefined {
  const found = text(holder, name);
  return found === undefined ? undefined : valueOfText(reader, id ?? '', found);
}

function decision(reader: Reader, element: Element): Node['decision'] {
  const reference = text(element, 'decisionRef');
  if (reference === undefined) return undefined;
  const id = valueOfText(reader, element.id ?? '', reference);
  const written = text(element, 'mapDecisionResult') ?? 'resultList';
  const mapping = MAPPINGS.find((one) => one === written);
  if (mapping === undefined) blame(reader, 'result-mapping', { element: element.id, text: written });
  return (
    id && {
      id,
      ...some('resultVariable', text(element, 'resultVariable')),
      binding: bindingOf(reader, element, 'decisionRef'),
      mapping: mapping ?? 'resultList',
    }
  );
}

const MAPPINGS = ['singleEntry', 'singleResult', 'collectEntries', 'resultList'] as const;

/** Elements whose `expression` is evaluated in the transaction; on a throwing event it stands in the definition. */
const EVALUATED = new Set(['ServiceTask', 'SendTask', 'BusinessRuleTask', 'EndEvent', 'IntermediateThrowEvent']);

function evaluated(reader: Reader, element: Element): Node['script'] {
  if (type(element) === 'ScriptTask') return scripted(reader, element);
  if (!EVALUATED.has(type(element))) return undefined;
  const definition = list(element, 'eventDefinitions').find((one) => type(one) === 'MessageEventDefinition');
  const holder = definition ?? element;
  const written = text(holder, 'expression');
  if (written === undefined) return undefined;
  const id = element.id ?? '';
  const set = assignment(reader, id, written);
  if (set?.variable !== undefined) return { program: set.program, resultVariable: set.variable };
  return set && { program: set.program, ...some('resultVariable', text(holder, 'resultVariable')) };
}

/** A script in FEEL; any other language is foreign code. */
function scripted(reader: Reader, element: Element): Node['script'] {
  const id = element.id ?? '';
  const format = text(element, 'scriptFormat') ?? '';
  const written = text(element, 'script');
  if (written === undefined || !/feel/i.test(format)) return foreign(reader, id, `script (${format})`);
  const program = feel(reader, id, written.trim().replace(/^=/, '').trim());
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
    ...some('form', formNamed(element) ?? (fieldsOf(element) === undefined ? undefined : formOf(element))),
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
  if (type(definition) === 'Script') {
    const language = text(definition, 'scriptFormat') ?? '';
    const source = text(definition, 'value')?.trim().replace(/^=/, '');
    return /feel/i.test(language) && source ? `(${source})` : undefined;
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

/** Camunda 7 knows no mapping on boundary and start events and no output on an end event. */
function refuseMapping(reader: Reader, element: Element, hasOutput: boolean): void {
  const kind = type(element);
  if (kind === 'BoundaryEvent' || kind === 'StartEvent' || (kind === 'EndEvent' && hasOutput)) {
    blame(reader, 'mapping-not-here', { element: element.id });
  }
}
