import type { Node, ProcessModel } from '../types.ts';
import { isActivity } from './kinds.ts';
import { blame, type Reader } from './reader.ts';
import type { SayCode } from './says.ts';

/** Structural rules a process must keep to be deployed (process.md §2, "Deployment refuses"). */
export function rules(reader: Reader, model: Pick<ProcessModel, 'id' | 'nodes' | 'boundary'>): void {
  for (const node of model.nodes.values()) for (const rule of RULES) rule(reader, node, model);
  startRules(reader, model);
}

type Rule = (reader: Reader, node: Node, model: Pick<ProcessModel, 'nodes' | 'boundary'>) => void;

const RULES: readonly Rule[] = [
  function contents(reader, node) {
    const missing = missingContent(reader, node);
    if (missing !== undefined) blame(reader, missing, { element: node.id });
  },
  function startMessage(reader, node) {
    const name = node.kind === 'startEvent' ? node.event?.message?.name : undefined;
    if (name !== undefined && 'program' in name) blame(reader, 'start-message-expression', { element: node.id });
  },
  function edges(reader, node, model) {
    const [first] = node.incoming;
    if (node.kind === 'startEvent' && first) blame(reader, 'start-with-incoming', { element: node.id });
    if (node.kind === 'boundaryEvent' && first) blame(reader, 'boundary-with-incoming', { element: node.id });
    if (node.kind === 'endEvent' && node.outgoing.length > 0) blame(reader, 'end-with-outgoing', { element: node.id });
    if (node.kind !== 'boundaryEvent') return;
    const host = node.attachedTo === undefined ? undefined : model.nodes.get(node.attachedTo);
    const refusedHost = node.attachedTo !== undefined && blamed(reader, node.attachedTo);
    if (!refusedHost && (host === undefined || !isActivity(host.kind))) {
      blame(reader, 'boundary-without-host', { element: node.id });
    }
    if (node.outgoing.length === 0) {
      blame(reader, 'boundary-without-outgoing', { element: node.id, severity: 'warning' });
    }
    if (node.event?.kind === 'error' && node.interrupting === false) {
      blame(reader, 'error-not-interrupting', { element: node.id });
    }
  },
  function exclusive(reader, node) {
    if (node.kind !== 'exclusiveGateway' && node.kind !== 'parallelGateway' && node.kind !== 'eventBasedGateway')
      return;
    if (node.outgoing.length === 0 && node.kind !== 'parallelGateway') {
      blame(reader, 'gateway-without-outgoing', { element: node.id });
    }
    for (const flow of node.outgoing) {
      if (node.kind !== 'exclusiveGateway') {
        if (flow.condition) blame(reader, 'condition-on-parallel', { element: flow.id });
      } else if (flow.condition && node.outgoing.length === 1) {
        blame(reader, 'condition-on-only-flow', { element: node.id });
      } else if (
        flow.condition === undefined &&
        !flow.isDefault &&
        node.outgoing.length > 1 &&
        !blamed(reader, flow.id)
      ) {
        blame(reader, 'flow-without-condition', { element: flow.id, severity: 'warning' });
      }
    }
  },
  function defaults(reader, node) {
    for (const flow of node.outgoing) {
      if (flow.isDefault && flow.condition) blame(reader, 'condition-on-default', { element: node.id });
    }
  },
  function eventGateway(reader, node, model) {
    if (node.kind !== 'eventBasedGateway') return;
    for (const { to } of node.outgoing) {
      const target = model.nodes.get(to);
      const catches = target?.kind === 'intermediateCatchEvent' || target?.kind === 'receiveTask';
      if (!catches) blame(reader, 'event-gateway-target', { element: node.id });
      else if (target.incoming.length > 1) blame(reader, 'event-gateway-merge', { element: to });
    }
  },
  function doubleSubscription(reader, node, model) {
    const seen = new Set<string>();
    for (const boundary of model.boundary.get(node.id) ?? []) {
      const name = boundary.event?.message?.name;
      if (name === undefined || !('literal' in name)) continue;
      if (seen.has(name.literal)) {
        blame(reader, 'double-subscription', { element: boundary.id, details: { name: name.literal } });
      }
      seen.add(name.literal);
    }
  },
];

/** What follows from a fault that has been told is no news: a flow whose condition does not parse has none. */
function blamed(reader: Reader, element: string): boolean {
  return reader.faults.some((fault) => fault.element === element);
}

function missingContent(reader: Reader, node: Node): SayCode | undefined {
  const throwsMessage =
    (node.kind === 'endEvent' || node.kind === 'intermediateThrowEvent') && node.event?.kind === 'message';
  if (node.script !== undefined) return undefined;
  if (node.kind === 'serviceTask' || node.kind === 'sendTask' || (throwsMessage && reader.dialect.needsJob)) {
    return node.task === undefined ? 'no-task-type' : undefined;
  }
  if (node.task !== undefined) return undefined;
  if (node.kind === 'businessRuleTask' && node.decision === undefined) return 'no-decision';
  return node.kind === 'scriptTask' && node.script === undefined ? 'no-script' : undefined;
}

function startRules(reader: Reader, model: Pick<ProcessModel, 'id' | 'nodes'>): void {
  const scopes = [
    undefined,
    ...[...model.nodes.values()].filter((node) => node.kind === 'subProcess').map(({ id }) => id),
  ];
  for (const scope of scopes) {
    const starts = [...model.nodes.values()].filter((node) => node.kind === 'startEvent' && node.parent === scope);
    const element = scope ?? model.id;
    if (starts.length === 0) blame(reader, 'no-start', { element });
    if (starts.filter((node) => node.event?.kind === 'none').length > 1) blame(reader, 'two-starts', { element });
    for (const start of scope === undefined || blamed(reader, scope) ? [] : starts) {
      if (start.event?.kind !== 'none') blame(reader, 'event-start-in-sub-process', { element: start.id });
    }
  }
}
