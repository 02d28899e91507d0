import type { Node } from '../model.ts';
import type { Token } from '../state.ts';
import { passed } from './call.ts';
import { text } from './evaluate.ts';
import { happen } from './happen.ts';
import { type Run, scopeOf } from './run.ts';

/**
 * Throws a signal: those of this instance who wait for it get it now, before the thrower goes on; all others by the
 * effect. Nobody waiting is no error (process.md §2, Signal).
 */
export function broadcast(run: Run, node: Node, token: Token): void {
  const signal = node.event?.signal;
  if (signal === undefined) return;
  const name = text(run, signal.name, scopeOf(run, token), node, 'signal');
  const variables = signal.payload === undefined ? {} : passed(run, signal.payload, token);
  const deferred = signal.deferred === true ? { deferred: true as const } : {};
  run.effects.push({ kind: 'signal', element: node.id, name, variables, ...deferred });
  if (signal.deferred === true) return;
  const waiting = [...run.subscriptions.values()].filter((one) => one.kind === 'signal' && one.name === name);
  for (const one of waiting) if (run.subscriptions.has(one.id)) happen(run, one, variables);
}
