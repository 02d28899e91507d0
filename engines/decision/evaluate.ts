import { codeOf, type EvaluateOptions, type FeelContext, type FeelValue, invokeWith, together } from '@torget/feel';
import { graphOf } from './load.ts';
import type { DecisionNode, GraphNode, InputNode } from './run/graph.ts';
import type { Linked } from './run/link.ts';
import { lookupOf } from './run/lookup.ts';
import { givenInput, resultOf } from './run/nodes.ts';
import { Session } from './run/session.ts';
import type { DecisionModel, DecisionResult } from './types.ts';

export interface DecisionOptions extends EvaluateOptions {
  /** Values that stand in for decisions of the graph, by id or name: these are then not evaluated. */
  readonly given?: FeelContext;
}

/**
 * Evaluates a decision, a decision service or a business knowledge model by id or name; what the last two take stands
 * in `input` under the names of their parameters. Unknown names give null and a warning; nothing throws.
 * Each decision of the graph is evaluated at most once, all of them see one instant.
 */
export function evaluate(
  model: DecisionModel,
  name: string,
  input: FeelContext,
  options: DecisionOptions,
): DecisionResult {
  const graph = graphOf(model);
  const given = graph === undefined ? new Map<string, FeelValue>() : givenOf(graph, model, options.given ?? {});
  const node = graph === undefined ? undefined : find(graph, model, name);
  const session = Session.start({ options, asked: askedOf(node) }, input, given);
  const value =
    node === undefined
      ? session.warn(name, 'unknown-decision', `there is no decision "${name}"`)
      : together(options, () => answer(node, session));
  return { value, warnings: session.shared.warnings, trace: session.shared.trace };
}

/** Whose values are asked for with a node. */
function askedOf(node: GraphNode | undefined): ReadonlySet<string> {
  if (node === undefined) return new Set();
  return new Set([node, ...(node.kind === 'service' ? node.outputs : [])].map(({ source }) => source.id));
}

/** The node of that id or name (`import.name` for an imported one); the first file's own come before its imports'. */
export function find(graph: Linked, model: DecisionModel, name: string): GraphNode | undefined {
  return lookupOf(graph, model.namespace).askable.get(name);
}

function givenOf(graph: Linked, model: DecisionModel, values: FeelContext): Map<string, FeelValue> {
  const given = new Map<string, FeelValue>();
  const { given: decisions } = lookupOf(graph, model.namespace);
  for (const [name, value] of Object.entries(values)) {
    for (const node of decisions.get(name) ?? []) given.set(node.key, value);
  }
  return given;
}

function answer(node: GraphNode, session: Session): FeelValue {
  try {
    if (node.kind === 'service')
      return call(
        node,
        node.parameters.map((one) => argumentOf(one, session)),
        session,
      );
    if (node.kind !== 'knowledge') return resultOf(node, session);
    const { inputs } = session;
    return call(
      node,
      node.parameters.map(({ name }) => (Object.hasOwn(inputs, name) ? (inputs[name] ?? null) : null)),
      session,
    );
  } catch (error) {
    // The stack of an endless recursion ends here; nothing throws out of an evaluation.
    return session.warn(node.source.id, codeOf(error), error instanceof Error ? error.message : 'unknown');
  }
}

/** What a service called from outside is given: an input decision is never evaluated for it (DMN 1.5, 10.4). */
function argumentOf(node: InputNode | DecisionNode, session: Session): FeelValue {
  return node.kind === 'input' ? givenInput(node, session) : (session.given.get(node.key) ?? null);
}

/** Calls like any expression would, so that wrong arguments mean the same. */
function call(node: GraphNode, values: readonly FeelValue[], session: Session): FeelValue {
  const { value, warnings } = invokeWith(resultOf(node, session), { values, names: null }, session.shared.options);
  for (const warning of warnings) session.warn(node.source.id, warning.code, warning.message);
  return value;
}
