import { encode, type FeelValue, isList, isNumber, type Program, type Stored } from '@torget/feel';
import type { Loop, Node } from '../model.ts';
import type { LoopState, ScopeState, Token } from '../state.ts';
import { condition, evaluate, noValue, valueAt } from './evaluate.ts';
import { send } from './move.ts';
import { isEmpty, openScope, ownScope, type Run, scopeOf } from './run.ts';
import { propagate, read } from './variables.ts';

/** Loops (BPMN 2.0 §13.3.7): a scope around all instances, in it one token with a scope of its own for each. */

/** Opens the loop around a token that enters its element. False when there is nothing to do at all. */
export function openLoop(run: Run, node: Node, loop: Loop, token: Token): boolean {
  const items = loop.collection === undefined ? undefined : listOf(run, node, loop, token);
  const total = loop.kind === 'standard' ? undefined : (items?.length ?? countOf(run, node, loop, token));
  const state: LoopState = {
    ...(total === undefined ? {} : { total }),
    started: 0,
    done: 0,
    // Frozen at entry: what happens to the variable later is of no matter (process.md §2).
    ...(items === undefined ? {} : { items }),
    ...(loop.output === undefined ? {} : { results: Array.from({ length: total ?? 0 }, () => null) }),
  };
  openScope(run, token, { loop: state });
  run.tokens.set(token.id, { ...token, state: 'loop' });
  if (loop.kind === 'standard') return loop.testBefore !== true || goesOn(run, loop, token);
  return total !== 0;
}

/** Starts the first instance, or all of them when they run in parallel. */
export function startInstances(run: Run, node: Node, loop: Loop, body: Token): void {
  const count = loop.kind === 'parallel' ? (ownScope(run, body.id)?.loop?.total ?? 0) : 1;
  const made = Array.from({ length: count }, () => instance(run, node, loop, body));
  run.agenda.push(...made.reverse());
}

function instance(run: Run, node: Node, loop: Loop, body: Token): number {
  const around = ownScope(run, body.id);
  if (around?.loop === undefined) return 0;
  const { started, items } = around.loop;
  run.scopes.set(around.id, { ...around, loop: { ...around.loop, started: started + 1 } });
  const token = send(run, node.id, around.id);
  const variables: { [name: string]: Stored } = {};
  const item = items?.[started];
  if (loop.element !== undefined && item !== undefined) variables[loop.element] = item;
  const collected = loop.output && collectedVariable(loop.output.element);
  if (collected !== undefined) variables[collected] ??= encode(null);
  openScope(run, token, { counter: started + base(run), variables });
  return token.id;
}

/**
 * The variable that an output element names, itself or by its path: it is the instance's own, so that instances do not
 * write over each other. What a larger expression reads is looked up as ever (zeebe's rule).
 */
function collectedVariable({ text, reads }: Program): string | undefined {
  const [name, ...others] = reads;
  const path = text.trim();
  return others.length === 0 && (path === name || (/^[\p{L}\p{N}_. ]+$/u.test(path) && path.startsWith(`${name}.`)))
    ? name
    : undefined;
}

/** zeebe counts from 1, Camunda 7 from 0. */
function base(run: Run): number {
  return run.model.dialect === 'zeebe' ? 1 : 0;
}

/** Keeps what an instance gives to the output collection, in the order of the input. */
export function collect(run: Run, loop: Loop, token: Token): void {
  const around = run.scopes.get(token.scope);
  const own = ownScope(run, token.id);
  if (loop.output === undefined || around?.loop === undefined || own?.counter === undefined) return;
  const results = [...(around.loop.results ?? [])];
  results[own.counter - base(run)] = encode(evaluate(run, loop.output.element, own.id));
  run.scopes.set(around.id, { ...around, loop: { ...around.loop, results } });
}

/** Counts an instance as done. `finished` says that the loop shall end, whatever is still open. */
export function count(run: Run, loop: Loop, around: ScopeState, from: number): 'finished' | 'open' {
  const state = around.loop;
  if (state === undefined) return 'open';
  run.scopes.set(around.id, { ...around, loop: { ...state, done: state.done + 1 } });
  if (loop.completion === undefined) return 'open';
  return condition(run, loop.completion, from, around.element) ? 'finished' : 'open';
}

/** After an instance: whether all are done, and if not the next one of those that come one by one. */
export function nextInstance(run: Run, node: Node, loop: Loop, body: Token): 'finished' | 'open' {
  const around = ownScope(run, body.id);
  if (around?.loop === undefined) return 'finished';
  if (loop.kind === 'parallel') return isEmpty(run, around.id) ? 'finished' : 'open';
  const { total, started } = around.loop;
  const more = loop.kind === 'standard' ? goesOn(run, loop, body) : started < (total ?? 0);
  if (!more) return 'finished';
  run.agenda.push(instance(run, node, loop, body));
  return 'open';
}

/** Writes the output collection beside the loop. */
export function deliver(run: Run, loop: Loop, body: Token): void {
  const results = ownScope(run, body.id)?.loop?.results;
  if (loop.output === undefined || results === undefined) return;
  const values = results.map((one): FeelValue => (one === null ? null : read(one)));
  propagate(run, body.scope, { [loop.output.collection]: values });
}

/** A standard loop goes on while its condition is true, at most so many times. */
function goesOn(run: Run, loop: Loop, body: Token): boolean {
  const started = ownScope(run, body.id)?.loop?.started ?? 0;
  if (loop.maximum !== undefined && started >= loop.maximum) return false;
  return loop.condition === undefined || condition(run, loop.condition, scopeOf(run, body), body.element);
}

function listOf(run: Run, node: Node, loop: Loop, token: Token): readonly Stored[] {
  if (loop.collection === undefined) return [];
  const found = valueAt(run, loop.collection, scopeOf(run, token));
  return isList(found) ? found.map((one) => encode(one)) : noValue(loop.collection, node, 'inputCollection');
}

function countOf(run: Run, node: Node, loop: Loop, token: Token): number {
  if (loop.cardinality === undefined) return 0;
  const found = valueAt(run, loop.cardinality, scopeOf(run, token));
  const number = isNumber(found) ? found.toNumber() : typeof found === 'string' ? Number(found) : Number.NaN;
  return Number.isInteger(number) && number >= 0 ? number : noValue(loop.cardinality, node, 'loopCardinality');
}
