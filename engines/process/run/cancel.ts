import type { Node } from '../model.ts';
import type { Token } from '../state.ts';
import { closeScope, history, nodeOf, type Run } from './run.ts';
import { disarm, disarmScope } from './subscriptions.ts';
import { isOpenTask, tellGone } from './task-gone.ts';

/** Cancels a token, the handlers that it waits for and all inside it, deepest first. */
export function cancel(run: Run, token: Token): void {
  if (isOpenTask(run, token)) tellGone(run, token);
  const own = run.own.get(token.id);
  if (own !== undefined) {
    cancelScope(run, own);
    closeScope(run, token.id);
  }
  if (token.state === 'compensating' || token.thrower !== undefined) {
    for (const one of [...run.tokens.values()]) if (one.thrower === token.id) cancel(run, one);
  }
  disarm(run, token.id);
  run.tokens.delete(token.id);
  takeBack(run, token);
}

/** Cancels all tokens of a scope, the youngest first, but `except`, and what its event sub-processes wait for. */
export function cancelScope(run: Run, scope: number, except?: number): void {
  disarmScope(run, scope);
  const inside = [...run.tokens.values()].filter((token) => token.scope === scope && token.id !== except);
  for (const token of inside.reverse()) if (run.tokens.has(token.id)) cancel(run, token);
}

function takeBack(run: Run, token: Token): void {
  const about = { token: token.id, element: token.element };
  if (token.state === 'before' || token.state === 'after') {
    run.effects.push({ kind: 'defer-cancel', ...about });
    return;
  }
  // A token that waits at a join or is on its way has not entered its element; the one around a loop never does.
  if (token.state === 'joining' || token.state === 'loop' || run.agenda.includes(token.id)) return;
  if (token.task !== undefined && token.task.turn !== 'creating') run.effects.push({ kind: 'task-cancel', ...about });
  const listening = token.listener === undefined && token.task === undefined ? undefined : 'call-cancel';
  const opened = listening ?? (token.state === 'waiting' ? opens(nodeOf(run, token.element)) : undefined);
  if (opened !== undefined) run.effects.push({ kind: opened, ...about });
  history(run, token, 'cancelled');
}

/** What takes back what an element has asked of the world while it waits. */
function opens(node: Node): 'task-cancel' | 'call-cancel' | 'call-process-cancel' | undefined {
  if (node.kind === 'userTask') return 'task-cancel';
  if (node.kind === 'callActivity') return 'call-process-cancel';
  return node.task !== undefined || node.decision !== undefined ? 'call-cancel' : undefined;
}
