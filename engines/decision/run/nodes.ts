import { Closure, contextOf, encode, type FeelContext, type FeelValue, isContext } from '@torget/feel';
import {
  type DecisionNode,
  type GraphNode,
  type InputNode,
  type KnowledgeNode,
  nameOf,
  prefixOf,
  type ServiceNode,
  type Unit,
} from './graph.ts';
import { Session } from './session.ts';
import { conform, reason } from './typed.ts';

/** The value of any node in this session; decisions are evaluated once. */
export function resultOf(node: GraphNode, session: Session): FeelValue {
  const known = session.memo.get(node.key);
  if (known !== undefined) return known;
  const value = fresh(node, session);
  session.memo.set(node.key, value);
  return value;
}

function fresh(node: GraphNode, session: Session): FeelValue {
  switch (node.kind) {
    case 'input':
      return inputValue(node, session);
    case 'decision':
      return decisionValue(node, session);
    case 'knowledge':
      return knowledgeFunction(node, session);
    case 'service':
      return serviceFunction(node, session);
  }
}

/** What the caller gave for an input, as it is; null when nothing was given. */
export function givenInput(node: InputNode, session: Session): FeelValue {
  return findInput(nameOf(node), session.inputs, node.unit) ?? null;
}

function inputValue(node: InputNode, session: Session): FeelValue {
  const value = givenInput(node, session);
  const conformed = conform(value, node.typed, session.shared.options);
  if (conformed !== undefined) return conformed;
  return session.warn(node.source.id, 'input-type', `input "${node.source.name}": ${reason(value, node.typed)}`);
}

/**
 * The value given for an input: under its name, under `namespace#name`, or (for an imported model) under the import's
 * name, nested as a context or written `import.name`.
 */
function findInput(name: string, inputs: FeelContext, unit: Unit): FeelValue | undefined {
  const qualified = `${unit.definitions.namespace}#${name}`;
  for (const key of [qualified, ...unit.importedAs.map((prefix) => `${prefix}.${name}`)]) {
    if (Object.hasOwn(inputs, key)) return inputs[key] ?? null;
  }
  for (const prefix of unit.importedAs) {
    const nested = nestedUnder(prefix, inputs, MAX_NESTING);
    if (nested !== undefined && Object.hasOwn(nested, name)) return nested[name] ?? null;
  }
  return Object.hasOwn(inputs, name) ? (inputs[name] ?? null) : undefined;
}

/** Imports of imports of imports: deeper than any model goes. */
const MAX_NESTING = 4;

function nestedUnder(prefix: string, inputs: FeelContext, depth: number): FeelContext | undefined {
  const own = Object.hasOwn(inputs, prefix) ? (inputs[prefix] ?? null) : null;
  if (isContext(own)) return own;
  if (depth === 0) return undefined;
  for (const value of Object.values(inputs)) {
    const found = isContext(value) ? nestedUnder(prefix, value, depth - 1) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The names a node's logic sees: what it requires, nothing else. */
function globalsOf(unit: Unit, requires: readonly GraphNode[], session: Session): { [name: string]: FeelValue } {
  const globals: { [name: string]: FeelValue } = {};
  const nested = new Map<string, [string, FeelValue][]>();
  for (const node of requires) {
    const prefix = prefixOf(unit, node);
    const value = resultOf(node, session);
    if (prefix === undefined) {
      globals[nameOf(node)] = value;
      offerColumns(node, value, globals);
    } else nested.set(prefix, [...(nested.get(prefix) ?? []), [nameOf(node), value]]);
  }
  for (const [prefix, entries] of nested) globals[prefix] = contextOf(entries);
  return globals;
}

/** Models made for Camunda 7 read a required table under the names of its output columns. */
function offerColumns(node: GraphNode, value: FeelValue, globals: { [name: string]: FeelValue }): void {
  if (node.kind !== 'decision' || node.source.logic?.kind !== 'table') return;
  for (const { name } of node.source.logic.table.outputs) {
    if (name === undefined || Object.hasOwn(globals, name)) continue;
    globals[name] = isContext(value) && Object.hasOwn(value, name) ? (value[name] ?? null) : value;
  }
}

function decisionValue(node: DecisionNode, session: Session): FeelValue {
  const given = session.given.get(node.key);
  if (given !== undefined) {
    const value = conform(given, node.typed, session.shared.options);
    return (
      value ??
      (given === null
        ? null
        : session.warn(node.source.id, 'input-type', 'the given value is not of the declared type'))
    );
  }
  if (node.code === undefined) return null;
  const { options, trace } = session.shared;
  const globals = globalsOf(node.unit, node.requires, session);
  const before = trace.at(-1);
  const raw = node.code(globals, session);
  const conformed = conform(raw, node.typed, options);
  const value =
    conformed === undefined
      ? session.warn(node.source.id, 'result-type', `the result of "${node.source.name}": ${reason(raw, node.typed)}`)
      : conformed;
  const last = trace.at(-1);
  if (node.logic === 'table' && last !== undefined && last !== before && last.id === node.source.id)
    trace[trace.length - 1] = { ...last, value: encode(value) };
  else {
    const { id, name } = node.source;
    session.record({ id, name, kind: node.logic, inputs: [], rules: [], value: encode(value) });
  }
  return value;
}

function knowledgeFunction(node: KnowledgeNode, session: Session): FeelValue {
  const { code, parameters, source } = node;
  if (code === undefined) return null;
  const body = (args: readonly FeelValue[]) => {
    const { shared } = session;
    if (shared.depth >= MAX_CALLS) return session.warn(source.id, 'limit', 'functions are nested too deeply');
    shared.depth += 1;
    // What it requires is looked up when it is called: knowledge may call itself.
    const globals = globalsOf(node.unit, node.requires, session);
    globals[nameOf(node)] = self;
    for (const [index, { name }] of parameters.entries()) globals[name] = args[index] ?? null;
    const value = code(globals, session);
    shared.depth -= 1;
    const conformed = conform(value, node.typed, session.shared.options);
    return conformed === undefined
      ? session.warn(source.id, 'result-type', `the result of "${source.name}": ${reason(value, node.typed)}`)
      : conformed;
  };
  const self = new Closure(parameters, body, node.result);
  return self;
}

/** Calls within calls before a recursion counts as endless; well within the stack. */
const MAX_CALLS = 200;

/** A decision service as a function; what it is given stays inside the call (DMN 1.5, 10.4). */
function serviceFunction(node: ServiceNode, session: Session): Closure {
  const parameters = node.parameters.map((one) => ({
    name: nameOf(one),
    type: one.typed.type,
    valid: one.typed.valid,
  }));
  return new Closure(parameters, (args) => callService(node, args, session));
}

function callService(node: ServiceNode, args: readonly FeelValue[], session: Session): FeelValue {
  const inputs: [string, FeelValue][] = [];
  const given = new Map<string, FeelValue>();
  for (const [index, parameter] of node.parameters.entries()) {
    const value = args[index] ?? null;
    if (parameter.kind === 'decision') given.set(parameter.key, value);
    else inputs.push([nameOf(parameter), value]);
  }
  const inner = new Session(session.shared, contextOf(inputs), given);
  const results = node.outputs.map((one) => [nameOf(one), resultOf(one, inner)] as const);
  const [only] = results;
  const value = results.length === 1 && only !== undefined ? only[1] : contextOf(results);
  const conformed = conform(value, node.typed, session.shared.options);
  return (
    conformed ??
    (value === null ? null : session.warn(node.source.id, 'result-type', 'the result is not of the declared type'))
  );
}
