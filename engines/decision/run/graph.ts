import type { FeelType, Parameter } from '@torget/feel';
import type { Decision, Definitions, InputData, Knowledge, Service } from '../read/model.ts';
import type { Types } from './items.ts';
import type { Code } from './session.ts';
import type { Typed } from './typed.ts';

/** One file of the model with what it imports, resolved. */
export interface Unit {
  readonly definitions: Definitions;
  readonly types: Types;
  readonly typeNames: { readonly [name: string]: FeelType };
  /** Names under which other models of the load import this one; inputs may come nested under them. */
  readonly importedAs: readonly string[];
}

/** A part of the requirement graph. `key` is `namespace#id`. */
export type GraphNode = InputNode | DecisionNode | KnowledgeNode | ServiceNode;

interface Common {
  readonly key: string;
  readonly unit: Unit;
}

export interface InputNode extends Common {
  readonly kind: 'input';
  readonly source: InputData;
  readonly typed: Typed;
}

export interface DecisionNode extends Common {
  readonly kind: 'decision';
  readonly source: Decision;
  readonly typed: Typed;
  readonly requires: GraphNode[];
  code: Code | undefined;
  /** Inferred where the model declares none. */
  type: FeelType;
  /** `table` when the decision's whole logic is one. */
  logic: 'table' | 'expression' | 'context' | 'other';
}

export interface KnowledgeNode extends Common {
  readonly kind: 'knowledge';
  readonly source: Knowledge;
  readonly typed: Typed;
  readonly requires: GraphNode[];
  readonly type: FeelType;
  readonly parameters: readonly Parameter[];
  readonly result: FeelType;
  /** The body; its globals are what it requires and its parameters. */
  code: Code | undefined;
}

export interface ServiceNode extends Common {
  readonly kind: 'service';
  readonly source: Service;
  readonly typed: Typed;
  readonly outputs: DecisionNode[];
  readonly parameters: (InputNode | DecisionNode)[];
}

/** The name under which a node is seen in an importing model, or undefined where it is the same model. */
export function prefixOf(user: Unit, used: GraphNode): string | undefined {
  const { namespace } = used.unit.definitions;
  if (namespace === user.definitions.namespace) return undefined;
  const found = user.definitions.imports.find((one) => one.namespace === namespace);
  return found === undefined || found.name === '' ? undefined : found.name;
}

/** The name by which expressions call a node. */
export function nameOf(node: GraphNode): string {
  return node.source.variable.name;
}

/** The static type of a node's name inside expressions. */
export function typeOfNode(node: GraphNode): FeelType {
  if (node.kind === 'input') return node.typed.type;
  if (node.kind === 'decision') return node.typed.type.kind === 'any' ? node.type : node.typed.type;
  if (node.kind === 'knowledge') return node.type;
  const single = node.outputs.length === 1 ? node.outputs[0] : undefined;
  const result = single === undefined ? ({ kind: 'any' } as const) : typeOfNode(single);
  return { kind: 'function', parameters: node.parameters.map(typeOfNode), result };
}
