import type { Node, Token } from '../types.ts';
import { history, nodeOf, ownScope, type Run } from './run.ts';
import { disarm } from './subscriptions.ts';

/** Cancels a token and all inside it, deepest first. */
export function cancel(run: Run, token: Token): void {
  const own = ownScope(run, token.id);
  if (own !== undefined) {
    cancelScope(run, own.id);
    run.scopes.delete(own.id);
  }
  disarm(run, token.id);
  run.tokens.delete(token.id);
  // A token that waits at a join or is on its way has not entered its element: there is nothing to take back.
  if (token.state === 'joining' || run.agenda.includes(token.id)) return;
  const opened = opens(nodeOf(run, token.element));
  if (opened === 'task') run.effects.push({ kind: 'task-cancel', token: token.id, element: token.element });
  if (opened === 'call') run.effects.push({ kind: 'call-cancel', token: token.id, element: token.element });
  history(run, token, 'cancelled');
}

/** Cancels all tokens of a scope, the youngest first, but `except`. The scope itself stays. */
export function cancelScope(run: Run, scope: number, except?: number): void {
  const inside = [...run.tokens.values()].filter((token) => token.scope === scope && token.id !== except);
  for (const token of inside.reverse()) cancel(run, token);
}

/** What an element asks of the world while it waits. */
function opens(node: Node): 'task' | 'call' | undefined {
  if (node.kind === 'userTask') return 'task';
  return node.task !== undefined || node.decision !== undefined ? 'call' : undefined;
}
