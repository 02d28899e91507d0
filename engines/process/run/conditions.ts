import type { Subscription } from '../state.ts';
import { holds } from './evaluate.ts';
import { happen } from './happen.ts';
import { type Changed, type Run, scopeOf } from './run.ts';
import { holder } from './variables.ts';

/** Where facts of the case change: no scope of the instance. */
export const FACTS = 0;

/**
 * Judges the conditions that have just been armed, and those whose variables have changed since (process.md §2,
 * Conditional). One fires at most once in a step; a non-interrupting one again at each later change.
 */
export function judge(run: Run): void {
  while (run.armed.length > 0 || run.changed.length > 0) {
    const armed = new Set(run.armed);
    const { changed } = run;
    run.armed = [];
    run.changed = [];
    const waiting = [...run.subscriptions.values()].filter((one) => one.kind === 'condition');
    for (const one of waiting) {
      if (run.fired.has(one.id) || !run.subscriptions.has(one.id)) continue;
      if (!armed.has(one.id) && !changed.some((change) => concerns(run, one, change))) continue;
      const condition = run.model.nodes.get(one.element)?.event?.condition;
      if (condition === undefined || !holds(run, condition.program, seenFrom(run, one))) continue;
      run.fired.add(one.id);
      happen(run, one);
    }
  }
}

/** From where a subscription sees variables. */
function seenFrom(run: Run, { token, scope }: Subscription): number {
  const waiting = run.tokens.get(token);
  return scope ?? (waiting === undefined ? 0 : scopeOf(run, waiting));
}

/** Whether a change may make the condition true: it is visible from there, and of a kind that is asked for. */
function concerns(run: Run, subscription: Subscription, { scope, name, change }: Changed): boolean {
  const condition = run.model.nodes.get(subscription.element)?.event?.condition;
  if (condition === undefined) return false;
  // Camunda 7 judges at every change unless names are given; FEEL tells which names matter.
  const names = condition.names ?? (run.model.dialect === 'camunda' ? undefined : condition.program.reads);
  if (names !== undefined && !names.includes(name)) return false;
  if (condition.changes !== undefined && !condition.changes.includes(change)) return false;
  const from = seenFrom(run, subscription);
  const held = holder(run, from, name);
  if (scope === FACTS) return held === undefined && condition.program.reads.includes(name);
  return change === 'delete' ? held === undefined || isAround(run, held, from) : held === scope;
}

function isAround(run: Run, outer: number, from: number): boolean {
  for (let id: number | undefined = from; id !== undefined; id = run.scopes.get(id)?.parent)
    if (id === outer) return true;
  return false;
}
