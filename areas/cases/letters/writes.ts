import type { Node, ProcessModel } from '@torget/process';

/** Where a process stops until somebody or something comes. */
const WAITS: readonly Node['kind'][] = ['userTask', 'receiveTask', 'intermediateCatchEvent', 'eventBasedGateway'];

/**
 * Whether a letter may be written when a task is done and before the process waits again: by a block of one of these types
 * on a way on from it, whatever the conditions of the ways. What is called or nested counts as writing: it is shown what it
 * comes to.
 */
export function mayWrite(model: ProcessModel, task: string, blocks: ReadonlySet<string>): boolean {
  return mayReach(model, task, (node) => writes(node, blocks));
}

/**
 * Whether somebody decides by doing a task: a block that makes a decision in an officer's name is on a way on from it
 * before the process waits again. What is called or nested counts as deciding: whoever does the task is asked then too.
 */
export function mayDecide(model: ProcessModel, task: string): boolean {
  return mayReach(model, task, decides);
}

function mayReach(model: ProcessModel, task: string, wanted: (node: Node) => boolean): boolean {
  const seen = new Set<string>();
  const next = model.nodes.get(task)?.outgoing.map(({ to }) => to) ?? [];
  for (let id = next.pop(); id !== undefined; id = next.pop()) {
    const node = model.nodes.get(id);
    if (node === undefined || seen.has(id)) continue;
    seen.add(id);
    if (wanted(node)) return true;
    if (WAITS.includes(node.kind)) continue;
    next.push(...node.outgoing.map(({ to }) => to));
    const scope = node.parent === undefined ? undefined : model.nodes.get(node.parent);
    if (node.kind === 'endEvent' && scope !== undefined) next.push(...scope.outgoing.map(({ to }) => to));
  }
  return false;
}

function writes({ kind, task }: Node, blocks: ReadonlySet<string>): boolean {
  if (kind === 'callActivity' || kind === 'subProcess') return true;
  return task !== undefined && 'literal' in task.type && blocks.has(task.type.literal);
}

/** Types of the building blocks that make a decision (FL 31 §). */
const DECIDING: readonly string[] = ['decision.record', 'case.write-off'];

function decides({ kind, task, headers }: Node): boolean {
  if (kind === 'callActivity' || kind === 'subProcess') return true;
  const type = task !== undefined && 'literal' in task.type ? task.type.literal : '';
  return DECIDING.includes(type) && headers['by'] !== 'automated';
}
