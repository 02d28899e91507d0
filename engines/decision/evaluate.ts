import type { EvaluateOptions, FeelContext, FeelValue } from '@torget/feel';
import { graphOf } from './load.ts';
import type { GraphNode } from './run/graph.ts';
import { nameOf } from './run/graph.ts';
import type { Linked } from './run/link.ts';
import { callService, resultOf } from './run/nodes.ts';
import { Session } from './run/session.ts';
import type { DecisionModel, DecisionResult } from './types.ts';

export interface DecisionOptions extends EvaluateOptions {
  /** Values that stand in for decisions of the graph, by id or name: these are then not evaluated. */
  readonly given?: FeelContext;
}

/**
 * Evaluates a decision (or a decision service) by id or name. Unknown names give null and a warning; nothing throws.
 * Each decision of the graph is evaluated at most once, all of them see one instant.
 */
export function evaluate(
  model: DecisionModel,
  name: string,
  input: FeelContext,
  options: DecisionOptions,
): DecisionResult {
  const graph = graphOf(model);
  const given = graph === undefined ? new Map<string, FeelValue>() : givenOf(graph, options.given ?? {});
  const session = Session.start(options, input, given);
  const node = graph === undefined ? undefined : find(graph, model, name);
  const value =
    node === undefined
      ? session.warn(name, 'unknown-decision', `there is no decision "${name}"`)
      : answer(node, session);
  return { value, warnings: session.shared.warnings, trace: session.shared.trace };
}

/** The node of that id or name; the first file's own come before those of its imports. */
export function find(graph: Linked, model: DecisionModel, name: string): GraphNode | undefined {
  const askable = [...graph.nodes.values()].filter((one) => one.kind === 'decision' || one.kind === 'service');
  const own = askable.filter((one) => one.unit.definitions.namespace === model.namespace);
  const all = [...own, ...askable];
  return (
    all.find((one) => one.source.id === name) ?? all.find((one) => one.source.name === name || nameOf(one) === name)
  );
}

function givenOf(graph: Linked, values: FeelContext): Map<string, FeelValue> {
  const given = new Map<string, FeelValue>();
  for (const node of graph.nodes.values()) {
    if (node.kind !== 'decision') continue;
    for (const name of [node.source.id, node.source.name]) {
      if (Object.hasOwn(values, name)) given.set(node.key, values[name] ?? null);
    }
  }
  return given;
}

function answer(node: GraphNode, session: Session): FeelValue {
  try {
    if (node.kind !== 'service') return resultOf(node, session);
    const args = node.parameters.map((one) => resultOf(one, session));
    return callService(node, args, session);
  } catch (error) {
    // The stack of an endless recursion ends here; nothing throws out of an evaluation.
    return session.warn(node.source.id, 'limit', error instanceof Error ? error.message : 'unknown');
  }
}
