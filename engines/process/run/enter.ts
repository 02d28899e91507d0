import type { Node, NodeKind } from '../model.ts';
import type { Token } from '../state.ts';
import { openAdHoc } from './ad-hoc.ts';
import { call, decide, openTask } from './ask.ts';
import { callProcess } from './call.ts';
import { cancelScope } from './cancel.ts';
import { complete, endLoop, finish, leaveCancelled, settle } from './complete.ts';
import { judge } from './conditions.ts';
import { evaluate, optionalText } from './evaluate.ts';
import { enterEventGateway, enterExclusive, enterInclusive, enterParallel } from './gateways.ts';
import { openLoop, startInstances } from './loop.ts';
import { applyInputs } from './mapping.ts';
import { listenAt, send } from './move.ts';
import { history, isInstance, openScope, ownScope, type Run, scopeOf } from './run.ts';
import { broadcast } from './signal.ts';
import { arm, armBoundary, armScope } from './subscriptions.ts';
import { escalate, raise } from './throw.ts';
import { undo, undoneBy } from './undo.ts';

type Enter = (run: Run, node: Node, token: Token) => void;

/** A token enters its element; at an asynchronous border only when its continuation comes. */
export function enter(run: Run, node: Node, token: Token, continued = false): void {
  const instance = isInstance(run, token);
  if (!continued && (instance ? node.loop?.before : node.before) === true) {
    run.tokens.set(token.id, { ...token, state: 'before' });
    run.effects.push({ kind: 'defer', token: token.id, element: node.id });
  } else if (node.loop !== undefined && !instance) enterLoop(run, node, token);
  else ENTER[node.kind](run, node, token);
}

/** What each kind of element does when a token enters it (process.md §2). */
const ENTER: { readonly [kind in NodeKind]: Enter } = {
  startEvent: pass,
  endEvent: enterThrow,
  intermediateCatchEvent: catching,
  intermediateThrowEvent: enterThrow,
  boundaryEvent: pass,
  task: activity(complete),
  manualTask: activity(complete),
  userTask: activity(openTask),
  serviceTask: activity((run, node, token) => (node.script ? script : call)(run, node, token)),
  sendTask: activity((run, node, token) => (node.script ? script : call)(run, node, token)),
  receiveTask: activity((run, node, token) => arm(run, node, token)),
  businessRuleTask: activity((run, node, token) => {
    if (node.decision !== undefined) decide(run, node, token);
    else (node.script ? script : call)(run, node, token);
  }),
  scriptTask: activity((run, node, token) => (node.script ? script : call)(run, node, token)),
  exclusiveGateway: enterExclusive,
  parallelGateway: enterParallel,
  inclusiveGateway: enterInclusive,
  eventBasedGateway: enterEventGateway,
  subProcess: inside(startInside),
  transaction: inside(startInside),
  eventSubProcess: inside(startInside),
  adHocSubProcess: inside(openAdHoc),
  callActivity: activity(callProcess),
};

function pass(run: Run, node: Node, token: Token): void {
  history(run, token, 'entered');
  listenAt(run, node.listeners?.start, token);
  complete(run, node, token);
}

/** Inputs first, then what may interrupt it, then its own work. What waits for a loop waits for the whole of it. */
function activity(work: Enter): Enter {
  return (run, node, token) => {
    history(run, token, 'entered');
    applyInputs(run, node, token);
    listenAt(run, node.listeners?.start, token);
    if (!isInstance(run, token)) armBoundary(run, node, token);
    judge(run);
    if (run.tokens.has(token.id)) work(run, node, token);
  };
}

/** A sub-process opens a scope; the token outside stands for it. */
function inside(begin: Enter): Enter {
  return (run, node, token) => {
    history(run, token, 'entered');
    applyInputs(run, node, token);
    const standing: Token = { ...token, state: 'scope' };
    run.tokens.set(token.id, standing);
    const scope = ownScope(run, token.id) ?? openScope(run, token);
    listenAt(run, node.listeners?.start, standing);
    if (!isInstance(run, token)) armBoundary(run, node, standing);
    armScope(run, node.id, scope.id);
    judge(run);
    if (run.tokens.has(token.id)) begin(run, node, standing);
  };
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
  arm(run, node, token);
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
    if (node.task !== undefined || node.script !== undefined) activity(node.script ? script : call)(run, node, token);
    else if (node.inputs.length > 0) activity(complete)(run, node, token);
    else pass(run, node, token);
    return;
  }
  history(run, token, 'entered');
  applyInputs(run, node, token);
  listenAt(run, node.listeners?.start, token);
  THROW[kind]?.(run, node, token);
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
