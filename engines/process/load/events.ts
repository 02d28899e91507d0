import type { NodeKind, Trigger, Value } from '../model.ts';
import { badTimer } from '../run/timers.ts';
import { body, child, type Element, list, text, type } from './element.ts';
import { DEFINITIONS, INSTEAD, INSTEAD_DEFAULT, triggersOf } from './kinds.ts';
import { blame, type Reader, some, value } from './reader.ts';

/** References that moddle could not resolve: element → property → id. */
export type Unresolved = ReadonlyMap<unknown, { readonly [property: string]: string }>;

/** An event node with where it stands. */
interface Place {
  readonly reader: Reader;
  readonly kind: NodeKind;
  readonly element: Element;
  /** The kind of the sub-process around it. */
  readonly scope: NodeKind | undefined;
  readonly unresolved: Unresolved;
}

type Read = (place: Place, definition: Element) => Trigger | undefined;

/** The event of an event node or receive task; `undefined` for other nodes and for what has been refused. */
export function trigger(
  reader: Reader,
  kind: NodeKind,
  element: Element,
  scope: NodeKind | undefined,
  unresolved: Unresolved,
): Trigger | undefined {
  if (kind === 'receiveTask') return receive(reader, element);
  const allowed = triggersOf(kind, scope);
  if (allowed === undefined) return undefined;
  const definitions = [...list(element, 'eventDefinitions'), ...list(element, 'eventDefinitionRef')];
  const [definition] = definitions;
  if (definitions.length > 1) return refuse(reader, element, 'MultipleEventDefinition');
  const found = definition === undefined ? 'none' : DEFINITIONS[type(definition)];
  if (found === undefined || !allowed.includes(found)) {
    return refuse(reader, element, definition === undefined ? `${type(element)} (none)` : type(definition));
  }
  if (definition === undefined) return { kind: 'none' };
  return READ[found]?.({ reader, kind, element, scope, unresolved }, definition) ?? undefined;
}

const READ: { readonly [kind in Trigger['kind']]: Read } = {
  none: () => ({ kind: 'none' }),
  terminate: () => ({ kind: 'terminate' }),
  cancel: () => ({ kind: 'cancel' }),
  timer: ({ reader, element }, definition) => timer(reader, element.id ?? '', definition),
  message: ({ reader, kind, element, scope }, definition) =>
    message(reader, element, child(definition, 'messageRef'), waits(kind) || scope === 'eventSubProcess'),
  error({ reader, kind, element, unresolved }, definition) {
    const code = errorCode(definition, unresolved);
    if (kind === 'endEvent' && !code) return missing(reader, element, 'no-error-code');
    return {
      kind: 'error',
      ...some('errorCode', code),
      ...some('errorMessage', value(reader, element.id ?? '', text(child(definition, 'errorRef'), 'errorMessage'))),
      ...some('codeVariable', text(definition, 'errorCodeVariable')),
      ...some('messageVariable', text(definition, 'errorMessageVariable')),
    };
  },
  signal({ reader, element }, definition) {
    const name = value(reader, element.id ?? '', text(child(definition, 'signalRef'), 'name'));
    if (name === undefined) return missing(reader, element, 'no-signal');
    return { kind: 'signal', signal: { name, ...reader.dialect.signal(reader, element.id ?? '', definition) } };
  },
  escalation({ reader, kind, element, unresolved }, definition) {
    const found = child(definition, 'escalationRef');
    const code = text(found, 'escalationCode') || undefined;
    const throws = kind === 'endEvent' || kind === 'intermediateThrowEvent';
    // A throw has to say what it throws, and whoever names an escalation means one that is there.
    if (found === undefined ? throws || unresolved.has(definition) : throws && code === undefined) {
      return missing(reader, element, 'no-escalation');
    }
    const variable = text(definition, 'escalationCodeVariable');
    return { kind: 'escalation', ...some('escalationCode', code), ...some('codeVariable', variable) };
  },
  condition({ reader, element }, definition) {
    const written = body(child(definition, 'condition'));
    if (written === undefined || written === '') return missing(reader, element, 'no-condition');
    const program = reader.dialect.condition(reader, element.id ?? '', written);
    return program && { kind: 'condition', condition: { program, ...reader.dialect.filter(definition) } };
  },
  link({ reader, element }, definition) {
    const name = text(definition, 'name') ?? text(element, 'name');
    return name === undefined ? missing(reader, element, 'no-link') : { kind: 'link', link: name };
  },
  compensation({ reader, kind, element, unresolved }, definition) {
    if (kind === 'boundaryEvent' || kind === 'startEvent') return { kind: 'compensation' };
    const activity = child(definition, 'activityRef')?.id;
    if (activity === undefined && unresolved.has(definition)) return missing(reader, element, 'no-compensated');
    const wait = definition['waitForCompletion'] !== false;
    return { kind: 'compensation', compensate: { ...some('activity', activity), wait } };
  },
};

type Missing = 'no-error-code' | 'no-signal' | 'no-escalation' | 'no-condition' | 'no-link' | 'no-compensated';

function missing(reader: Reader, element: Element, code: Missing): undefined {
  blame(reader, code, { element: element.id });
  return undefined;
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

/** When a timer event of an element is due; noted as a fault when it says so in no way or in several. */
export function timer(reader: Reader, id: string, definition: Element): Trigger | undefined {
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
  if ('literal' in written && badTimer(form[0], written.literal)) {
    blame(reader, 'bad-timer', { element: id, text: written.literal });
  }
  return { kind: 'timer', timer: { kind: form[0], value: written } };
}

/** process.md §2: an `errorRef` without a declared error is its own code; a catch without a code takes every one. */
export function errorCode(definition: Element, unresolved: Unresolved): string | undefined {
  const error = child(definition, 'errorRef');
  return error === undefined ? unresolved.get(definition)?.['bpmn:errorRef'] : text(error, 'errorCode');
}

/** Refuses what the engine does not run, with advice. */
export function refuse(reader: Reader, element: Element, what: string): undefined {
  const [sv, en] = INSTEAD[what] ?? INSTEAD_DEFAULT;
  const shown = `${what[0]?.toLowerCase() ?? ''}${what.slice(1)}`;
  blame(reader, 'outside-circle', {
    element: element.id,
    details: { what: shown, 'advice-sv': sv, 'advice-en': en },
  });
  return undefined;
}
