import type { Node, ProcessModel } from '../model.ts';
import { catches } from './catches.ts';
import { compensations } from './compensations.ts';
import { isActivity, isSubProcess } from './kinds.ts';
import { blame, type Reader } from './reader.ts';
import type { SayCode } from './says.ts';

export type Model = Pick<ProcessModel, 'id' | 'nodes' | 'boundary' | 'eventSubProcesses'>;

/** Structural rules a process must keep to be deployed (process.md §2, "Deployment refuses"). */
export function rules(reader: Reader, model: Model): void {
  for (const node of model.nodes.values()) for (const rule of RULES) rule(reader, node, model);
  startRules(reader, model);
  catches(reader, model);
  compensations(reader, model);
}

/** Where an element has no moment to wait for a listener: zeebe knows none there either. */
function unheard(node: Node, side: string, model: Model): boolean {
  const thrown = node.event?.kind ?? 'none';
  if (node.kind === 'eventSubProcess' || (thrown === 'compensation' && node.kind === 'boundaryEvent')) return true;
  if (side === 'end') {
    if (node.kind.endsWith('Gateway')) return true;
    const leaves = node.kind === 'endEvent' || node.kind === 'intermediateThrowEvent';
    return leaves && ['error', 'terminate', 'cancel', 'link'].includes(thrown);
  }
  const raced = node.incoming.some(({ from }) => model.nodes.get(from)?.kind === 'eventBasedGateway');
  return node.kind === 'startEvent' || node.kind === 'boundaryEvent' || raced;
}

type Rule = (reader: Reader, node: Node, model: Model) => void;

const RULES: readonly Rule[] = [
  function contents(reader, node) {
    const missing = missingContent(reader, node);
    if (missing !== undefined && !blamed(reader, node.id)) blame(reader, missing, { element: node.id });
  },
  function startMessage(reader, node) {
    const name = node.kind === 'startEvent' && node.parent === undefined ? node.event?.message?.name : undefined;
    if (name !== undefined && 'program' in name) blame(reader, 'start-message-expression', { element: node.id });
  },
  function listeners(reader, node, model) {
    const { start = [], end = [] } = node.jobs ?? {};
    const sides = [...(start.length > 0 ? ['start'] : []), ...(end.length > 0 ? ['end'] : [])];
    for (const side of sides) {
      if (!unheard(node, side, model)) continue;
      blame(reader, 'listener-not-here', { element: node.id, details: { name: side } });
    }
  },
  function edges(reader, node) {
    const [first] = node.incoming;
    if (node.kind === 'startEvent' && first) blame(reader, 'start-with-incoming', { element: node.id });
    if (node.kind === 'boundaryEvent' && first) blame(reader, 'boundary-with-incoming', { element: node.id });
    if (node.kind === 'endEvent' && node.outgoing.length > 0) blame(reader, 'end-with-outgoing', { element: node.id });
    if (node.kind === 'eventSubProcess' && node.incoming.length + node.outgoing.length > 0) {
      blame(reader, 'event-sub-flow', { element: node.id });
    }
  },
  function boundaries(reader, node, model) {
    if (node.kind !== 'boundaryEvent') return;
    const host = node.attachedTo === undefined ? undefined : model.nodes.get(node.attachedTo);
    const refusedHost = node.attachedTo !== undefined && blamed(reader, node.attachedTo);
    if (!refusedHost && (host === undefined || !isActivity(host.kind))) {
      blame(reader, 'boundary-without-host', { element: node.id });
    }
    const listens = node.listeners !== undefined;
    if (node.outgoing.length === 0 && node.event?.kind !== 'compensation' && !listens) {
      blame(reader, 'boundary-without-outgoing', { element: node.id, severity: 'warning' });
    }
  },
  function interrupting(reader, node) {
    const catching = node.kind === 'boundaryEvent' || node.kind === 'startEvent';
    if (catching && node.event?.kind === 'error' && node.interrupting === false) {
      blame(reader, 'error-not-interrupting', { element: node.id });
    }
  },
  function gateways(reader, node) {
    if (!node.kind.endsWith('Gateway')) return;
    const chooses = node.kind === 'exclusiveGateway' || node.kind === 'inclusiveGateway';
    if (node.outgoing.length === 0 && (node.kind === 'exclusiveGateway' || node.kind === 'eventBasedGateway')) {
      blame(reader, 'gateway-without-outgoing', { element: node.id });
    }
    for (const flow of node.outgoing) {
      if (!chooses) {
        if (flow.condition) blame(reader, 'condition-on-parallel', { element: flow.id });
      } else if (node.kind === 'exclusiveGateway' && flow.condition && node.outgoing.length === 1) {
        blame(reader, 'condition-on-only-flow', { element: node.id });
      } else if (
        node.kind === 'exclusiveGateway' &&
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
      const fits = target?.kind === 'intermediateCatchEvent' || target?.kind === 'receiveTask';
      if (!fits || target.event?.kind === 'link') blame(reader, 'event-gateway-target', { element: node.id });
      for (const flow of fits && target.incoming.length > 1 ? target.incoming : []) {
        if (flow.from !== node.id) blame(reader, 'event-gateway-merge', { element: flow.id });
      }
    }
  },
  function loops(reader, node) {
    if (node.loop === undefined) return;
    if (!isActivity(node.kind)) blame(reader, 'loop-not-here', { element: node.id });
    // Camunda 7 knows no output of a loop: each instance would write over the one before.
    else if (reader.dialect.name === 'camunda' && node.outputs.length > 0) {
      blame(reader, 'loop-output', { element: node.id });
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
  if (node.kind === 'callActivity' && node.call === undefined) return 'no-called-process';
  if (node.task !== undefined) return undefined;
  if (node.kind === 'businessRuleTask' && node.decision === undefined) return 'no-decision';
  return node.kind === 'scriptTask' && node.script === undefined ? 'no-script' : undefined;
}

function startRules(reader: Reader, model: Model): void {
  const scopes = [undefined, ...[...model.nodes.values()].filter((node) => isSubProcess(node.kind))];
  for (const scope of scopes) {
    const starts = [...model.nodes.values()].filter((node) => node.kind === 'startEvent' && node.parent === scope?.id);
    const element = scope?.id ?? model.id;
    if (scope?.kind === 'adHocSubProcess') {
      for (const start of starts) blame(reader, 'start-not-here', { element: start.id });
    } else if (scope?.kind === 'eventSubProcess') eventSubStart(reader, element, starts);
    else {
      if (starts.length === 0) blame(reader, 'no-start', { element });
      doubleStarts(reader, scope === undefined, element, starts);
      for (const start of scope === undefined || blamed(reader, scope.id) ? [] : starts) {
        // One that was refused already has no event.
        if (start.event !== undefined && start.event.kind !== 'none') {
          blame(reader, 'event-start-in-sub-process', { element: start.id });
          if (starts.length > 1) blame(reader, 'event-start-in-sub-process', { element });
        }
      }
    }
  }
}

/** Camunda 7 knows one start without trigger or by a timer only. */
function doubleStarts(reader: Reader, root: boolean, element: string, starts: readonly Node[]): void {
  const plain = starts.filter((node) => node.event?.kind === 'none');
  if (plain.length > 1) blame(reader, 'two-starts', { element });
  if (!root || reader.dialect.name !== 'camunda') return;
  const [, ...others] = starts.filter((node) => node.event?.kind === 'none' || node.event?.kind === 'timer');
  for (const start of others) blame(reader, 'two-starts', { element: start.id });
}

function eventSubStart(reader: Reader, element: string, starts: readonly Node[]): void {
  const [first, ...others] = starts;
  if (first === undefined || others.length > 0) blame(reader, 'event-sub-start', { element });
}
