import type { DecisionNode, GraphNode } from './graph.ts';
import { nameOf } from './graph.ts';
import type { Linked } from './link.ts';

/** The parts of a load by all the names they may be asked for, for callers outside of its expressions. */
export interface Lookup {
  /** Decisions, services and business knowledge. */
  readonly askable: ReadonlyMap<string, GraphNode>;
  /** The decisions that a given value of that name stands in for. */
  readonly given: ReadonlyMap<string, readonly DecisionNode[]>;
}

const made = new WeakMap<Linked, Lookup>();

/** Made once per load; `namespace` is that of its first file, whose own parts come before those of its imports. */
export function lookupOf(graph: Linked, namespace: string): Lookup {
  let lookup = made.get(graph);
  if (lookup === undefined) {
    lookup = make(graph, namespace);
    made.set(graph, lookup);
  }
  return lookup;
}

function make(graph: Linked, namespace: string): Lookup {
  const isOwn = (node: GraphNode) => node.unit.definitions.namespace === namespace;
  const all = [...graph.nodes.values()];
  const ordered = [...all.filter(isOwn), ...all.filter((node) => !isOwn(node))].filter(({ kind }) => kind !== 'input');
  const askable = new Map<string, GraphNode>();
  const offer = (name: string, node: GraphNode) => askable.has(name) || askable.set(name, node);
  for (const node of ordered) offer(node.source.id, node);
  for (const node of ordered) for (const name of [node.source.name, nameOf(node)]) offer(name, node);
  for (const node of ordered) for (const name of qualified(node)) offer(name, node);
  const taken = new Set(all.filter(isOwn).flatMap(({ source }) => [source.id, source.name]));
  const given = new Map<string, DecisionNode[]>();
  for (const node of ordered) {
    if (node.kind !== 'decision') continue;
    const { id, name } = node.source;
    // A plain name stands for an imported decision only when the model itself has nothing of that name.
    const plain = isOwn(node) ? [id, name] : [id, name].filter((one) => !taken.has(one));
    for (const key of new Set([...plain, ...qualified(node)])) given.set(key, [...(given.get(key) ?? []), node]);
  }
  return { askable, given };
}

/** The names by which a part of an imported model is told from one of the same name in the model itself. */
function qualified({ unit, source }: GraphNode): string[] {
  const prefixes = [`${unit.definitions.namespace}#`, ...unit.importedAs.map((prefix) => `${prefix}.`)];
  return prefixes.flatMap((prefix) => [`${prefix}${source.name}`, `${prefix}${source.id}`]);
}
