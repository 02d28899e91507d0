import type { FeelContext } from '@torget/feel';
import type { Binding, ListenerJob, Node } from '../model.ts';
import type { Token } from '../state.ts';
import type { BoundTo, Effect } from '../step.ts';
import { optionalText, priority, text } from './evaluate.ts';
import { listenAt } from './move.ts';
import { ownScope, type Run, scopeOf } from './run.ts';
import { localVariables, visible } from './variables.ts';

type CallEffect = Extract<Effect, { kind: 'call' }>;

/** What a user task or job hands over when it is done: listeners of the import dialect may look at it. */
export function finished(run: Run, node: Node, token: Token): void {
  listenAt(run, node.listeners?.complete, token);
}

/** Asks for a building block or an outside job. */
export function call(run: Run, node: Node, token: Token): void {
  if (node.task !== undefined) ask(run, node, token, node.task);
}

export function ask(
  run: Run,
  node: Node,
  token: Token,
  job: NonNullable<Node['task']> & ListenerJob,
  listener?: NonNullable<CallEffect['listener']>,
  more: FeelContext = {},
): void {
  const own = ownScope(run, token.id);
  const scope = own?.id ?? token.scope;
  run.effects.push({
    kind: 'call',
    token: token.id,
    element: node.id,
    type: text(run, job.type, scope, node, 'type'),
    retries: wholeNumber(optionalText(run, job.retries, scope), 3),
    headers: job.headers === undefined ? node.headers : { ...node.headers, ...job.headers },
    input: { ...localVariables(own), ...more },
    ...priority(run, job.priority ?? run.model.priority?.task, scope, node),
    ...(listener === undefined ? {} : { listener }),
    ...(listener === 'canceling' ? { detached: true } : {}),
  });
}

/**
 * Asks for the job of a listener, counted through those of the start and those of the end, and makes the token wait for
 * it. False when there is none of that number at that side of the element.
 */
export function askListener(run: Run, node: Node, token: Token, side: 'start' | 'end', number: number): boolean {
  const starts = node.jobs?.start.length ?? 0;
  const job = side === 'start' ? node.jobs?.start[number] : node.jobs?.end[number - starts];
  if (job === undefined) return false;
  const waiting: Token = { ...token, state: 'waiting', listener: number };
  run.tokens.set(token.id, waiting);
  ask(run, node, waiting, job, side);
  return true;
}

/** Asks for a decision; the runtime answers in the same transaction. */
export function decide(run: Run, node: Node, token: Token): void {
  const { decision } = node;
  if (decision === undefined) return;
  const scope = scopeOf(run, token);
  run.effects.push({
    kind: 'decide',
    token: token.id,
    element: node.id,
    decision: text(run, decision.id, scope, node, 'decisionId'),
    resultVariable: decision.resultVariable ?? '',
    ...(decision.binding === undefined ? {} : { binding: bound(run, decision.binding, scope) }),
    ...(decision.mapping === undefined ? {} : { rows: true }),
    variables: visible(run.scopes, scope),
  });
}

/** A binding with its number or tag evaluated. */
export function bound(run: Run, binding: Binding, scope: number): BoundTo {
  const value = optionalText(run, binding.value, scope);
  return { kind: binding.kind, ...(value === undefined ? {} : { value }) };
}

export function wholeNumber(text: string | undefined, otherwise: number): number {
  const number = text === undefined ? Number.NaN : Number(text);
  return Number.isInteger(number) && number >= 0 ? number : otherwise;
}
