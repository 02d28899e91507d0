import type { Node, NodeKind, ProcessModel } from '../model.ts';
import type { PictureOptions, State, Step } from './types.ts';

/** The steps in words, in the order in which a case comes to them: what the picture says to those who do not see it. */
export function describe(
  model: ProcessModel,
  options: PictureOptions = {},
  language: 'sv' | 'en' = 'sv',
): readonly Step[] {
  const state = stateOf(options);
  return inOrder(model)
    .filter((node) => !node.kind.endsWith('Gateway') && (node.name !== undefined || !node.kind.endsWith('Event')))
    .map((node) => ({ id: node.id, name: nameOf(node, language), state: state(node.id) }));
}

/** `now` where a token stands, else `done` or `ahead`. */
export function stateOf(options: PictureOptions): (element: string) => State {
  const done = new Set(options.done ?? []);
  const hindered = new Set(options.hindered ?? []);
  return (element) => {
    if ((options.tokens?.[element] ?? 0) > 0 || hindered.has(element)) return 'now';
    return done.has(element) ? 'done' : 'ahead';
  };
}

/** Breadth first along the flows; boundary events behind their host, the inside of a sub-process behind itself. */
function inOrder(model: ProcessModel): readonly Node[] {
  const found = new Map<string, Node>();
  const open = [...model.entries];
  for (let id = open.shift(); id !== undefined; id = open.shift()) {
    const node = model.nodes.get(id);
    if (node === undefined || found.has(id)) continue;
    found.set(id, node);
    const inner = model.starts.get(id);
    if (inner !== undefined) open.unshift(inner);
    open.push(...node.outgoing.map((flow) => flow.to), ...(model.boundary.get(id) ?? []).map((event) => event.id));
  }
  return [...found.values(), ...[...model.nodes.values()].filter((node) => !found.has(node.id))];
}

/** The author's name, else the kind of step. */
function nameOf(node: Node, language: 'sv' | 'en'): string {
  return node.name ?? KIND[node.kind][language === 'sv' ? 0 : 1];
}

const KIND: { readonly [kind in NodeKind]: readonly [sv: string, en: string] } = {
  startEvent: ['Start', 'Start'],
  endEvent: ['Slut', 'End'],
  intermediateCatchEvent: ['Väntan', 'Waiting'],
  intermediateThrowEvent: ['Händelse', 'Event'],
  boundaryEvent: ['Händelse', 'Event'],
  task: ['Steg', 'Step'],
  manualTask: ['Arbete utanför systemet', 'Work outside the system'],
  userTask: ['Uppgift', 'Task'],
  serviceTask: ['Automatiskt steg', 'Automatic step'],
  sendTask: ['Utskick', 'Sending'],
  receiveTask: ['Väntan på svar', 'Waiting for an answer'],
  businessRuleTask: ['Prövning mot reglerna', 'Test against the rules'],
  scriptTask: ['Beräkning', 'Computation'],
  exclusiveGateway: ['Val', 'Choice'],
  parallelGateway: ['Delning', 'Split'],
  eventBasedGateway: ['Väntan på första händelse', 'Waiting for the first event'],
  inclusiveGateway: ['Val av en eller flera', 'Choice of one or more'],
  subProcess: ['Delprocess', 'Sub-process'],
  transaction: ['Transaktion', 'Transaction'],
  eventSubProcess: ['Händelsedelprocess', 'Event sub-process'],
  adHocSubProcess: ['Steg i valfri ordning', 'Steps in any order'],
  callActivity: ['Annan process', 'Another process'],
};
