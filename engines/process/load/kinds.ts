import type { NodeKind, Trigger } from '../model.ts';
import { type Element, type } from './element.ts';

/** BPMN types that the engine runs. */
const KINDS: { readonly [type: string]: NodeKind } = {
  StartEvent: 'startEvent',
  EndEvent: 'endEvent',
  IntermediateCatchEvent: 'intermediateCatchEvent',
  IntermediateThrowEvent: 'intermediateThrowEvent',
  BoundaryEvent: 'boundaryEvent',
  Task: 'task',
  ManualTask: 'manualTask',
  UserTask: 'userTask',
  ServiceTask: 'serviceTask',
  SendTask: 'sendTask',
  ReceiveTask: 'receiveTask',
  BusinessRuleTask: 'businessRuleTask',
  ScriptTask: 'scriptTask',
  ExclusiveGateway: 'exclusiveGateway',
  ParallelGateway: 'parallelGateway',
  InclusiveGateway: 'inclusiveGateway',
  EventBasedGateway: 'eventBasedGateway',
  SubProcess: 'subProcess',
  Transaction: 'transaction',
  AdHocSubProcess: 'adHocSubProcess',
  CallActivity: 'callActivity',
};

/** The kind of a flow element; `undefined` for what carries no tokens and for what the engine does not run. */
export function kindOf(element: Element): NodeKind | undefined {
  const kind = KINDS[type(element)];
  return kind === 'subProcess' && element['triggeredByEvent'] === true ? 'eventSubProcess' : kind;
}

/** Flow elements that carry no tokens: kept in the file, of no meaning to the run. */
export const PASSIVE = new Set(['SequenceFlow', 'DataObject', 'DataObjectReference', 'DataStoreReference']);

export type EventKind = Trigger['kind'];

const STARTS: readonly EventKind[] = ['none', 'message', 'timer', 'signal', 'condition'];
const EVENT_SUB_STARTS: readonly EventKind[] = [
  'message',
  'timer',
  'signal',
  'condition',
  'error',
  'escalation',
  'compensation',
];

/** Which triggers each kind of event may have (BPMN 2.0 §10.5); a start event's depend on where it stands. */
const TRIGGERS: { readonly [kind in NodeKind]?: readonly EventKind[] } = {
  endEvent: ['none', 'message', 'error', 'terminate', 'signal', 'escalation', 'compensation', 'cancel'],
  intermediateCatchEvent: ['message', 'timer', 'signal', 'condition', 'link'],
  intermediateThrowEvent: ['none', 'message', 'signal', 'escalation', 'compensation', 'link'],
  boundaryEvent: ['message', 'timer', 'error', 'signal', 'escalation', 'condition', 'compensation', 'cancel'],
};

export function triggersOf(kind: NodeKind, scope: NodeKind | undefined): readonly EventKind[] | undefined {
  if (kind !== 'startEvent') return TRIGGERS[kind];
  if (scope === undefined) return STARTS;
  // What a plain sub-process must not start by is told by its own rule.
  return scope === 'eventSubProcess' ? EVENT_SUB_STARTS : [...STARTS, ...EVENT_SUB_STARTS];
}

export const DEFINITIONS: { readonly [type: string]: EventKind } = {
  MessageEventDefinition: 'message',
  TimerEventDefinition: 'timer',
  ErrorEventDefinition: 'error',
  TerminateEventDefinition: 'terminate',
  SignalEventDefinition: 'signal',
  EscalationEventDefinition: 'escalation',
  ConditionalEventDefinition: 'condition',
  LinkEventDefinition: 'link',
  CompensateEventDefinition: 'compensation',
  CancelEventDefinition: 'cancel',
};

/** What to do instead, for what the engine does not run. */
export const INSTEAD: { readonly [type: string]: readonly [sv: string, en: string] } = {
  ComplexGateway: [
    'Använd inklusiva, exklusiva och parallella grindar.',
    'Use inclusive, exclusive and parallel gateways.',
  ],
  MultipleEventDefinition: ['Rita en händelse för varje utlösare.', 'Draw one event for each trigger.'],
  Instantiate: [
    'Börja processen med en starthändelse av samma slag.',
    'Begin the process with a start event of the same kind.',
  ],
};

export const INSTEAD_DEFAULT = [
  'Bygg steget av element som stöds; de står i README för @torget/process.',
  'Build the step of supported elements; they are listed in the README of @torget/process.',
] as const;

const SUB_PROCESSES: ReadonlySet<NodeKind> = new Set([
  'subProcess',
  'transaction',
  'eventSubProcess',
  'adHocSubProcess',
]);

/** Elements with others inside. */
export function isSubProcess(kind: NodeKind): boolean {
  return SUB_PROCESSES.has(kind);
}

const ACTIVITIES: ReadonlySet<NodeKind> = new Set([
  'task',
  'manualTask',
  'userTask',
  'serviceTask',
  'sendTask',
  'receiveTask',
  'businessRuleTask',
  'scriptTask',
  'subProcess',
  'transaction',
  'adHocSubProcess',
  'callActivity',
]);

/** Tasks and sub-processes: what may have boundary events, loops and input mappings. */
export function isActivity(kind: NodeKind): boolean {
  return ACTIVITIES.has(kind);
}
