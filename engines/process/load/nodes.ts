import type { Flow, Node, NodeKind } from '../model.ts';
import type { Vendor } from './dialect.ts';
import { body, child, type Element, list, text, type } from './element.ts';
import { refuse, trigger, type Unresolved } from './events.ts';
import { kindOf, PASSIVE } from './kinds.ts';
import { adHocOf, loopOf } from './loops.ts';
import { blame, feel, type Reader, some } from './reader.ts';

/** A flow element with its enclosing sub-process. */
interface Placed {
  readonly element: Element;
  readonly parent?: Element;
}

/** Nodes and flows of a process, sub-processes included, in the order of the XML. */
export interface Graph {
  readonly nodes: Map<string, Node>;
  readonly flows: ReadonlyMap<string, Flow>;
}

/** Reads the graph. Edges come from `sourceRef` and `targetRef` alone: `incoming`/`outgoing` are optional and may lie. */
export function graph(reader: Reader, process: Element, unresolved: Unresolved): Graph {
  const placed = collect(reader, process);
  const parents = new Map(placed.map(({ element, parent }) => [element.id, parent?.id]));
  const sequence = placed.filter(({ element }) => type(element) === 'SequenceFlow');
  const flows = sequence.flatMap(({ element }, index) => {
    // Ids of flows are optional in BPMN; a flow without one is known by its place in the file.
    const id = element.id ?? `${process.id ?? ''}_flow_${index + 1}`;
    return flow(reader, id, element, parents, unresolved) ?? [];
  });
  const handlers = handlersOf(reader, process, placed);
  const nodes = new Map<string, Node>();
  for (const one of placed) {
    const kind = kindFor(reader, one.element);
    if (kind === undefined || one.element.id === undefined) continue;
    const read = node(reader, kind, one, flows, unresolved);
    nodes.set(read.id, { ...read, ...some('handler', handlers.get(read.id)) });
    for (const beside of reader.dialect.beside(reader, one.element, one.parent?.id)) nodes.set(beside.id, beside);
  }
  return { nodes, flows: new Map(flows.map((one) => [one.id, one])) };
}

/** A sub-process with nothing inside is work that the file leaves open. */
function kindFor(reader: Reader, element: Element): NodeKind | undefined {
  const kind = kindOf(element);
  const empty = kind === 'subProcess' && list(element, 'flowElements').length === 0;
  return empty && reader.topics({ element: element.id ?? '' }) !== undefined ? 'serviceTask' : kind;
}

function collect(reader: Reader, scope: Element, parent?: Element): Placed[] {
  return list(scope, 'flowElements').flatMap((element) => {
    const kind = kindOf(element);
    if (kind === undefined && !PASSIVE.has(type(element))) refuse(reader, element, type(element));
    const here: Placed = { element, ...some('parent', parent) };
    return list(element, 'flowElements').length === 0 ? [here] : [here, ...collect(reader, element, element)];
  });
}

const ACTIVITY = /Task$|^SubProcess$|^CallActivity$|^Transaction$/;

/** Activity → the handler that an association ties to its compensation boundary event, drawn in either direction. */
function handlersOf(reader: Reader, process: Element, placed: readonly Placed[]): ReadonlyMap<string, string> {
  const scopes = [process, ...placed.map(({ element }) => element)];
  const ties = scopes.flatMap((scope) => list(scope, 'artifacts')).filter((one) => type(one) === 'Association');
  const handlers = new Map<string, string>();
  for (const { element } of placed) {
    const host = child(element, 'attachedToRef')?.id;
    const definition = list(element, 'eventDefinitions')[0];
    if (host === undefined || definition === undefined || type(definition) !== 'CompensateEventDefinition') continue;
    for (const tie of ties) {
      const [from, to] = [child(tie, 'sourceRef'), child(tie, 'targetRef')];
      const other = from?.id === element.id ? to : to?.id === element.id ? from : undefined;
      if (other?.id === undefined || !ACTIVITY.test(type(other))) continue;
      if (other['isForCompensation'] === true) handlers.set(host, other.id);
      else blame(reader, 'no-handler', { element: element.id });
    }
  }
  return handlers;
}

function flow(
  reader: Reader,
  id: string,
  element: Element,
  parents: ReadonlyMap<string | undefined, string | undefined>,
  unresolved: Unresolved,
): Flow | undefined {
  const source = child(element, 'sourceRef');
  const from = source?.id;
  const to = child(element, 'targetRef')?.id;
  if (from === undefined || to === undefined) {
    // An unresolved end has been told with moddle's warning; one that is not written at all is told here.
    if (!unresolved.has(element)) missingEnd(reader, element, from === undefined ? 'sourceRef' : 'targetRef');
    return undefined;
  }
  if (parents.get(from) !== parents.get(to)) blame(reader, 'flow-across-scopes', { element: id });
  const isDefault = child(source, 'default') === element;
  const listeners = reader.dialect.taken(reader, id, element);
  return {
    id,
    from,
    to,
    ...some('name', text(element, 'name')),
    ...some('condition', condition(reader, id, element)),
    isDefault,
    ...(listeners.length === 0 ? {} : { listeners }),
  };
}

function missingEnd(reader: Reader, element: Element, property: string): void {
  blame(reader, 'unresolved-reference', { element: element.id, details: { property, value: '' } });
}

function condition(reader: Reader, id: string, element: Element): Flow['condition'] {
  const expression = child(element, 'conditionExpression');
  const written = body(expression);
  const resource = text(expression, 'resource');
  if (resource !== undefined) blame(reader, 'foreign-code', { element: id, details: { what: resource } });
  if (written === undefined || written === '') return undefined;
  const language = text(expression, 'language');
  if (language !== undefined && !/feel|^$|juel/i.test(language)) {
    blame(reader, 'expression-language', { element: id, details: { name: language } });
    return undefined;
  }
  // A language that is said to be FEEL needs no sign of its own; BPMN's own function reads a data object (§10.4.3).
  if (/feel/i.test(language ?? '') && !written.startsWith('=')) return feel(reader, id, written);
  return reader.dialect.condition(reader, id, written.replace(DATA_OBJECT, '$1'));
}

const DATA_OBJECT = /bpmn:getDataObject\('([\w ]+)'\)/g;

function node(
  reader: Reader,
  kind: NodeKind,
  { element, parent }: Placed,
  flows: readonly Flow[],
  unresolved: Unresolved,
): Node {
  const id = element.id ?? '';
  // A process that is begun by a gateway or a receive task starts later; until then it is refused.
  if (element['instantiate'] === true) refuse(reader, element, 'Instantiate');
  const documentation = list(element, 'documentation').map((one) => text(one, 'text') ?? '');
  const event = trigger(reader, kind, element, parent && kindOf(parent), unresolved);
  const vendor = reader.dialect.vendor(reader, element, unresolved);
  return {
    id,
    kind,
    ...some('name', text(element, 'name')?.replace(/\s+/g, ' ').trim()),
    ...some('parent', parent?.id),
    outgoing: flows.filter((one) => one.from === id),
    incoming: flows.filter((one) => one.to === id),
    ...some('event', event),
    ...some('attachedTo', child(element, 'attachedToRef')?.id),
    ...interrupts(kind, element),
    ...vendor,
    ...some('task', vendor.task ?? openWork(reader, kind, id, vendor)),
    ...some('loop', loopOf(reader, element)),
    ...some('adHoc', adHocOf(reader, element)),
    ...(element['isForCompensation'] === true ? { isHandler: true } : {}),
    ...(documentation.length === 0 ? {} : { documentation: documentation.join('\n\n') }),
  };
}

const WORK: ReadonlySet<NodeKind> = new Set(['serviceTask', 'sendTask', 'businessRuleTask', 'scriptTask']);

/** Work that nobody is named for, when whoever loads the file has a topic for it. */
function openWork(reader: Reader, kind: NodeKind, element: string, vendor: Vendor): Node['task'] {
  if (!WORK.has(kind) || vendor.script !== undefined || vendor.decision !== undefined) return undefined;
  const topic = reader.topics({ element });
  return topic === undefined ? undefined : { type: { literal: topic } };
}

/** BPMN's default is to interrupt. */
function interrupts(kind: NodeKind, element: Element): Pick<Node, 'interrupting'> {
  if (kind === 'boundaryEvent') return { interrupting: element['cancelActivity'] !== false };
  return kind === 'startEvent' ? { interrupting: element['isInterrupting'] !== false } : {};
}
