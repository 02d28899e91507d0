import type { Node } from '../model.ts';
import { blame, type Reader } from './reader.ts';
import type { Model } from './rules.ts';

/** Rules of compensation (BPMN 2.0 §10.6): who is undone by what, and what a throw may name. */
export function compensations(reader: Reader, model: Model): void {
  for (const node of model.nodes.values()) {
    if (node.event?.compensate?.activity !== undefined) named(reader, node, node.event.compensate.activity, model);
    if (node.isHandler && node.outgoing.length + node.incoming.length > 0) {
      blame(reader, 'handler-flow', { element: node.id });
    }
    if (node.kind === 'boundaryEvent' && node.event?.kind === 'compensation') boundary(reader, node, model);
    if (node.kind === 'startEvent' && node.event?.kind === 'compensation') eventSub(reader, node, model);
  }
}

/** What a throw names must have been done in its own scope, or in the one around its event sub-process. */
function named(reader: Reader, node: Node, activity: string, model: Model): void {
  const target = model.nodes.get(activity);
  const scopes = [node.parent];
  for (let scope = model.nodes.get(node.parent ?? ''); scope?.kind === 'eventSubProcess'; ) {
    scopes.push(scope.parent);
    scope = model.nodes.get(scope.parent ?? '');
  }
  if (target === undefined || !scopes.includes(target.parent)) blame(reader, 'no-compensated', { element: node.id });
}

function boundary(reader: Reader, node: Node, model: Model): void {
  const host = model.nodes.get(node.attachedTo ?? '');
  const told = reader.faults.some((fault) => fault.element === node.id);
  if (host !== undefined && host.handler === undefined && !told) {
    blame(reader, 'no-handler', { element: node.id, severity: 'warning' });
  }
  if (node.outgoing.length > 0) blame(reader, 'handler-flow', { element: node.id });
}

/** An event sub-process undoes the embedded sub-process that it stands in, when nothing else does. */
function eventSub(reader: Reader, node: Node, model: Model): void {
  const scope = model.nodes.get(node.parent ?? '')?.parent;
  if (model.nodes.get(node.parent ?? '')?.kind !== 'eventSubProcess') return;
  const host = model.nodes.get(scope ?? '');
  if (host === undefined) blame(reader, 'compensation-of-process', { element: node.id });
  else if (host.handler !== undefined) blame(reader, 'two-ways-to-undo', { element: host.id });
}
