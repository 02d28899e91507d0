import type { DecisionNode, GraphNode, ServiceNode } from './graph.ts';

/** A decision that calls a service of which it is itself a part. */
export interface ServiceCycle {
  readonly decision: DecisionNode;
  readonly service: ServiceNode;
}

/**
 * Services that reach themselves through what they evaluate. Their parameters end the way: those are given, not
 * evaluated. (Decisions that require each other directly are found when they are compiled.)
 */
export function serviceCycles(nodes: Iterable<GraphNode>): ServiceCycle[] {
  return [...nodes].flatMap((node) => (node.kind === 'service' ? cyclesOf(node) : []));
}

function cyclesOf(service: ServiceNode): ServiceCycle[] {
  const found: ServiceCycle[] = [];
  const given = new Set<GraphNode>(service.parameters);
  const seen = new Set<GraphNode>();
  const visit = (node: GraphNode, by: DecisionNode | undefined): void => {
    if (node === service && by !== undefined) found.push({ decision: by, service });
    if (seen.has(node) || given.has(node)) return;
    seen.add(node);
    if (node.kind === 'service') for (const one of node.outputs) visit(one, by);
    else if (node.kind !== 'input') for (const one of node.requires) visit(one, node.kind === 'decision' ? node : by);
  };
  seen.add(service);
  for (const output of service.outputs) visit(output, output);
  return found;
}
