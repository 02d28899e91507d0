import type { Node, NodeKind, Token } from '../types.ts';
import { call, decide, openTask } from './ask.ts';
import { cancelScope } from './cancel.ts';
import { raise } from './errors.ts';
import { evaluate, optionalText } from './evaluate.ts';
import { enterEventGateway, enterExclusive, enterParallel } from './gateways.ts';
import { applyInputs, openScope } from './mapping.ts';
import { complete, finish, send, settle } from './move.ts';
import { history, ownScope, type Run } from './run.ts';
import { arm, armBoundary } from './subscriptions.ts';

type Enter = (run: Run, node: Node, token: Token) => void;

/** A token enters its element. */
export function enter(run: Run, node: Node, token: Token): void {
  ENTER[node.kind](run, node, token);
}

/** What each kind of element does when a token enters it (process.md §2). */
const ENTER: { readonly [kind in NodeKind]: Enter } = {
  startEvent: pass,
  endEvent: enterEnd,
  intermediateCatchEvent: catching,
  intermediateThrowEvent: throwing,
  boundaryEvent: pass,
  task: activity(complete),
  manualTask: activity(complete),
  userTask: activity(openTask),
  serviceTask: activity((run, node, token) => (node.script ? script : call)(run, node, token)),
  sendTask: activity(call),
  receiveTask: activity(arm1),
  businessRuleTask: activity((run, node, token) => (node.decision ? decide : call)(run, node, token)),
  scriptTask: activity((run, node, token) => (node.script ? script : call)(run, node, token)),
  exclusiveGateway: enterExclusive,
  parallelGateway: enterParallel,
  eventBasedGateway: enterEventGateway,
  subProcess,
};

function pass(run: Run, node: Node, token: Token): void {
  history(run, token, 'entered');
  complete(run, node, token);
}

/** Inputs first, then what may interrupt it, then its own work. */
function activity(work: Enter): Enter {
  return (run, node, token) => {
    history(run, token, 'entered');
    applyInputs(run, node, token);
    armBoundary(run, node, token);
    work(run, node, token);
  };
}

function arm1(run: Run, node: Node, token: Token): void {
  arm(run, node, token);
}

function catching(run: Run, node: Node, token: Token): void {
  history(run, token, 'entered');
  applyInputs(run, node, token);
  arm(run, node, token);
}

/** A message is thrown by a building block; without one the event passes through. */
function throwing(run: Run, node: Node, token: Token): void {
  if (node.task === undefined) pass(run, node, token);
  else activity(call)(run, node, token);
}

function enterEnd(run: Run, node: Node, token: Token): void {
  if (node.event?.kind === 'terminate') {
    history(run, token, 'entered');
    cancelScope(run, token.scope, token.id);
    finish(run, token);
    settle(run, token.scope);
  } else if (node.event?.kind === 'error') {
    history(run, token, 'entered');
    const message = optionalText(run, node.event.errorMessage, token.scope);
    finish(run, token);
    raise(run, node, token, { code: node.event.errorCode ?? '', message });
  } else throwing(run, node, token);
}

function script(run: Run, node: Node, token: Token): void {
  if (node.script === undefined) return;
  const value = evaluate(run, node.script.program, ownScope(run, token.id)?.id ?? token.scope);
  const { resultVariable } = node.script;
  complete(run, node, token, resultVariable === undefined ? undefined : { [resultVariable]: value });
}

/** An embedded sub-process opens a scope and starts inside it; the token outside stands for it. */
function subProcess(run: Run, node: Node, token: Token): void {
  history(run, token, 'entered');
  applyInputs(run, node, token);
  const scope = ownScope(run, token.id)?.id ?? openScope(run, token);
  run.tokens.set(token.id, { ...token, state: 'scope' });
  armBoundary(run, node, token);
  const start = run.model.starts.get(node.id);
  if (start !== undefined) run.agenda.push(send(run, start, scope).id);
}
