import type { ProcessModel } from '../model.ts';
import type { State, Token } from '../state.ts';
import type { Effect, Event, Moment, Refusal } from '../step.ts';
import { work } from './advance.ts';
import { abandon } from './complete.ts';
import { applyInputs } from './mapping.ts';
import { chosen, send, take } from './move.ts';
import { close, history, nodeOf, open, openScope, Refused, type Run, refuse } from './run.ts';
import { armBoundary, armScope } from './subscriptions.ts';

/** One change that staff make to an instance by hand. Starts are made before anything is cancelled. */
export type Instruction =
  /** A token enters the element, or goes on behind it. `scope` says where, when the sub-process around it runs twice. */
  | { readonly kind: 'start-before' | 'start-after'; readonly element: string; readonly scope?: number }
  /** Takes a token away with all that is inside it; what has nothing left in it then goes too. */
  | { readonly kind: 'cancel'; readonly token: number };

type Stepped = { readonly state: State; readonly effects: readonly Effect[] } | { readonly refused: Refusal };

/**
 * Changes where the tokens of a live instance stand, and runs until every token waits. A sub-process that does not run is
 * begun with the element inside it. A function of its arguments; a refusal leaves the state as it was.
 */
export function modify(
  model: ProcessModel,
  state: State,
  instructions: readonly Instruction[],
  moment: Moment,
): Stepped {
  const event: Event = { ...moment, kind: 'set', variables: {} };
  try {
    const run = open(model, state, event);
    if (run.ended !== undefined) refuse('already-ended', { sv: 'Processen är slut.', en: 'The process has ended.' });
    for (const one of instructions) if (one.kind !== 'cancel') start(run, one);
    for (const one of instructions) if (one.kind === 'cancel') cancelOne(run, one.token);
    work(run);
    return { state: close(run), effects: run.effects };
  } catch (thrown) {
    if (thrown instanceof Refused) return { refused: thrown.refusal };
    throw thrown;
  }
}

function cancelOne(run: Run, id: number): void {
  const token = run.tokens.get(id);
  if (token === undefined) {
    refuse('unknown-token', { sv: `Token ${id} finns inte längre.`, en: `Token ${id} is no longer there.` });
  }
  abandon(run, token);
}

function start(run: Run, { kind, element, scope }: Exclude<Instruction, { kind: 'cancel' }>): void {
  const node = nodeOf(run, element);
  if (node.isHandler === true || node.kind === 'eventSubProcess' || element === run.model.id) {
    refuse(
      'unknown-element',
      { sv: `${element} startar bara av sin händelse.`, en: `${element} starts by its event only.` },
      element,
    );
  }
  const within = scope === undefined ? scopeFor(run, node.parent, element) : given(run, scope, node.parent);
  if (kind === 'start-before') {
    run.agenda.push(send(run, element, within).id);
    return;
  }
  if (node.outgoing.length === 0) {
    refuse('unknown-element', { sv: `Inget går vidare efter ${element}.`, en: `Nothing follows ${element}.` }, element);
  }
  take(run, chosen(run, node, within), within);
}

function given(run: Run, id: number, parent: string | undefined): number {
  const scope = run.scopes.get(id);
  if (scope !== undefined && scope.element === (parent ?? run.model.id) && scope.loop === undefined) return id;
  return refuse('unknown-scope', {
    sv: `Omfånget ${id} är inget av ${parent ?? run.model.id}.`,
    en: `The scope ${id} is none of ${parent ?? run.model.id}.`,
  });
}

/** The one running scope of a sub-process, or a new one. */
function scopeFor(run: Run, parent: string | undefined, element: string): number {
  const wanted = parent ?? run.model.id;
  const found = [...run.scopes.values()].filter((one) => one.element === wanted && one.loop === undefined);
  const inside = found.filter((one) => parent === undefined || run.tokens.get(one.token ?? 0)?.state === 'scope');
  if (inside.length > 1) {
    refuse(
      'unknown-scope',
      { sv: `${wanted} pågår flera gånger: säg i vilken.`, en: `${wanted} runs several times: say in which one.` },
      element,
    );
  }
  const [only] = inside;
  return only === undefined ? begin(run, wanted) : only.id;
}

/** Begins a sub-process without its start event. */
function begin(run: Run, element: string): number {
  const node = nodeOf(run, element);
  if (node.loop !== undefined || node.kind === 'eventSubProcess') {
    refuse(
      'unknown-scope',
      { sv: `${element} pågår inte: starta den själv.`, en: `${element} does not run: start it itself.` },
      element,
    );
  }
  const token: Token = send(run, element, scopeFor(run, node.parent, element), { state: 'scope' });
  history(run, token, 'entered');
  applyInputs(run, node, token);
  const scope = run.scopes.get(run.own.get(token.id) ?? 0) ?? openScope(run, token);
  armBoundary(run, node, token);
  armScope(run, element, scope.id);
  return scope.id;
}
