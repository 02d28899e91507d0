import type { Node } from '../model.ts';
import type { Done, Token } from '../state.ts';
import { send } from './move.ts';
import { fresh, history, nodeOf, openScope, ownScope, type Run } from './run.ts';

/**
 * Compensation (BPMN 2.0 §13.5.5): what has been completed is remembered per scope with its own variables as they were,
 * and is undone in reverse order of completion.
 */

/** Remembers a completed activity that has a handler, or a sub-process with something inside that can be undone. */
export function remember(run: Run, node: Node, token: Token): void {
  if (token.thrower !== undefined) return;
  const own = ownScope(run, token.id);
  const inner = own === undefined ? [] : run.done.filter((one) => one.scope === own.id);
  const worth = node.handler !== undefined || inner.length > 0 || compensationSub(run, node) !== undefined;
  if (!worth || node.kind === 'eventSubProcess') return;
  const record: Done = {
    id: fresh(run),
    scope: token.scope,
    element: node.id,
    variables: own?.variables ?? {},
    ...(own?.counter === undefined ? {} : { counter: own.counter }),
    // Its own handler undoes the whole; what is inside is then no longer asked.
    ...(inner.length === 0 || node.handler !== undefined ? {} : { inner }),
  };
  run.done = [...run.done, record];
}

/** The instances of a loop that is done are remembered beside it. */
export function hoist(run: Run, from: number, to: number): void {
  if (run.done.some((one) => one.scope === from)) {
    run.done = run.done.map((one) => (one.scope === from ? { ...one, scope: to } : one));
  }
}

/** The scopes whose work a throw undoes: its own, and beside an event sub-process that of the scope around it. */
export function undoneBy(run: Run, token: Token): readonly number[] {
  const scopes = [token.scope];
  for (let scope = run.scopes.get(token.scope); scope?.token !== undefined; scope = run.scopes.get(scope.parent ?? 0)) {
    if (nodeOf(run, scope.element).kind !== 'eventSubProcess' || scope.parent === undefined) break;
    scopes.push(scope.parent);
  }
  return scopes;
}

/** Calls the handlers, those completed last first. False when there is nothing to undo. */
export function undo(run: Run, scopes: readonly number[], activity: string | undefined, thrower?: number): boolean {
  const fits = (one: Done) => scopes.includes(one.scope) && (activity === undefined || one.element === activity);
  const found = run.done.filter(fits);
  run.done = run.done.filter((one) => !fits(one));
  for (const one of found.sort((a, b) => a.id - b.id)) undoOne(run, one, thrower);
  return found.length > 0;
}

function undoOne(run: Run, one: Done, thrower: number | undefined): void {
  const node = nodeOf(run, one.element);
  const by = thrower === undefined ? {} : { thrower };
  const snapshot = { variables: one.variables, ...(one.counter === undefined ? {} : { counter: one.counter }) };
  if (node.handler !== undefined) {
    const token = send(run, node.handler, one.scope, by);
    if (Object.keys(one.variables).length > 0 || one.counter !== undefined) openScope(run, token, snapshot);
    run.agenda.push(token.id);
    return;
  }
  // A finished sub-process lives again as far as its compensation needs it.
  const again = send(run, one.element, one.scope, { state: 'scope', ...by });
  const scope = openScope(run, again, snapshot);
  run.done = [...run.done, ...(one.inner ?? []).map((inner) => ({ ...inner, scope: scope.id }))];
  const inside = compensationSub(run, node);
  if (inside === undefined) {
    undo(run, [scope.id], undefined, again.id);
    return;
  }
  const token = send(run, inside.id, scope.id, { state: 'scope', thrower: again.id });
  history(run, token, 'entered');
  const within = openScope(run, token);
  run.agenda.push(send(run, run.model.starts.get(inside.id) ?? '', within.id).id);
}

function compensationSub(run: Run, node: Node): Node | undefined {
  return run.model.eventSubProcesses.get(node.id)?.find((inside) => {
    const start = run.model.nodes.get(run.model.starts.get(inside.id) ?? '');
    return start?.event?.kind === 'compensation';
  });
}

/** Whether handlers of a throw are still at work. */
export function isUndoing(run: Run, thrower: number): boolean {
  for (const token of run.tokens.values()) if (token.thrower === thrower) return true;
  return false;
}
