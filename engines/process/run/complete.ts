import { encode, type FeelContext, type FeelValue } from '@torget/feel';
import type { Node } from '../model.ts';
import type { Ended, ScopeState, Token } from '../state.ts';
import { askListener } from './ask.ts';
import { cancel, cancelScope } from './cancel.ts';
import { condition, evaluate } from './evaluate.ts';
import { collect, count, deliver, nextInstance } from './loop.ts';
import { applyOutputs } from './mapping.ts';
import { chosen, defer, depart, listenAt, send } from './move.ts';
import {
  closeScope,
  history,
  isEmpty,
  isInstance,
  nodeOf,
  openScope,
  ownScope,
  type Run,
  refuse,
  scopeOf,
} from './run.ts';
import { armScope, disarm, disarmScope } from './subscriptions.ts';
import { hoist, isUndoing, remember } from './undo.ts';
import { propagate, read, rootVariables } from './variables.ts';

/** Completes an element: outputs, subscriptions gone, then on by its flows. */
export function complete(run: Run, node: Node, token: Token, output?: FeelContext): void {
  listenAt(run, node.listeners?.end, token);
  applyOutputs(run, node, token, output);
  if (askListener(run, node, token, 'end', node.jobs?.start.length ?? 0)) disarm(run, token.id);
  else close(run, node, token);
}

/** What remains when the outputs are written and the listeners of the end have done their jobs. */
export function close(run: Run, node: Node, token: Token): void {
  if (isInstance(run, token)) instanceDone(run, node, token);
  else {
    collectAdHoc(run, token);
    remember(run, node, token);
    finish(run, token);
    onward(run, node, token);
  }
}

/** Takes a token out of the state as completed. */
export function finish(run: Run, token: Token): void {
  away(run, token);
  history(run, token, 'completed');
}

function away(run: Run, token: Token): void {
  disarm(run, token.id);
  const own = run.own.get(token.id);
  if (own !== undefined) disarmScope(run, own);
  closeScope(run, token.id);
  run.tokens.delete(token.id);
}

/** Where it goes on behind an element that is done: by its flows, back to a loop, to who asked for its compensation. */
function onward(run: Run, node: Node, token: Token): void {
  if (token.thrower !== undefined) undone(run, token);
  else if (node.kind === 'eventSubProcess') settle(run, token.scope);
  else leave(run, node, token.scope);
}

function leave(run: Run, node: Node, scope: number): void {
  if (node.outgoing.length > 0) depart(run, node, chosen(run, node, scope), scope);
  else if (node.after === true) defer(run, node.id, scope, { state: 'after' });
  else settle(run, scope);
}

/** One instance of a loop is done: its exit may be asynchronous, its condition may end the loop. */
function instanceDone(run: Run, node: Node, token: Token): void {
  const around = run.scopes.get(token.scope);
  if (node.loop === undefined || around === undefined) return;
  collect(run, node.loop, token);
  remember(run, node, token);
  if (node.loop.after === true) {
    finish(run, token);
    defer(run, node.id, token.scope, { state: 'after' });
    return;
  }
  const how = count(run, node.loop, run.scopes.get(around.id) ?? around, scopeOf(run, token));
  finish(run, token);
  afterInstance(run, node, around, how);
}

/** The continuation behind an instance of a loop. */
export function resumeLoop(run: Run, node: Node, around: ScopeState): void {
  const how = node.loop === undefined ? 'finished' : count(run, node.loop, around, around.id);
  afterInstance(run, node, around, how);
}

function afterInstance(run: Run, node: Node, around: ScopeState, how: 'finished' | 'open'): void {
  const body = run.tokens.get(around.token ?? 0);
  if (body === undefined || node.loop === undefined) return;
  if (how === 'open' && nextInstance(run, node, node.loop, body) === 'open') return;
  endLoop(run, node, body);
}

/** The loop as a whole is done: what still runs in it is cancelled, its outputs are written beside it. */
export function endLoop(run: Run, node: Node, body: Token): void {
  const around = ownScope(run, body.id);
  if (around !== undefined) {
    cancelScope(run, around.id);
    hoist(run, around.id, body.scope);
  }
  if (node.loop !== undefined) deliver(run, node.loop, body);
  away(run, body);
  onward(run, node, body);
}

/** A compensation handler is done; with the last one the throw that has called them goes on. */
function undone(run: Run, token: Token): void {
  const thrower = run.tokens.get(token.thrower ?? 0);
  if (thrower === undefined) settle(run, token.scope);
  else if (!isUndoing(run, thrower.id)) throwDone(run, thrower);
}

/** All that a throw has called is done. */
function throwDone(run: Run, thrower: Token): void {
  const node = nodeOf(run, thrower.element);
  if (thrower.state === 'scope') {
    // A finished sub-process that lived again for its compensation; it has been counted when it was completed.
    away(run, thrower);
    undone(run, thrower);
  } else if (node.event?.kind === 'cancel') leaveCancelled(run, node, thrower);
  else complete(run, node, thrower);
}

/** A cancelled transaction leaves by its cancel boundary event (BPMN 2.0 §13.5.2). */
export function leaveCancelled(run: Run, node: Node, token: Token): void {
  const scope = run.scopes.get(token.scope);
  const host = run.tokens.get(scope?.token ?? 0);
  const body =
    host !== undefined && isInstance(run, host) ? run.tokens.get(run.scopes.get(host.scope)?.token ?? 0) : host;
  const boundary = run.model.boundary.get(host?.element ?? '')?.find((event) => event.event?.kind === 'cancel');
  finish(run, token);
  if (body === undefined || boundary === undefined) {
    refuse(
      'no-cancel-boundary',
      {
        sv: 'Transaktionen avbryts men har ingen kanthändelse för avbrott.',
        en: 'The transaction is cancelled but has no cancel boundary event.',
      },
      node.id,
    );
  }
  divert(run, boundary, body);
}

/** Cancels the host and goes on from the boundary event. */
export function divert(run: Run, boundary: Node, host: Token, variables?: FeelContext): void {
  cancel(run, host);
  follow(run, boundary, host.scope, variables);
}

/** A boundary event has happened: a token of its own goes on from it. */
export function follow(run: Run, boundary: Node, scope: number, variables?: FeelContext): void {
  if (boundary.before === true) {
    // What the event brings is written now; only the way on waits.
    if (variables !== undefined) propagate(run, scope, variables);
    defer(run, boundary.id, scope, { state: 'before' });
    return;
  }
  const token = send(run, boundary.id, scope);
  history(run, token, 'entered');
  listenAt(run, boundary.listeners?.start, token);
  complete(run, boundary, token, variables);
}

/** A scope without tokens is done: the sub-process completes, or the instance ends. */
export function settle(run: Run, scope: number): void {
  const state = run.scopes.get(scope);
  if (state === undefined) return;
  const token = state.token === undefined ? undefined : run.tokens.get(state.token);
  const node = token === undefined ? undefined : nodeOf(run, token.element);
  if (token !== undefined && node?.kind === 'adHocSubProcess') {
    settleAdHoc(run, node, token, state);
    return;
  }
  if (!isEmpty(run, scope)) return;
  if (token === undefined || node === undefined) finishWhole(run, scope);
  else complete(run, node, token);
}

/** Nothing is left: what listens to the end of the process is heard, and then it has ended. */
function finishWhole(run: Run, scope: number): void {
  const { ending, id } = run.model;
  if (ending !== undefined) {
    const token = send(run, id, scope);
    listenAt(run, ending.listeners?.end, token);
    if (askListener(run, nodeOf(run, id), token, 'end', 0)) return;
    run.tokens.delete(token.id);
  }
  end(run, 'completed');
}

/** The listeners of the end of the process have been heard; something may have begun meanwhile. */
export function endWhole(run: Run, token: Token): void {
  away(run, token);
  if (isEmpty(run, token.scope)) end(run, 'completed');
}

/** After each path inside an ad-hoc sub-process: is it done, or whose turn is it (BPMN 2.0 §13.3.5)? */
function settleAdHoc(run: Run, node: Node, token: Token, scope: ScopeState): void {
  const { adHoc } = node;
  if (adHoc === undefined) return;
  const empty = isEmpty(run, scope.id);
  const done = adHoc.completion !== undefined && condition(run, adHoc.completion, scope.id, node.id);
  if (done && (empty || adHoc.cancelRemaining)) endAdHoc(run, node, token);
  else if (empty && !done && (scope.queue ?? []).length > 0) {
    const [next = '', ...queue] = scope.queue ?? [];
    run.scopes.set(scope.id, { ...scope, queue });
    run.agenda.push(send(run, next, scope.id).id);
  } else if (empty && adHoc.activate !== undefined && adHoc.completion === undefined) endAdHoc(run, node, token);
}

/** Ends an ad-hoc sub-process with what has been collected in it. */
export function endAdHoc(run: Run, node: Node, token: Token): void {
  const scope = ownScope(run, token.id);
  if (scope !== undefined) cancelScope(run, scope.id);
  const { output } = node.adHoc ?? {};
  if (output !== undefined) {
    const values = (scope?.results ?? []).map((one): FeelValue => (one === null ? null : read(one)));
    propagate(run, token.scope, { [output.collection]: values });
  }
  complete(run, node, token);
}

function collectAdHoc(run: Run, token: Token): void {
  const scope = run.scopes.get(token.scope);
  if (scope === undefined || scope.token === undefined) return;
  const output = run.model.nodes.get(scope.element)?.adHoc?.output;
  if (output === undefined || scope.loop !== undefined) return;
  const value = encode(evaluate(run, output.element, scopeOf(run, token)));
  run.scopes.set(scope.id, { ...scope, results: [...(scope.results ?? []), value] });
}

/** What was called has gone from outside: its token goes, and whatever has nothing left in it then. */
export function abandon(run: Run, token: Token): void {
  cancel(run, token);
  if (token.thrower !== undefined) {
    // A handler that is taken away is as good as done: the throw that has called it does not wait for ever.
    undone(run, token);
    return;
  }
  const scope = run.scopes.get(token.scope);
  if (scope === undefined || !isEmpty(run, scope.id)) return;
  const around = run.tokens.get(scope.token ?? 0);
  if (around === undefined) end(run, 'cancelled');
  else if (around.state !== 'loop') abandon(run, around);
  else if (scope.loop?.total !== scope.loop?.started) afterInstance(run, nodeOf(run, token.element), scope, 'open');
  else if (scope.loop?.done === 0) abandon(run, around);
  else endLoop(run, nodeOf(run, token.element), around);
}

/** Ends the instance. A called one hands its variables to its caller. */
export function end(run: Run, how: Ended, error?: { readonly code: string; readonly message?: string }): void {
  for (const scope of run.scopes.values()) if (scope.parent === undefined) disarmScope(run, scope.id);
  run.ended = how;
  run.done = [];
  const output =
    run.called && how !== 'cancelled' ? { output: rootVariables({ scopes: [...run.scopes.values()] }) } : {};
  run.effects.push({ kind: 'ended', how, ...output, ...(error === undefined ? {} : { error }) });
}

/** Starts an event sub-process of a scope; an interrupting one cancels all else there, the scope lives on. */
export function startEventSub(run: Run, start: Node, scope: number, variables?: FeelContext): void {
  if (start.interrupting !== false) cancelScope(run, scope);
  const inside = nodeOf(run, start.parent ?? '');
  const token = send(run, inside.id, scope, { state: 'scope' });
  history(run, token, 'entered');
  const within = openScope(run, token);
  // What the trigger brings is local to the event sub-process (process.md §2).
  if (variables !== undefined && Object.keys(variables).length > 0) {
    const encoded = Object.entries(variables).map(([name, value]) => [name, encode(value)] as const);
    run.scopes.set(within.id, { ...within, variables: Object.fromEntries(encoded) });
  }
  armScope(run, inside.id, within.id);
  run.agenda.push(send(run, start.id, within.id).id);
}
