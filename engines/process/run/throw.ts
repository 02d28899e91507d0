import type { FeelContext } from '@torget/feel';
import type { Node } from '../model.ts';
import type { Token } from '../state.ts';
import { cancelScope } from './cancel.ts';
import { divert, end, follow, startEventSub } from './complete.ts';
import { isInstance, type Run, refuse } from './run.ts';
import { rootVariables } from './variables.ts';

interface Thrown {
  readonly code: string;
  readonly message?: string | undefined;
  readonly variables?: FeelContext | undefined;
}

/** Where something thrown is caught: a boundary event of a host, or the start of an event sub-process in a scope. */
type Catch = { readonly event: Node; readonly host: Token } | { readonly event: Node; readonly scope: number };

/**
 * Throws a BPMN error at a token: the innermost event that takes the code catches it, a specific one before one without
 * code. Uncaught is a fault, never the silent end of a branch (process.md §2, Error); a called instance hands it on.
 */
export function raise(run: Run, node: Node, thrower: Token, thrown: Thrown): void {
  const caught = find(run, thrower, 'error', thrown.code);
  const message = thrown.message === undefined ? {} : { message: thrown.message };
  if (caught !== undefined) {
    const brings = { ...thrown.variables, ...named(caught.event, thrown) };
    if ('host' in caught) divert(run, caught.event, caught.host, brings);
    else startEventSub(run, caught.event, caught.scope, brings);
  } else if (run.called) {
    for (const scope of run.scopes.values()) if (scope.parent === undefined) cancelScope(run, scope.id);
    run.agenda.length = 0;
    end(run, 'failed', { code: thrown.code, ...message });
  } else uncaught(node, thrown);
}

function uncaught(node: Node, thrown: Thrown): never {
  const words = thrown.message === undefined ? '' : `: ${thrown.message}`;
  return refuse(
    'uncaught-error',
    {
      sv: `Felet "${thrown.code}" fångas inte av någon händelse${words}.`,
      en: `The error "${thrown.code}" is not caught by any event${words}.`,
    },
    node.id,
  );
}

/** Escalates from a token: like an error, but the thrower goes on unless the catch interrupts it; uncaught is nothing. */
export function escalate(run: Run, thrower: Token, code: string, variables?: FeelContext): void {
  const caught = find(run, thrower, 'escalation', code);
  if (caught === undefined) {
    const seen = { ...rootVariables({ scopes: [...run.scopes.values()] }), ...variables };
    if (run.called) run.effects.push({ kind: 'escalate', element: thrower.element, code, variables: seen });
    return;
  }
  const { event } = caught;
  const brings = { ...variables, ...named(event, { code }) };
  if ('scope' in caught) startEventSub(run, event, caught.scope, brings);
  else if (event.interrupting === false) follow(run, event, caught.host.scope, brings);
  else divert(run, event, caught.host, brings);
}

/** The import dialect's variables for code and message. */
function named({ event }: Node, thrown: Thrown): FeelContext {
  return {
    ...(event?.codeVariable === undefined ? {} : { [event.codeVariable]: thrown.code }),
    ...(event?.messageVariable === undefined ? {} : { [event.messageVariable]: thrown.message ?? null }),
  };
}

/** Walks outwards: the boundary of the token, the event sub-processes around it, the boundary of what stands for them. */
function find(run: Run, thrower: Token, kind: 'error' | 'escalation', code: string): Catch | undefined {
  let inside: string | undefined;
  for (let token: Token | undefined = thrower; token !== undefined; ) {
    const host: Token | undefined = run.tokens.get(token.id);
    if (host !== undefined && !isInstance(run, host)) {
      const event = pick(run.model.boundary.get(host.element) ?? [], kind, code);
      if (event !== undefined) return { event, host };
    }
    inside = token.element;
    const scope = run.scopes.get(token.scope);
    if (scope === undefined) return undefined;
    if (scope.loop === undefined) {
      const event = pick(startsIn(run, scope.element, inside), kind, code);
      if (event !== undefined) return { event, scope: scope.id };
    }
    token = scope.token === undefined ? undefined : run.tokens.get(scope.token);
  }
  return undefined;
}

/** Start events of the event sub-processes of a scope, but that of the one from which it is thrown. */
function startsIn(run: Run, scope: string, except: string): readonly Node[] {
  const inside = run.model.eventSubProcesses.get(scope) ?? [];
  return inside.flatMap((one) => {
    const start = one.id === except ? undefined : run.model.nodes.get(run.model.starts.get(one.id) ?? '');
    return start ?? [];
  });
}

function pick(events: readonly Node[], kind: 'error' | 'escalation', code: string): Node | undefined {
  const fitting = events.filter(({ event }) => event?.kind === kind);
  const codeOf = ({ event }: Node) => (kind === 'error' ? event?.errorCode : event?.escalationCode);
  return fitting.find((one) => codeOf(one) === code) ?? fitting.find((one) => codeOf(one) === undefined);
}
