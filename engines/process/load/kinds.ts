import type { Node, NodeKind } from '../types.ts';

/** BPMN types that the engine runs. */
export const KINDS: { readonly [type: string]: NodeKind } = {
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
  EventBasedGateway: 'eventBasedGateway',
  SubProcess: 'subProcess',
};

/** Flow elements that carry no tokens: kept in the file, of no meaning to the run. */
export const PASSIVE = new Set(['SequenceFlow', 'DataObject', 'DataObjectReference', 'DataStoreReference']);

type EventKind = NonNullable<Node['event']>['kind'];

/** Which triggers each kind of event may have (process.md §2; the rest waits for full BPMN). */
export const TRIGGERS: { readonly [kind in NodeKind]?: readonly EventKind[] } = {
  startEvent: ['none', 'message'],
  endEvent: ['none', 'message', 'error', 'terminate'],
  intermediateCatchEvent: ['message', 'timer'],
  intermediateThrowEvent: ['none', 'message'],
  boundaryEvent: ['message', 'timer', 'error'],
};

export const DEFINITIONS: { readonly [type: string]: EventKind } = {
  MessageEventDefinition: 'message',
  TimerEventDefinition: 'timer',
  ErrorEventDefinition: 'error',
  TerminateEventDefinition: 'terminate',
};

/** What to do instead, for what the engine does not run. */
export const INSTEAD: { readonly [type: string]: readonly [sv: string, en: string] } = {
  InclusiveGateway: ['Använd exklusiva och parallella grindar.', 'Use exclusive and parallel gateways.'],
  ComplexGateway: ['Använd exklusiva och parallella grindar.', 'Use exclusive and parallel gateways.'],
  CallActivity: ['Lägg stegen i en delprocess.', 'Put the steps into an embedded sub-process.'],
  Transaction: ['Använd en vanlig delprocess.', 'Use an embedded sub-process.'],
  AdHocSubProcess: ['Använd en vanlig delprocess.', 'Use an embedded sub-process.'],
  EventSubProcess: ['Använd en kanthändelse på en delprocess.', 'Use a boundary event on a sub-process.'],
  MultiInstanceLoopCharacteristics: ['Rita en slinga med en exklusiv grind.', 'Draw a loop with an exclusive gateway.'],
  StandardLoopCharacteristics: ['Rita en slinga med en exklusiv grind.', 'Draw a loop with an exclusive gateway.'],
  SignalEventDefinition: ['Använd ett meddelande.', 'Use a message.'],
};

export const INSTEAD_DEFAULT = [
  'Bygg steget av element som stöds; de står i README för @torget/process.',
  'Build the step of supported elements; they are listed in the README of @torget/process.',
] as const;

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
]);

/** Tasks and sub-processes: what may have boundary events and input mappings. */
export function isActivity(kind: NodeKind): boolean {
  return ACTIVITIES.has(kind);
}
