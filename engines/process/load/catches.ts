import type { Node, Value } from '../model.ts';
import { blame, type Reader } from './reader.ts';
import type { Model } from './rules.ts';
import type { SayCode } from './says.ts';

/** Events that would take the same thing at the same place, and events that stand where they can never happen. */
export function catches(reader: Reader, model: Model): void {
  for (const events of model.boundary.values()) {
    double(reader, events);
    only(reader, events, 'cancel', 'double-cancel');
    only(reader, events, 'compensation', 'double-compensation');
  }
  for (const subs of model.eventSubProcesses.values()) {
    const starts = subs.flatMap((sub) => startsOf(model, sub.id));
    double(reader, starts);
    only(reader, starts, 'compensation', 'double-compensation');
  }
  double(reader, startsOf(model, undefined));
  for (const node of model.nodes.values()) {
    cancels(reader, node, model);
    escalations(reader, node, model);
    links(reader, node, model);
  }
}

function startsOf(model: Model, parent: string | undefined): readonly Node[] {
  return [...model.nodes.values()].filter((node) => node.kind === 'startEvent' && node.parent === parent);
}

/** Two events at one place that wait for the same: nobody could tell which one is meant. */
function double(reader: Reader, events: readonly Node[]): void {
  const seen = new Set<string>();
  for (const node of events) {
    const what = waitsFor(node);
    if (what === undefined) continue;
    const [kind, name] = what;
    const key = `${kind} ${name ?? ''}`;
    const codes = [...seen].filter((one) => one.startsWith(`${kind} `));
    // A catch of every escalation leaves nothing to one with a code beside it.
    const mixed = kind === 'escalation' && codes.length > 0 && (name === undefined || seen.has(`${kind} `));
    if (seen.has(key) || mixed) {
      blame(reader, kind === 'message' ? 'double-subscription' : 'double-catch', {
        element: node.id,
        details: { name: name ?? '' },
      });
    }
    seen.add(key);
  }
}

function waitsFor({ event }: Node): readonly [kind: string, name: string | undefined] | undefined {
  if (event?.kind === 'escalation') return ['escalation', event.escalationCode];
  if (event?.kind === 'error') return ['error', event.errorCode];
  if (event?.condition !== undefined) return ['condition', event.condition.program.text];
  const name: Value | undefined = event?.message?.name ?? event?.signal?.name;
  return name !== undefined && 'literal' in name ? [event?.kind ?? '', name.literal] : undefined;
}

function only(reader: Reader, events: readonly Node[], kind: string, code: SayCode): void {
  const [, ...others] = events.filter(({ event }) => event?.kind === kind);
  for (const node of others) blame(reader, code, { element: node.id });
}

function cancels(reader: Reader, node: Node, model: Model): void {
  if (node.event?.kind !== 'cancel') return;
  const scope = node.kind === 'boundaryEvent' ? node.attachedTo : node.parent;
  if (model.nodes.get(scope ?? '')?.kind !== 'transaction') {
    blame(reader, 'cancel-outside-transaction', { element: node.id });
  }
}

const ESCALATING = new Set(['subProcess', 'transaction', 'adHocSubProcess', 'callActivity', 'userTask']);

function escalations(reader: Reader, node: Node, model: Model): void {
  if (node.kind !== 'boundaryEvent' || node.event?.kind !== 'escalation') return;
  const host = model.nodes.get(node.attachedTo ?? '');
  if (host !== undefined && !ESCALATING.has(host.kind)) blame(reader, 'escalation-host', { element: node.id });
}

function links(reader: Reader, node: Node, model: Model): void {
  if (node.event?.link === undefined) return;
  const targets = [...model.nodes.values()].filter(
    (one) =>
      one.kind === 'intermediateCatchEvent' && one.event?.link === node.event?.link && one.parent === node.parent,
  );
  if (node.kind === 'intermediateCatchEvent') {
    if (targets.length > 1 && targets[0] !== node) blame(reader, 'double-link', { element: node.id });
    if (node.incoming.length > 0) blame(reader, 'link-flow', { element: node.id });
  } else if (targets.length === 0) blame(reader, 'no-link-target', { element: node.id });
}
