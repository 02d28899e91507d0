import type { Node, ProcessModel } from '../model.ts';

/** Elements that no token can ever reach, in the order of the XML. */
export function unreachable(model: ProcessModel): readonly Node[] {
  const seen = new Set<string>();
  const open = [...model.entries, ...(model.eventSubProcesses.get(model.id) ?? []).map(({ id }) => id)];
  while (open.length > 0) {
    const id = open.pop() ?? '';
    const node = model.nodes.get(id);
    if (node === undefined || seen.has(id)) continue;
    seen.add(id);
    open.push(...node.outgoing.map((flow) => flow.to), ...within(model, node));
    open.push(...[model.links.get(id), node.handler].flatMap((one) => one ?? []));
  }
  return [...model.nodes.values()].filter((node) => !seen.has(node.id));
}

/** What an element brings with it: its boundary events, its start, its event sub-processes, what staff may start. */
function within(model: ProcessModel, node: Node): readonly string[] {
  const loose = (one: Node) => one.parent === node.id && one.incoming.length === 0 && one.isHandler !== true;
  const inside = node.adHoc === undefined ? [] : [...model.nodes.values()].filter(loose);
  const beside = [...(model.boundary.get(node.id) ?? []), ...(model.eventSubProcesses.get(node.id) ?? []), ...inside];
  const start = model.starts.get(node.id);
  return [...beside.map(({ id }) => id), ...(start === undefined ? [] : [start])];
}
