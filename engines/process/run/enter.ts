import type { FeelContext } from '@torget/feel';
import type { Node, NodeKind } from '../model.ts';
import type { Token } from '../state.ts';
import { openAdHoc } from './ad-hoc.ts';
import { askListener, call, decide } from './ask.ts';
import { callProcess } from './call.ts';
import { cancelScope } from './cancel.ts';
import { close, complete, endLoop, endWhole, finish, leaveCancelled, settle } from './complete.ts';
import { judge } from './conditions.ts';
import { evaluate, optionalText } from './evaluate.ts';
import { enterEventGateway, enterExclusive, enterInclusive, enterParallel, leaveExclusive, race } from './gateways.ts';
import { leaveInclusive } from './inclusive.ts';
import { openLoop, startInstances } from './loop.ts';
import { applyInputs } from './mapping.ts';
import { askContinuation, listenAt, send } from './move.ts';
import { history, isInstance, openScope, ownScope, type Run, scopeOf } from './run.ts';
import { broadcast } from './signal.ts';
import { arm, armBoundary, armScope } from './subscriptions.ts';
import { openTask } from './task.ts';
import { escalate, raise } from './throw.ts';
import { undo, undoneBy } from './undo.ts';
import { propagate, writeLocal } from './variables.ts';

type Enter = (run: Run, node: Node, token: Token) => void;

/** A token enters its element; at an asynchronous border only when its continuation comes. */
export function enter(run: Run, node: Node, token: Token, continued = false): void {
  const instance = isInstance(run, token);
  if (!continued && (instance ? node.loop?.before : node.before) === true) {
    run.tokens.set(token.id, { ...token, state: 'before' });
    askContinuation(run, token);
  } else if (node.loop !== undefined && !instance) enterLoop(run, node, token);
  else (ENTER[node.kind] ?? enterActivity)(run, node, token);
}

/** What the activities do once they have begun (process.md §2). */
const WORK: { readonly [kind in NodeKind]?: Enter } = {
  task: complete,
  manualTask: complete,
  userTask: openTask,
  serviceTask: scriptOrCall,
  sendTask: scriptOrCall,
  scriptTask: scriptOrCall,
  receiveTask: arm,
  businessRuleTask: (run, node, token) => (node.decision ? decide : scriptOrCall)(run, node, token),
  subProcess: within(startInside),
  transaction: within(startInside),
  adHocSubProcess: within(openAdHoc),
  callActivity: callProcess,
  endEvent: throwNow,
  intermediateThrowEvent: throwNow,
  intermediateCatchEvent: (run, node, token) => (node.event?.kind === 'link' ? complete : arm)(run, node, token),
  exclusiveGateway: leaveExclusive,
  inclusiveGateway: leaveInclusive,
  eventBasedGateway: race,
};

/** What the events and gateways do when a token enters them. */
const ENTER: { readonly [kind in NodeKind]?: Enter } = {
  startEvent: pass,
  endEvent: enterThrow,
  intermediateCatchEvent: catching,
  intermediateThrowEvent: enterThrow,
  boundaryEvent: pass,
  exclusiveGateway: enterExclusive,
  parallelGateway: enterParallel,
  inclusiveGateway: enterInclusive,
  eventBasedGateway: enterEventGateway,
};

/** A thrown message: by a building block, an expression, or by nobody. */
function sendMessage(run: Run, node: Node, token: Token): void {
  if (node.task === undefined && node.script === undefined) complete(run, node, token);
  else scriptOrCall(run, node, token);
}

function scriptOrCall(run: Run, node: Node, token: Token): void {
  (node.script ? script : call)(run, node, token);
}

function pass(run: Run, node: Node, token: Token): void {
  history(run, token, 'entered');
  listenAt(run, node.listeners?.start, token);
  if (!askListener(run, node, token, 'start', 0)) complete(run, node, token);
}

/** Inputs first, then the listeners, then what may interrupt it, then its own work. */
function enterActivity(run: Run, node: Node, token: Token): void {
  history(run, token, 'entered');
  applyInputs(run, node, token);
  listenAt(run, node.listeners?.start, token);
  if (!askListener(run, node, token, 'start', 0)) begin(run, node, token);
}

/** What waits for a loop waits for the whole of it. */
function begin(run: Run, node: Node, token: Token): void {
  if (!isInstance(run, token)) armBoundary(run, node, token);
  judge(run);
  if (run.tokens.has(token.id)) (WORK[node.kind] ?? complete)(run, node, token);
}

/** A sub-process opens a scope; the token outside stands for it. */
function within(start: Enter): Enter {
  return (run, node, token) => {
    const standing: Token = { ...token, state: 'scope' };
    run.tokens.set(token.id, standing);
    const scope = ownScope(run, token.id) ?? openScope(run, token);
    armScope(run, node.id, scope.id);
    judge(run);
    if (run.tokens.has(token.id)) start(run, node, standing);
  };
}

/** The job of a listener is done: what it gives at the start is local, at the end it goes where results go. */
export function heard(run: Run, node: Node, token: Token, output: FeelContext | undefined): void {
  const number = token.listener ?? 0;
  const side = number < (node.jobs?.start.length ?? 0) ? 'start' : 'end';
  if (output !== undefined && Object.keys(output).length > 0) {
    if (side === 'end') propagate(run, scopeOf(run, token), output);
    else writeLocal(run, (ownScope(run, token.id) ?? openScope(run, token)).id, output);
  }
  if (askListener(run, node, token, side, number + 1)) return;
  const { listener: _, ...ready } = token;
  run.tokens.set(token.id, ready);
  if (node.id === run.model.id) endWhole(run, ready);
  else if (side === 'end') close(run, node, ready);
  else begin(run, node, ready);
}

function startInside(run: Run, node: Node, token: Token): void {
  const start = run.model.starts.get(node.id);
  const scope = scopeOf(run, token);
  // An interrupting event sub-process whose condition held at once has taken over already.
  for (const other of run.tokens.values()) if (other.scope === scope) return;
  if (start !== undefined) run.agenda.push(send(run, start, scope).id);
}

function enterLoop(run: Run, node: Node, token: Token): void {
  const { loop } = node;
  if (loop === undefined) return;
  const works = openLoop(run, node, loop, token);
  const body = run.tokens.get(token.id) ?? token;
  armBoundary(run, node, body);
  judge(run);
  if (!run.tokens.has(token.id)) return;
  if (works) startInstances(run, node, loop, body);
  else endLoop(run, node, body);
}

function catching(run: Run, node: Node, token: Token): void {
  if (node.event?.kind === 'link') {
    pass(run, node, token);
    return;
  }
  history(run, token, 'entered');
  applyInputs(run, node, token);
  listenAt(run, node.listeners?.start, token);
  if (!askListener(run, node, token, 'start', 0)) arm(run, node, token);
}

function script(run: Run, node: Node, token: Token): void {
  if (node.script === undefined) return;
  const value = evaluate(run, node.script.program, scopeOf(run, token));
  const { resultVariable } = node.script;
  complete(run, node, token, resultVariable === undefined ? undefined : { [resultVariable]: value });
}

/** Throwing and end events. A message is thrown by a building block; without one the event passes through. */
function enterThrow(run: Run, node: Node, token: Token): void {
  const kind = node.event?.kind;
  if (kind === undefined || kind === 'none' || kind === 'message') {
    if (node.task !== undefined || node.script !== undefined || node.inputs.length > 0) enterActivity(run, node, token);
    else pass(run, node, token);
    return;
  }
  history(run, token, 'entered');
  applyInputs(run, node, token);
  listenAt(run, node.listeners?.start, token);
  if (!askListener(run, node, token, 'start', 0)) throwNow(run, node, token);
}

function throwNow(run: Run, node: Node, token: Token): void {
  (THROW[node.event?.kind ?? 'none'] ?? sendMessage)(run, node, token);
}

const THROW: { readonly [kind in NonNullable<Node['event']>['kind']]?: Enter } = {
  terminate(run, _, token) {
    cancelScope(run, token.scope, token.id);
    finish(run, token);
    settle(run, token.scope);
  },
  error(run, node, token) {
    const message = optionalText(run, node.event?.errorMessage, token.scope);
    const code = node.event?.errorCode ?? '';
    finish(run, token);
    raise(run, node, token, { code, message });
  },
  signal(run, node, token) {
    broadcast(run, node, token);
    goOn(run, node, token);
  },
  escalation(run, node, token) {
    escalate(run, token, node.event?.escalationCode ?? '');
    goOn(run, node, token);
  },
  compensation(run, node, token) {
    const { activity: named, wait = true } = node.event?.compensate ?? {};
    // A throw that does not wait is called by nobody: 0 is no token.
    const started = undo(run, undoneBy(run, token), named, wait ? token.id : 0);
    if (started && wait) run.tokens.set(token.id, { ...token, state: 'compensating' });
    else complete(run, node, token);
  },
  cancel(run, node, token) {
    cancelScope(run, token.scope, token.id);
    if (undo(run, [token.scope], undefined, token.id)) run.tokens.set(token.id, { ...token, state: 'compensating' });
    else leaveCancelled(run, node, token);
  },
  link(run, node, token) {
    finish(run, token);
    const target = run.model.links.get(node.id);
    if (target !== undefined) run.agenda.push(send(run, target, token.scope).id);
  },
};

/** A thrower that what it has thrown did not take away. */
function goOn(run: Run, node: Node, token: Token): void {
  if (run.tokens.has(token.id)) complete(run, node, token);
}
