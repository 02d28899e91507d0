import { decode, encode, type FeelContext, type FeelValue, type Stored } from '@torget/feel';
import type { ScopeState, VariablesAt } from '../types.ts';
import type { Run } from './run.ts';

/** Decoding is pure and states are never changed in place, so a stored value needs to be decoded once only. */
const decoded = new WeakMap<Stored, FeelValue>();

function read(stored: Stored): FeelValue {
  const known = decoded.get(stored);
  if (known !== undefined) return known;
  const value = decode(stored);
  decoded.set(stored, value);
  return value;
}

/** The value of a variable as seen from a scope, the innermost first; `undefined` when there is none. */
export function lookup(scopes: ReadonlyMap<number, ScopeState>, from: number, name: string): FeelValue | undefined {
  for (let scope = scopes.get(from); scope !== undefined; scope = parentOf(scopes, scope)) {
    if (Object.hasOwn(scope.variables, name)) {
      const stored = scope.variables[name];
      if (stored !== undefined) return read(stored);
    }
  }
  return undefined;
}

/** Writes variables into exactly this scope. */
export function writeLocal(run: Run, id: number, variables: FeelContext): void {
  const scope = run.scopes.get(id);
  if (scope === undefined) return;
  const merged: { [name: string]: Stored } = { ...scope.variables };
  for (const [name, value] of Object.entries(variables)) put(merged, name, value);
  run.scopes.set(id, { ...scope, variables: merged });
}

/** Zeebe's propagation: each variable is written where it exists, looking upwards from the scope, else on the root. */
export function propagate(run: Run, from: number, variables: FeelContext): void {
  for (const [name, value] of Object.entries(variables)) {
    let target = run.scopes.get(from);
    while (target !== undefined && !Object.hasOwn(target.variables, name)) {
      const parent = parentOf(run.scopes, target);
      if (parent === undefined) break;
      target = parent;
    }
    if (target === undefined) continue;
    const merged = { ...target.variables };
    put(merged, name, value);
    run.scopes.set(target.id, { ...target, variables: merged });
  }
}

/** All variables that are visible at a token, innermost first: its own local ones, then outwards to the root. */
export const variablesAt: VariablesAt = (state, token) => {
  const scopes = new Map(state.scopes.map((scope) => [scope.id, scope]));
  const own = state.scopes.find((scope) => scope.token === token);
  const start = own?.id ?? state.tokens.find((one) => one.id === token)?.scope;
  return start === undefined ? {} : visible(scopes, start);
};

export function visible(scopes: ReadonlyMap<number, ScopeState>, from: number): FeelContext {
  const seen: { [name: string]: FeelValue } = {};
  for (let scope = scopes.get(from); scope !== undefined; scope = parentOf(scopes, scope)) {
    for (const [name, stored] of Object.entries(scope.variables)) {
      if (!Object.hasOwn(seen, name)) define(seen, name, read(stored));
    }
  }
  return seen;
}

/** The variables that stand in one scope itself. */
export function localVariables(scope: ScopeState | undefined): FeelContext {
  const found: { [name: string]: FeelValue } = {};
  for (const [name, stored] of Object.entries(scope?.variables ?? {})) define(found, name, read(stored));
  return found;
}

function put(target: { [name: string]: Stored }, name: string, value: FeelValue): void {
  define(target, name, encode(value));
}

/** A variable may be called `__proto__`: define, never assign. */
function define<T>(target: { [name: string]: T }, name: string, value: T): void {
  if (name === '__proto__') Object.defineProperty(target, name, { value, enumerable: true, configurable: true });
  else target[name] = value;
}

function parentOf(scopes: ReadonlyMap<number, ScopeState>, scope: ScopeState): ScopeState | undefined {
  return scope.parent === undefined ? undefined : scopes.get(scope.parent);
}
