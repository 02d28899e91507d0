import type { Node, ProcessModel } from '../types.ts';

/** Elements that no token can ever reach, in the order of the XML. */
export function unreachable(model: ProcessModel): readonly Node[] {
  const seen = new Set<string>();
  const open = [...model.entries];
  while (open.length > 0) {
    const id = open.pop() ?? '';
    const node = model.nodes.get(id);
    if (node === undefined || seen.has(id)) continue;
    seen.add(id);
    const inner = model.starts.get(id);
    open.push(...node.outgoing.map((flow) => flow.to), ...(model.boundary.get(id) ?? []).map((event) => event.id));
    if (inner !== undefined) open.push(inner);
  }
  return [...model.nodes.values()].filter((node) => !seen.has(node.id));
}
