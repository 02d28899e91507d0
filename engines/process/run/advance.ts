import type { Advance, Event, Refusal, State, Subscription, Token } from '../types.ts';
import { cancelScope } from './cancel.ts';
import { enter } from './enter.ts';
import { raise } from './errors.ts';
import { happen, unknownSubscription } from './happen.ts';
import { complete, end, send } from './move.ts';
import { close, fresh, nodeOf, open, Refused, type Run, refuse } from './run.ts';
import { writeLocal } from './variables.ts';

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

function handle(run: Run, event: Event): void {
  switch (event.kind) {
    case 'start':
      start(run, event);
      break;
    case 'complete': {
      const token = waiting(run, event.token);
      complete(run, nodeOf(run, token.element), token, event.output);
      break;
    }
    case 'error': {
      const token = waiting(run, event.token);
      raise(run, nodeOf(run, token.element), token, event);
      break;
    }
    case 'timer':
      happen(run, subscribed(run, event));
      break;
    case 'message':
      happen(run, subscribed(run, event), event.variables);
      break;
    case 'set':
      set(run, event);
      break;
    case 'cancel':
      for (const scope of run.scopes.values()) if (scope.parent === undefined) cancelScope(run, scope.id);
      end(run, 'cancelled');
      break;
    default:
      event satisfies never;
  }
}

function subscribed(run: Run, event: Extract<Event, { kind: 'timer' | 'message' }>): Subscription {
  const subscription = run.subscriptions.get(event.subscription);
  return subscription?.kind === event.kind ? subscription : unknownSubscription(event.subscription);
}

function start(run: Run, event: Extract<Event, { kind: 'start' }>): void {
  const root = fresh(run);
  run.scopes.set(root, { id: root, element: run.model.id, variables: {} });
  if (event.variables !== undefined) writeLocal(run, root, event.variables);
  const element = event.element ?? run.model.start;
  if (!run.model.entries.includes(element)) {
    refuse(
      'unknown-element',
      { sv: `${element} är ingen starthändelse.`, en: `${element} is no start event.` },
      element,
    );
  }
  run.agenda.push(send(run, element, root).id);
}

/** A token at an element that is completed from outside; joins, gateways and sub-processes are not. */
function waiting(run: Run, id: number): Token {
  const token = run.tokens.get(id);
  const kind = token === undefined ? undefined : nodeOf(run, token.element).kind;
  if (token?.state === 'waiting' && kind !== 'eventBasedGateway' && kind !== 'intermediateCatchEvent') return token;
  return refuse('unknown-token', {
    sv: `Steget är inte öppet längre (token ${id}).`,
    en: `The step is no longer open (token ${id}).`,
  });
}

function set(run: Run, event: Extract<Event, { kind: 'set' }>): void {
  const root = [...run.scopes.values()].find((scope) => scope.parent === undefined);
  const target = event.scope ?? root?.id;
  if (target === undefined || !run.scopes.has(target)) {
    const shown = String(event.scope);
    refuse('unknown-scope', { sv: `Omfånget ${shown} finns inte.`, en: `There is no scope ${shown}.` });
  }
  writeLocal(run, target, event.variables);
}

/** Runs the agenda until every token waits. */
function work(run: Run): void {
  for (let steps = 1; run.agenda.length > 0; steps += 1) {
    const token = run.tokens.get(run.agenda.pop() ?? 0);
    // A token that was cancelled on its way is gone.
    if (token === undefined) continue;
    const node = nodeOf(run, token.element);
    if (steps > STEP_LIMIT) {
      refuse(
        'step-limit',
        {
          sv: `Processen gick ${STEP_LIMIT} steg utan att vänta; den går i en ring.`,
          en: `The process took ${STEP_LIMIT} steps without waiting; it runs in a circle.`,
        },
        node.id,
      );
    }
    enter(run, node, token);
  }
}
