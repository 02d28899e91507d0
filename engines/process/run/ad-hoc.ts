import { isList } from '@torget/feel';
import type { Node } from '../model.ts';
import type { Token } from '../state.ts';
import { endAdHoc } from './complete.ts';
import { evaluate } from './evaluate.ts';
import { send } from './move.ts';
import { isEmpty, nodeOf, ownScope, type Run, refuse, scopeOf } from './run.ts';

/** Ad-hoc sub-processes: their elements without incoming flow start in any order, any number of times. */

/** Starts what the collection names; without a collection nothing starts by itself, staff choose. */
export function openAdHoc(run: Run, node: Node, token: Token): void {
  const { adHoc } = node;
  if (adHoc?.activate === undefined) return;
  const found = evaluate(run, adHoc.activate, scopeOf(run, token));
  const ids = isList(found) ? found.map(String) : [];
  for (const id of ids) startable(run, node, id);
  if (ids.length === 0) endAdHoc(run, node, token);
  else begin(run, token, ids, adHoc.ordering);
}

/** Staff start an element; in a sequential one it waits for its turn. */
export function activate(run: Run, token: Token, element: string): void {
  const node = nodeOf(run, token.element);
  if (node.adHoc === undefined) unknown(element);
  startable(run, node, element);
  begin(run, token, [element], node.adHoc?.ordering ?? 'parallel');
}

/** Staff end it: what is still open goes, unless the model says that it must be done first. */
export function finishAdHoc(run: Run, token: Token): void {
  const node = nodeOf(run, token.element);
  if (node.adHoc === undefined) unknown(token.element);
  if (node.adHoc?.cancelRemaining === false && !isEmpty(run, scopeOf(run, token))) {
    refuse(
      'unknown-token',
      { sv: 'Det finns steg kvar som måste göras först.', en: 'There are steps left that must be done first.' },
      node.id,
    );
  }
  endAdHoc(run, node, token);
}

function begin(run: Run, token: Token, elements: readonly string[], ordering: 'parallel' | 'sequential'): void {
  const scope = ownScope(run, token.id);
  if (scope === undefined) return;
  const waits = ordering === 'sequential';
  const now = waits ? (isEmpty(run, scope.id) ? elements.slice(0, 1) : []) : elements;
  const queue = waits ? [...(scope.queue ?? []), ...elements.slice(now.length)] : [];
  if (queue.length > 0) run.scopes.set(scope.id, { ...scope, queue });
  const sent = now.map((element) => send(run, element, scope.id).id);
  run.agenda.push(...sent.reverse());
}

function startable(run: Run, node: Node, element: string): void {
  const found = run.model.nodes.get(element);
  const fits = found?.parent === node.id && found.incoming.length === 0 && found.kind !== 'eventSubProcess';
  if (!fits || found.attachedTo !== undefined || found.isHandler === true) unknown(element);
}

function unknown(element: string): never {
  return refuse(
    'unknown-element',
    {
      sv: `${element} kan inte startas i delprocessen.`,
      en: `${element} cannot be started in the sub-process.`,
    },
    element,
  );
}
