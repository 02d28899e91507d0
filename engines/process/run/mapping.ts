import { type FeelContext, type FeelValue, isContext } from '@torget/feel';
import type { Mapping, Node } from '../model.ts';
import type { Token } from '../state.ts';
import { valueAt } from './evaluate.ts';
import { isInstance, openScope, ownScope, type Run, scopeOf } from './run.ts';
import { lookup, propagate, writeLocal } from './variables.ts';

/** Inputs become local variables of the element; without inputs there is no scope to make (process.md §4.1). */
export function applyInputs(run: Run, node: Node, token: Token): void {
  if (node.inputs.length === 0) return;
  // An instance of a loop has its own scope already, with the item that its inputs may read.
  const from = scopeOf(run, token);
  const scope = (ownScope(run, token.id) ?? openScope(run, token)).id;
  const results: { [name: string]: FeelValue } = {};
  for (const mapping of node.inputs) {
    assign(results, mapping, valueAt(run, mapping.source, from, results), () => undefined);
  }
  writeLocal(run, scope, results);
}

/**
 * What a completed element hands on. Without output mappings its result is propagated from the element upwards; with
 * them only their targets are, and the result itself stays local (process.md §4.1, zeebe's rule). `seen` are values
 * that only the mapping sees.
 */
export function applyOutputs(run: Run, node: Node, token: Token, output: FeelContext | undefined): void {
  const local = scopeOf(run, token);
  if (node.outputs.length === 0) {
    if (output !== undefined) propagate(run, local, output);
    return;
  }
  const seen: { [name: string]: FeelValue } = { ...output };
  const results: { [name: string]: FeelValue } = {};
  for (const mapping of node.outputs) {
    const value = valueAt(run, mapping.source, local, seen);
    const first = assign(results, mapping, value, (name) => lookup(run.scopes, token.scope, name));
    // A later mapping may build on the target of an earlier one.
    seen[first] = results[first] ?? null;
  }
  // An instance of a loop writes from its own scope, where the variable is that the loop collects (zeebe's rule).
  propagate(run, isInstance(run, token) ? local : token.scope, results);
}

/** Sets `a.b.c` inside the results, on top of what `a` is already; returns the name of the variable. */
function assign(
  results: { [name: string]: FeelValue },
  mapping: Mapping,
  value: FeelValue,
  existing: (name: string) => FeelValue | undefined,
): string {
  const [first = '', ...path] = mapping.target.split('.');
  const base = Object.hasOwn(results, first) ? results[first] : existing(first);
  results[first] = within(base, path, value);
  return first;
}

function within(base: FeelValue | undefined, path: readonly string[], value: FeelValue): FeelValue {
  const [key, ...rest] = path;
  if (key === undefined) return value;
  const context = base !== undefined && isContext(base) ? base : {};
  return { ...context, [key]: within(context[key], rest, value) };
}
