import type { Flow, Node, NodeKind } from '../types.ts';
import { body, child, type Element, list, text, type } from './element.ts';
import { refuse, trigger, type Unresolved } from './events.ts';
import { KINDS, PASSIVE } from './kinds.ts';
import { blame, type Reader, some } from './reader.ts';

/** A flow element with its enclosing sub-process. */
interface Placed {
  readonly element: Element;
  readonly parent?: string;
}

/** Nodes and flows of a process, sub-processes included, in the order of the XML. */
export interface Graph {
  readonly nodes: ReadonlyMap<string, Node>;
  readonly flows: ReadonlyMap<string, Flow>;
}

/** Reads the graph. Edges come from `sourceRef` and `targetRef` alone: `incoming`/`outgoing` are optional and may lie. */
export function graph(reader: Reader, process: Element, unresolved: Unresolved): Graph {
  const placed = collect(reader, process);
  const parents = new Map(placed.map(({ element, parent }) => [element.id, parent]));
  const sequence = placed.filter(({ element }) => type(element) === 'SequenceFlow');
  const flows = sequence.flatMap(({ element }, index) => {
    // Ids of flows are optional in BPMN; a flow without one is known by its place in the file.
    const id = element.id ?? `${process.id ?? ''}_flow_${index + 1}`;
    return flow(reader, id, element, parents, unresolved) ?? [];
  });
  const nodes = new Map<string, Node>();
  for (const { element, parent } of placed) {
    const kind = KINDS[type(element)];
    if (kind === undefined || element.id === undefined) continue;
    nodes.set(element.id, node(reader, kind, element, parent, flows, unresolved));
  }
  return { nodes, flows: new Map(flows.map((one) => [one.id, one])) };
}

function collect(reader: Reader, scope: Element, parent?: string): Placed[] {
  return list(scope, 'flowElements').flatMap((element) => {
    const found = type(element);
    if (!(found in KINDS) && !PASSIVE.has(found)) refuse(reader, element, found);
    const here: Placed = { element, ...some('parent', parent) };
    return found === 'SubProcess' ? [here, ...collect(reader, element, element.id)] : [here];
  });
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
  return {
    id,
    from,
    to,
    ...some('name', text(element, 'name')),
    ...some('condition', condition(reader, id, element)),
    isDefault,
  };
}

function missingEnd(reader: Reader, element: Element, property: string): void {
  blame(reader, 'unresolved-reference', { element: element.id, details: { property, value: '' } });
}

function condition(reader: Reader, id: string, element: Element): Flow['condition'] {
  const expression = child(element, 'conditionExpression');
  const written = body(expression);
  if (written === undefined || written === '') return undefined;
  const language = text(expression, 'language');
  if (language !== undefined && !/feel|^$|juel/i.test(language)) {
    blame(reader, 'expression-language', { element: id, details: { name: language } });
    return undefined;
  }
  return reader.dialect.condition(reader, id, written);
}

function node(
  reader: Reader,
  kind: NodeKind,
  element: Element,
  parent: string | undefined,
  flows: readonly Flow[],
  unresolved: Unresolved,
): Node {
  const id = element.id ?? '';
  refuseUnsupported(reader, element);
  const host = child(element, 'attachedToRef')?.id;
  const documentation = list(element, 'documentation').map((one) => text(one, 'text') ?? '');
  const event = trigger(reader, kind, element, unresolved);
  return {
    id,
    kind,
    ...some('name', text(element, 'name')?.replace(/\s+/g, ' ').trim()),
    ...some('parent', parent),
    outgoing: flows.filter((one) => one.from === id),
    incoming: flows.filter((one) => one.to === id),
    ...some('event', event),
    ...some('attachedTo', host),
    // Errors always interrupt; BPMN's default is to interrupt.
    ...(kind === 'boundaryEvent' ? { interrupting: element['cancelActivity'] !== false } : {}),
    ...reader.dialect.vendor(reader, element),
    ...(documentation.length === 0 ? {} : { documentation: documentation.join('\n\n') }),
  };
}

function refuseUnsupported(reader: Reader, element: Element): void {
  const loop = child(element, 'loopCharacteristics');
  if (loop !== undefined) refuse(reader, element, type(loop));
  if (element['triggeredByEvent'] === true) refuse(reader, element, 'EventSubProcess');
  if (element['isForCompensation'] === true) refuse(reader, element, 'IsForCompensation');
  if (element['instantiate'] === true) refuse(reader, element, 'Instantiate');
}
