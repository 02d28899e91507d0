import { Decimal, decode, encode, type FeelContext, type FeelValue, type Stored } from '@torget/feel';
import type { ScopeState, State, VariablesAt } from '../state.ts';
import type { Run } from './run.ts';

/** Decoding is pure and states are never changed in place, so a stored value needs to be decoded once only. */
const decoded = new WeakMap<Stored, FeelValue>();

export function read(stored: Stored): FeelValue {
  const known = decoded.get(stored);
  if (known !== undefined) return known;
  const value = decode(stored);
  decoded.set(stored, value);
  return value;
}

type Counters = { readonly [name: string]: (loop: NonNullable<ScopeState['loop']>) => number | undefined };

/** What a loop knows of itself, under the names of Camunda 7 and of BPMN 2.0 (§13.3.7). Read, never written. */
const COUNTERS: Counters = {
  nrOfInstances: (loop) => loop.total,
  nrOfActiveInstances: (loop) => loop.started - loop.done,
  nrOfCompletedInstances: (loop) => loop.done,
  numberOfInstances: (loop) => loop.total,
  numberOfActiveInstances: (loop) => loop.started - loop.done,
  numberOfCompletedInstances: (loop) => loop.done,
  numberOfTerminatedInstances: () => 0,
};

function counted(scope: ScopeState, name: string): FeelValue | undefined {
  if (name === 'loopCounter') return scope.counter === undefined ? undefined : new Decimal(scope.counter);
  if (scope.loop === undefined || !Object.hasOwn(COUNTERS, name)) return undefined;
  const count = COUNTERS[name]?.(scope.loop);
  return count === undefined ? undefined : new Decimal(count);
}

/** The value of a variable as seen from a scope, the innermost first; `undefined` when there is none. */
export function lookup(scopes: ReadonlyMap<number, ScopeState>, from: number, name: string): FeelValue | undefined {
  for (let scope = scopes.get(from); scope !== undefined; scope = parentOf(scopes, scope)) {
    if (Object.hasOwn(scope.variables, name)) {
      const stored = scope.variables[name];
      if (stored !== undefined) return read(stored);
    }
    const count = counted(scope, name);
    if (count !== undefined) return count;
  }
  return undefined;
}

/** The scope that holds a variable as seen from another. */
export function holder(run: Run, from: number, name: string): number | undefined {
  for (let scope = run.scopes.get(from); scope !== undefined; scope = parentOf(run.scopes, scope)) {
    if (Object.hasOwn(scope.variables, name)) return scope.id;
  }
  return undefined;
}

/** Writes variables into exactly this scope. */
export function writeLocal(run: Run, id: number, variables: FeelContext): void {
  const scope = run.scopes.get(id);
  if (scope === undefined) return;
  const merged: { [name: string]: Stored } = { ...scope.variables };
  for (const [name, value] of Object.entries(variables)) {
    note(run, scope, name);
    put(merged, name, value);
  }
  run.scopes.set(id, { ...scope, variables: merged });
}

/** Zeebe's propagation: each variable is written where it exists, looking upwards from the scope, else on the root. */
export function propagate(run: Run, from: number, variables: FeelContext): void {
  for (const [name, value] of Object.entries(variables)) {
    let target = run.scopes.get(from);
    // What a loop counts is its own: a variable of that name from elsewhere must not hide it.
    while (target !== undefined && !Object.hasOwn(target.variables, name) && counted(target, name) === undefined) {
      const parent = parentOf(run.scopes, target);
      if (parent === undefined) break;
      target = parent;
    }
    if (target === undefined || counted(target, name) !== undefined) continue;
    const merged = { ...target.variables };
    note(run, target, name);
    put(merged, name, value);
    run.scopes.set(target.id, { ...target, variables: merged });
  }
}

/** Takes variables away from exactly this scope. */
export function remove(run: Run, id: number, names: readonly string[]): void {
  const scope = run.scopes.get(id);
  if (scope === undefined) return;
  const gone = names.filter((name) => Object.hasOwn(scope.variables, name));
  const kept = Object.entries(scope.variables).filter(([name]) => !gone.includes(name));
  run.scopes.set(id, { ...scope, variables: Object.fromEntries(kept) });
  if (run.model.conditional) {
    run.changed.push(...gone.map((name) => ({ scope: id, name, change: 'delete' as const })));
  }
}

function note(run: Run, scope: ScopeState, name: string): void {
  if (!run.model.conditional) return;
  run.changed.push({ scope: scope.id, name, change: Object.hasOwn(scope.variables, name) ? 'update' : 'create' });
}

/** All variables that are visible at a token, innermost first: its own local ones, then outwards to the root. */
export const variablesAt: VariablesAt = (state, token) => {
  const scopes = new Map(state.scopes.map((scope) => [scope.id, scope]));
  const own = state.scopes.find((scope) => scope.token === token);
  const start = own?.id ?? state.tokens.find((one) => one.id === token)?.scope;
  return start === undefined ? {} : visible(scopes, start);
};

/** The variables of the instance itself: what a called one hands to its caller. */
export function rootVariables(state: Pick<State, 'scopes'>): FeelContext {
  return localVariables(state.scopes.find((scope) => scope.parent === undefined));
}

export function visible(scopes: ReadonlyMap<number, ScopeState>, from: number): FeelContext {
  const seen: { [name: string]: FeelValue } = {};
  for (let scope = scopes.get(from); scope !== undefined; scope = parentOf(scopes, scope)) {
    for (const [name, value] of Object.entries(localVariables(scope))) {
      if (!Object.hasOwn(seen, name)) define(seen, name, value);
    }
  }
  return seen;
}

/** The variables that stand in one scope itself. */
export function localVariables(scope: ScopeState | undefined): FeelContext {
  const found: { [name: string]: FeelValue } = {};
  for (const [name, stored] of Object.entries(scope?.variables ?? {})) define(found, name, read(stored));
  if (scope?.counter !== undefined) found['loopCounter'] = new Decimal(scope.counter);
  if (scope?.loop !== undefined) {
    for (const name of Object.keys(COUNTERS)) {
      const count = counted(scope, name);
      if (count !== undefined) found[name] = count;
    }
  }
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
