import { badTimer } from '../run/timers.ts';
import type { Node, NodeKind, Value } from '../types.ts';
import { body, child, type Element, list, text, type } from './element.ts';
import { DEFINITIONS, INSTEAD, INSTEAD_DEFAULT, TRIGGERS } from './kinds.ts';
import { blame, type Reader, some, value } from './reader.ts';

type Trigger = NonNullable<Node['event']>;

/** References that moddle could not resolve: element → property → id. */
export type Unresolved = ReadonlyMap<unknown, { readonly [property: string]: string }>;

/** The event of an event node or receive task; `undefined` for other nodes and for what has been refused. */
export function trigger(reader: Reader, kind: NodeKind, element: Element, unresolved: Unresolved): Trigger | undefined {
  if (kind === 'receiveTask') return receive(reader, element);
  const allowed = TRIGGERS[kind];
  if (allowed === undefined) return undefined;
  const definitions = [...list(element, 'eventDefinitions'), ...list(element, 'eventDefinitionRef')];
  const [definition] = definitions;
  if (definitions.length > 1) return refuse(reader, element, 'multipleEventDefinition');
  const found = definition === undefined ? 'none' : DEFINITIONS[type(definition)];
  if (found === undefined || !allowed.includes(found)) {
    return refuse(reader, element, definition === undefined ? `${type(element)} (none)` : type(definition));
  }
  if (definition === undefined || found === 'none' || found === 'terminate') return { kind: found };
  if (found === 'timer') return timer(reader, kind, element, definition);
  if (found === 'error') {
    return {
      kind: 'error',
      ...some('errorCode', errorCode(definition, unresolved)),
      ...some('errorMessage', value(reader, element.id ?? '', text(child(definition, 'errorRef'), 'errorMessage'))),
      ...some('codeVariable', text(definition, 'errorCodeVariable')),
      ...some('messageVariable', text(definition, 'errorMessageVariable')),
    };
  }
  return message(reader, element, child(definition, 'messageRef'), waits(kind));
}

function waits(kind: NodeKind): boolean {
  return kind === 'intermediateCatchEvent' || kind === 'boundaryEvent' || kind === 'receiveTask';
}

function receive(reader: Reader, element: Element): Trigger | undefined {
  const found = child(element, 'messageRef');
  // A receive task without message waits until somebody triggers it; only the import dialect has that.
  if (found === undefined && !reader.dialect.needsKey) return { kind: 'none' };
  return message(reader, element, found, true);
}

/** `zeebe:subscription`: the key is required where a running instance waits, absent on a start event. */
function message(reader: Reader, element: Element, found: Element | undefined, waiting: boolean): Trigger | undefined {
  const id = element.id ?? '';
  const thrown = type(element) === 'EndEvent' || type(element) === 'IntermediateThrowEvent';
  const written = text(found, 'name');
  if (written === undefined || written === '') {
    if (thrown) return { kind: 'message' };
    blame(reader, 'no-message', { element: id });
    return undefined;
  }
  const name = value(reader, id, written);
  if (name === undefined || found === undefined) return undefined;
  const correlationKey = waiting ? reader.dialect.correlationKey(reader, found, id) : undefined;
  if (waiting && correlationKey === undefined && reader.dialect.needsKey) {
    blame(reader, 'no-correlation-key', { element: id });
  }
  return { kind: 'message', message: { name, ...some('correlationKey', correlationKey) } };
}

function timer(reader: Reader, kind: NodeKind, element: Element, definition: Element): Trigger | undefined {
  const id = element.id ?? '';
  const forms = [
    ['date', body(child(definition, 'timeDate'))],
    ['duration', body(child(definition, 'timeDuration'))],
    ['cycle', body(child(definition, 'timeCycle'))],
  ] as const;
  const [form, ...others] = forms.filter(([, text]) => text !== undefined && text !== '');
  const written: Value | undefined = value(reader, id, form?.[1]);
  if (form === undefined || others.length > 0) {
    blame(reader, 'no-timer', { element: id });
    return undefined;
  }
  if (written === undefined) return undefined;
  if (form[0] === 'cycle' && kind !== 'boundaryEvent') blame(reader, 'cycle-not-here', { element: id });
  if ('literal' in written && badTimer(form[0], written.literal)) {
    // Cron is for import and waits for full BPMN; what looks like it is told apart from what cannot be understood.
    if (form[0] === 'cycle' && /^(\S+\s+){4,6}\S+$/.test(written.literal)) return refuse(reader, element, 'Cron');
    blame(reader, 'bad-timer', { element: id, text: written.literal });
  }
  return { kind: 'timer', timer: { kind: form[0], value: written } };
}

/** process.md §2: an `errorRef` without a declared error is its own code; no `errorRef` takes every code. */
function errorCode(definition: Element, unresolved: Unresolved): string | undefined {
  const error = child(definition, 'errorRef');
  if (error === undefined) return unresolved.get(definition)?.['bpmn:errorRef'];
  return text(error, 'errorCode') ?? error.id;
}

/** Refuses what stands outside the circle, with advice. */
export function refuse(reader: Reader, element: Element, what: string): undefined {
  const [sv, en] = INSTEAD[what] ?? INSTEAD_DEFAULT;
  const shown = `${what[0]?.toLowerCase() ?? ''}${what.slice(1)}`;
  blame(reader, 'outside-circle', {
    element: element.id,
    details: { what: shown, 'advice-sv': sv, 'advice-en': en },
  });
  return undefined;
}
