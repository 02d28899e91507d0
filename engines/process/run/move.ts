import type { Assignment, Flow, Node } from '../model.ts';
import type { Token } from '../state.ts';
import { condition, evaluate, priority } from './evaluate.ts';
import { fresh, nodeOf, type Run, refuse, scopeOf } from './run.ts';
import { propagate } from './variables.ts';

/** Puts a token before an element of a scope; it enters when its turn on the agenda comes. */
export function send(run: Run, element: string, scope: number, more: Partial<Token> = {}): Token {
  const token: Token = { id: fresh(run), scope, element, state: 'waiting', ...more };
  run.tokens.set(token.id, token);
  return token;
}

/** Sends one token down each flow; the first flow runs first until it waits. */
export function take(run: Run, flows: readonly Flow[], scope: number): void {
  const sent = flows.map((flow) => {
    run.effects.push({ kind: 'took', flow: flow.id });
    if (flow.listeners !== undefined) listen(run, flow.listeners, scope);
    return send(run, flow.to, scope, { by: flow.id }).id;
  });
  run.agenda.push(...sent.reverse());
}

/** Leaves an element by flows that are chosen: at an asynchronous exit one continuation waits for each. */
export function depart(run: Run, node: Node, flows: readonly Flow[], scope: number): void {
  if (node.after !== true) take(run, flows, scope);
  else for (const flow of flows) defer(run, node.id, scope, { state: 'after', by: flow.id });
}

/** A token that waits for its continuation. */
export function defer(run: Run, element: string, scope: number, more: Partial<Token>): void {
  askContinuation(run, send(run, element, scope, more));
}

/** Asks for the continuation of a token at an asynchronous border, with the retries that the model says. */
export function askContinuation(run: Run, token: Token): void {
  const { id, element } = token;
  const node = nodeOf(run, element);
  const said = node.jobPriority ?? run.model.priority?.job;
  run.effects.push({
    kind: 'defer',
    token: id,
    element,
    ...(node.retryCycle === undefined ? {} : { retries: node.retryCycle }),
    ...priority(run, said, scopeOf(run, token), node),
  });
}

/** What listeners of the import dialect set, as seen from a scope. */
function listen(run: Run, listeners: readonly Assignment[], scope: number): void {
  for (const { program, variable } of listeners) {
    const value = evaluate(run, program, scope);
    if (variable !== undefined) propagate(run, scope, { [variable]: value });
  }
}

export function listenAt(run: Run, listeners: readonly Assignment[] | undefined, token: Token): void {
  if (listeners !== undefined && listeners.length > 0) listen(run, listeners, scopeOf(run, token));
}

/** All flows of an element fire, conditional ones when true, the default when none of those is (BPMN 2.0 §13.2.1). */
export function chosen(run: Run, node: Node, scope: number): readonly Flow[] {
  const { outgoing } = node;
  if (outgoing.every((flow) => flow.condition === undefined && !flow.isDefault)) return outgoing;
  const regular = outgoing.filter((flow) => !flow.isDefault);
  const open = regular.filter((flow) => flow.condition === undefined || condition(run, flow.condition, scope, flow.id));
  const conditional = open.some((flow) => flow.condition !== undefined);
  const fallback = outgoing.filter((flow) => flow.isDefault);
  const taken = conditional || fallback.length === 0 ? open : [...open, ...fallback];
  return taken.length > 0 ? taken : noFlow(node);
}

export function noFlow(node: Node): never {
  const shown = node.name ?? node.id;
  return refuse(
    'no-flow-true',
    {
      sv: `Inget villkor efter "${shown}" är sant och det finns inget standardflöde.`,
      en: `No condition behind "${shown}" is true and there is no default flow.`,
    },
    node.id,
  );
}
