import type { Node } from '../model.ts';
import type { State, Subscription, Token } from '../state.ts';
import type { Advance, Event, Refusal } from '../step.ts';
import { activate, finishAdHoc } from './ad-hoc.ts';
import { completeCall, receive } from './call.ts';
import { cancelScope } from './cancel.ts';
import { abandon, complete, end, resumeLoop, settle } from './complete.ts';
import { FACTS, judge } from './conditions.ts';
import { mapped } from './decision.ts';
import { enter, heard } from './enter.ts';
import { errorOf } from './failure.ts';
import { fromApplication } from './fields.ts';
import { finishWork } from './finish-work.ts';
import { happen, unknownSubscription } from './happen.ts';
import { fireInclusive } from './inclusive.ts';
import { send, take } from './move.ts';
import { close, fresh, isInstance, nodeOf, open, openScope, Refused, type Run, refuse, scopeOf } from './run.ts';
import { armScope } from './subscriptions.ts';
import { act, heardTask } from './task.ts';
import { escalate, raise } from './throw.ts';
import { propagate, remove, writeLocal } from './variables.ts';

/** An endless loop inside one step is a fault of the model, not a hung server (process.md §9). */
export const STEP_LIMIT = 10_000;

/**
 * One step: takes an event and runs until every token waits. A function of its arguments: the same model, state and
 * event give the same result, and the state given is never changed. A refusal leaves the state as it was.
 */
export const advance: Advance = (model, state, event) => {
  const early = precondition(state, event);
  if (early !== undefined) return { refused: early };
  try {
    const run = open(model, state, event);
    handle(run, event);
    work(run);
    return { state: close(run), effects: run.effects };
  } catch (thrown) {
    if (thrown instanceof Refused) return { refused: thrown.refusal };
    throw thrown;
  }
};

function precondition(state: State | null, event: Event): Refusal | undefined {
  if (state === null) {
    if (event.kind === 'start') return undefined;
    return { code: 'not-started', message: { sv: 'Processen är inte startad.', en: 'The process is not started.' } };
  }
  if (state.ended !== undefined) {
    return { code: 'already-ended', message: { sv: 'Processen är redan slut.', en: 'The process has already ended.' } };
  }
  if (event.kind !== 'start') return undefined;
  return {
    code: 'already-started',
    message: { sv: 'Processen är redan startad.', en: 'The process is already started.' },
  };
}

type Of<Kind extends Event['kind']> = Extract<Event, { kind: Kind }>;

/** What each kind of event does to an instance. */
const HANDLE: { readonly [kind in Event['kind']]: (run: Run, event: Of<kind>) => void } = {
  start,
  complete: done,
  task(run, event) {
    const token = waiting(run, event.token);
    act(run, nodeOf(run, token.element), token, event.act);
  },
  error(run, event) {
    const token = waiting(run, event.token);
    const node = nodeOf(run, token.element);
    if (token.task !== undefined) noError(node);
    if (node.call !== undefined) receive(run, node, token, event.variables ?? {});
    raise(run, node, token, node.call === undefined ? event : { code: event.code, message: event.message });
  },
  failed,
  escalation(run, event) {
    const token = waiting(run, event.token);
    const node = nodeOf(run, token.element);
    if (node.call !== undefined) receive(run, node, token, event.variables ?? {});
    escalate(run, token, event.code, node.call === undefined ? event.variables : undefined);
  },
  abandon(run, event) {
    const token = waiting(run, event.token);
    if (nodeOf(run, token.element).call === undefined) gone(event.token);
    abandon(run, token);
  },
  continue: (run, event) => resume(run, event.token),
  timer: (run, event) => happen(run, subscribed(run, event)),
  message: (run, event) => happen(run, subscribed(run, event), event.variables),
  signal: (run, event) => happen(run, subscribed(run, event), event.variables),
  activate: (run, event) => activate(run, running(run, event.token), event.element),
  finish: (run, event) => finishAdHoc(run, running(run, event.token)),
  set,
  changed(run, event) {
    for (const name of event.names) run.changed.push({ scope: FACTS, name, change: 'update' });
  },
  cancel(run) {
    for (const scope of run.scopes.values()) if (scope.parent === undefined) cancelScope(run, scope.id);
    end(run, 'cancelled');
  },
};

function handle(run: Run, event: Event): void {
  // The table has one entry for each kind: the event fits the function of its own kind.
  (HANDLE[event.kind] as (run: Run, event: Event) => void)(run, event);
}

function subscribed(run: Run, event: Extract<Event, { subscription: number }>): Subscription {
  const subscription = run.subscriptions.get(event.subscription);
  return subscription?.kind === event.kind ? subscription : unknownSubscription(event.subscription);
}

function start(run: Run, event: Of<'start'>): void {
  const root = fresh(run);
  run.scopes.set(root, { id: root, element: run.model.id, variables: {} });
  if (event.variables !== undefined) writeLocal(run, root, event.variables);
  const element = event.element ?? run.model.start;
  const node = run.model.nodes.get(element);
  if (node === undefined || !run.model.entries.includes(element)) {
    refuse(
      'unknown-element',
      { sv: `${element} är ingen starthändelse.`, en: `${element} is no start event.` },
      element,
    );
  }
  const answered = fromApplication(node, event.facts);
  if (Object.keys(answered).length > 0) writeLocal(run, root, { ...answered, ...event.variables });
  if (node.initiator !== undefined) writeLocal(run, root, { [node.initiator]: event.by ?? null });
  // What was there before the start is no change.
  run.changed = [];
  armScope(run, run.model.id, root);
  run.agenda.push(send(run, element, root).id);
}

/** A task, job, decision or called process is done. */
function done(run: Run, event: Of<'complete'>): void {
  const token = waiting(run, event.token);
  const node = nodeOf(run, token.element);
  if (token.task !== undefined) heardTask(run, node, token, token.task, event.output);
  else if (token.listener !== undefined) heard(run, node, token, event.output);
  else if (node.call !== undefined) completeCall(run, node, token, event.output ?? {});
  else if (node.decision?.mapping !== undefined) {
    propagate(run, scopeOf(run, token), mapped(node, event.output));
    complete(run, node, token, node.outputs.length === 0 ? undefined : event.output);
  } else if (node.taskJobs?.completing !== undefined) act(run, node, token, { do: 'complete', output: event.output });
  else finishWork(run, node, token, event.output);
}

/** What the worker hands over stays; an error definition may then make a BPMN error of the failure. */
function failed(run: Run, event: Of<'failed'>): void {
  const token = waiting(run, event.token);
  const node = nodeOf(run, token.element);
  if (event.variables !== undefined) propagate(run, scopeOf(run, token), event.variables);
  const error = errorOf(run, node, token, 'lenient', event.message);
  if (error !== undefined) raise(run, node, token, error);
}

/** The continuation at an asynchronous border: into the element, or on behind it. */
function resume(run: Run, id: number): void {
  const token = run.tokens.get(id);
  if (token?.state === 'before') {
    const ready: Token = { ...token, state: 'waiting' };
    run.tokens.set(id, ready);
    enter(run, nodeOf(run, token.element), ready, true);
  } else if (token?.state === 'after') goOn(run, token);
  else gone(id);
}

function goOn(run: Run, token: Token): void {
  run.tokens.delete(token.id);
  const flow = token.by === undefined ? undefined : run.model.flows.get(token.by);
  const scope = run.scopes.get(token.scope);
  if (flow !== undefined) take(run, [flow], token.scope);
  else if (scope !== undefined && isInstance(run, token)) resumeLoop(run, nodeOf(run, token.element), scope);
  else settle(run, token.scope);
}

/** A token at an element that is completed from outside; joins, gateways and sub-processes are not. */
function waiting(run: Run, id: number): Token {
  const token = run.tokens.get(id);
  const node = token === undefined ? undefined : nodeOf(run, token.element);
  const answered = token?.listener !== undefined || (node !== undefined && isOpen(node));
  return token?.state === 'waiting' && answered ? token : gone(id);
}

function isOpen(node: Node): boolean {
  return node.kind !== 'eventBasedGateway' && node.kind !== 'intermediateCatchEvent';
}

function running(run: Run, id: number): Token {
  const token = run.tokens.get(id);
  return token?.state === 'scope' ? token : gone(id);
}

function noError(node: Node): never {
  const [sv, en] = [
    'Uppgiften kan inte lämnas med ett fel medan dess lyssnare svarar.',
    'The task cannot be left by an error while its listeners answer.',
  ];
  return refuse('task-listener', { sv, en }, node.id);
}

function gone(id: number): never {
  return refuse('unknown-token', {
    sv: `Steget är inte öppet längre (token ${id}).`,
    en: `The step is no longer open (token ${id}).`,
  });
}

function set(run: Run, event: Of<'set'>): void {
  const target = setTarget(run, event);
  if (target === undefined || !run.scopes.has(target)) {
    const shown = String(event.scope ?? event.token);
    refuse('unknown-scope', { sv: `Omfånget ${shown} finns inte.`, en: `There is no scope ${shown}.` });
  }
  writeLocal(run, target, event.variables);
  if (event.remove !== undefined) remove(run, target, event.remove);
}

function setTarget(run: Run, event: Of<'set'>): number | undefined {
  if (event.scope !== undefined) return event.scope;
  if (event.token === undefined) return [...run.scopes.values()].find((scope) => scope.parent === undefined)?.id;
  const token = run.tokens.get(event.token);
  return token === undefined ? undefined : (run.own.get(token.id) ?? openScope(run, token).id);
}

/** Runs the agenda until every token waits. */
export function work(run: Run): void {
  for (let steps = 1; ; steps += 1) {
    judge(run);
    if (run.agenda.length === 0 && !fireInclusive(run)) return;
    const token = run.tokens.get(run.agenda.pop() ?? 0);
    // A token that was cancelled on its way is gone.
    if (token === undefined) continue;
    const node = nodeOf(run, token.element);
    if (steps > STEP_LIMIT) tooLong(node);
    enter(run, node, token);
  }
}

function tooLong(node: Node): never {
  return refuse(
    'step-limit',
    {
      sv: `Processen gick ${STEP_LIMIT} steg utan att vänta; den går i en ring.`,
      en: `The process took ${STEP_LIMIT} steps without waiting; it runs in a circle.`,
    },
    node.id,
  );
}
