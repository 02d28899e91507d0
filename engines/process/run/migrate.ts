import type { Bilingual } from '@torget/feel';
import type { Node, ProcessModel } from '../model.ts';
import type { Done, State, Subscription, Token } from '../state.ts';
import type { Effect, Event, Moment } from '../step.ts';
import { work } from './advance.ts';
import { close, open, Refused, type Run, scopeOf } from './run.ts';
import { armFor, unsubscribe } from './subscriptions.ts';

/** Element of the old version → element of the new one. What is not named keeps its id. */
export type MigrationMap = { readonly [element: string]: string };

/** Why an instance cannot move: what stands at `element` has no place in the new version. */
export interface MigrationFault {
  readonly element: string;
  readonly code: 'no-element' | 'other-kind' | 'other-scope' | 'other-loop' | 'other-work' | 'no-flow' | 'refused';
  readonly message: Bilingual;
}

type Migrated =
  | { readonly state: State; readonly effects: readonly Effect[] }
  | { readonly faults: readonly MigrationFault[] };

/**
 * Moves a live instance to another version of its model: tokens, scopes, what it waits for and what could be undone keep
 * their ids and get the new elements. Timers keep their times. Events that the new version has besides are armed, those
 * that it no longer has are dropped. A function of its arguments; with faults nothing is moved.
 */
export function migrate(
  from: ProcessModel,
  to: ProcessModel,
  state: State,
  map: MigrationMap,
  moment: Moment,
): Migrated {
  const change = new Change(from, to, map);
  const moved: State = {
    ...state,
    process: to.id,
    tokens: state.tokens.map((token) => change.token(token)),
    scopes: state.scopes.map((scope) => ({ ...scope, element: change.element(scope.element) })),
    subscriptions: state.subscriptions.filter((one) => change.stays(one)).map((one) => change.subscription(one)),
    ...(state.done === undefined ? {} : { done: state.done.map((one) => change.done(one)) }),
  };
  if (change.faults.length > 0) return { faults: change.faults };
  const event: Event = { ...moment, kind: 'set', variables: {} };
  try {
    const run = open(to, moved, event);
    for (const one of state.subscriptions) if (!change.stays(one)) unsubscribe(run, one);
    armNew(run);
    work(run);
    return { state: close(run), effects: run.effects };
  } catch (thrown) {
    if (!(thrown instanceof Refused)) throw thrown;
    const { element = '', message } = thrown.refusal;
    return { faults: [{ element, code: 'refused', message }] };
  }
}

/** Arms the boundary events and event sub-processes that nothing waits for yet. */
function armNew(run: Run): void {
  const waits = (element: string, token: number, scope?: number) =>
    [...run.subscriptions.values()].some(
      (one) => one.element === element && one.token === token && one.scope === scope,
    );
  for (const token of [...run.tokens.values()]) {
    if (!['waiting', 'scope', 'loop'].includes(token.state)) continue;
    for (const boundary of run.model.boundary.get(token.element) ?? []) {
      // A boundary event belongs to the loop as a whole.
      const isInner =
        run.scopes.get(token.scope)?.loop !== undefined && run.scopes.get(token.scope)?.element === token.element;
      if (isInner || waits(boundary.id, token.id)) continue;
      armFor(run, boundary, { token: token.id }, scopeOf(run, token));
    }
  }
  for (const scope of [...run.scopes.values()]) {
    if (scope.loop !== undefined) continue;
    for (const inside of run.model.eventSubProcesses.get(scope.element) ?? []) {
      const start = run.model.nodes.get(run.model.starts.get(inside.id) ?? '');
      if (start === undefined || waits(start.id, 0, scope.id)) continue;
      armFor(run, start, { token: 0, scope: scope.id }, scope.id);
    }
  }
}

/** Finds the new element of each old one, and notes what does not fit. */
class Change {
  readonly faults: MigrationFault[] = [];
  readonly #from: ProcessModel;
  readonly #to: ProcessModel;
  readonly #map: MigrationMap;

  constructor(from: ProcessModel, to: ProcessModel, map: MigrationMap) {
    this.#from = from;
    this.#to = to;
    this.#map = map;
  }

  #target(element: string): string {
    return Object.hasOwn(this.#map, element) ? (this.#map[element] ?? element) : element;
  }

  /** The new element of one where something stands. */
  element(old: string): string {
    if (old === this.#from.id) return this.#to.id;
    const [was, is] = [this.#from.nodes.get(old), this.#to.nodes.get(this.#target(old))];
    if (is === undefined) this.#fault(old, 'no-element', 'finns inte i den nya versionen', 'is not in the new version');
    else if (was !== undefined) this.#compare(was, is);
    return this.#target(old);
  }

  #compare(was: Node, is: Node): void {
    const parent = was.parent === undefined ? undefined : this.#target(was.parent);
    if (was.kind !== is.kind || was.event?.kind !== is.event?.kind)
      this.#fault(was.id, 'other-kind', 'är något annat i den nya versionen', 'is something else in the new version');
    else if (parent !== is.parent)
      this.#fault(was.id, 'other-scope', 'ligger i en annan delprocess', 'is in another sub-process');
    else if (was.loop?.kind !== is.loop?.kind)
      this.#fault(was.id, 'other-loop', 'upprepas på ett annat sätt', 'is repeated in another way');
    else if (literal(was) !== literal(is))
      this.#fault(was.id, 'other-work', 'utförs av ett annat byggblock', 'is done by another building block');
  }

  token(token: Token): Token {
    const element = this.element(token.element);
    if (token.element === this.#from.id && this.#to.ending === undefined)
      this.#fault(token.element, 'no-element', 'väntar inte på något vid slutet', 'waits for nothing at its end');
    if (token.by === undefined) return { ...token, element };
    const by = this.#flow(token.by, element, token.state === 'after');
    if (by === undefined && (token.state === 'joining' || token.state === 'after'))
      this.#fault(token.element, 'no-flow', 'har inte flödet som det kom på', 'does not have the flow it came by');
    const { by: _, ...rest } = token;
    return by === undefined ? { ...rest, element } : { ...rest, element, by };
  }

  /** The flow of the same id, or the one between the same elements. At an asynchronous exit it is the flow out. */
  #flow(id: string, element: string, out: boolean): string | undefined {
    const old = this.#from.flows.get(id);
    const fits = (flow: { from: string; to: string }) => (out ? flow.from : flow.to) === element;
    const same = this.#to.flows.get(id);
    if (same !== undefined && fits(same)) return id;
    const [source, target] = [this.#target(old?.from ?? ''), this.#target(old?.to ?? '')];
    return [...this.#to.flows.values()].find((flow) => flow.from === source && flow.to === target && fits(flow))?.id;
  }

  /** Whether what is waited for is still there; only what stands beside an activity may go. */
  stays({ element, scope }: Subscription): boolean {
    const beside = scope !== undefined || this.#from.nodes.get(element)?.attachedTo !== undefined;
    return !beside || this.#to.nodes.has(this.#target(element));
  }

  subscription(one: Subscription): Subscription {
    return { ...one, element: this.element(one.element) };
  }

  done(one: Done): Done {
    const inner = one.inner?.map((each) => this.done(each));
    return { ...one, element: this.element(one.element), ...(inner === undefined ? {} : { inner }) };
  }

  #fault(element: string, code: MigrationFault['code'], sv: string, en: string): void {
    const known = this.faults.some((one) => one.element === element && one.code === code);
    if (!known) this.faults.push({ element, code, message: { sv: `${element} ${sv}.`, en: `${element} ${en}.` } });
  }
}

function literal({ task }: Node): string | undefined {
  return task !== undefined && 'literal' in task.type ? task.type.literal : undefined;
}
