import type { FeelContext } from '@torget/feel';
import type { Node, Token } from '../types.ts';
import { cancel } from './cancel.ts';
import { complete, send } from './move.ts';
import { history, type Run, refuse } from './run.ts';

interface Thrown {
  readonly code: string;
  readonly message?: string | undefined;
  readonly variables?: FeelContext | undefined;
}

/**
 * Throws a BPMN error at a token: the innermost boundary event that takes the code catches it, a specific one before
 * one without code. Uncaught is a fault, never the silent end of a branch (process.md §2, Error).
 */
export function raise(run: Run, node: Node, thrower: Token, thrown: Thrown): void {
  for (let token: Token | undefined = thrower; token !== undefined; token = outside(run, token)) {
    const host = run.tokens.get(token.id);
    const handler = host === undefined ? undefined : handlerOf(run, host.element, thrown.code);
    if (host === undefined || handler === undefined) continue;
    divert(run, handler, host, { ...thrown.variables, ...named(handler, thrown) });
    return;
  }
  const words = thrown.message === undefined ? '' : `: ${thrown.message}`;
  refuse(
    'uncaught-error',
    {
      sv: `Felet "${thrown.code}" fångas inte av någon händelse${words}.`,
      en: `The error "${thrown.code}" is not caught by any event${words}.`,
    },
    node.id,
  );
}

/** The import dialect's `errorCodeVariable` and `errorMessageVariable`. */
function named({ event }: Node, thrown: Thrown): FeelContext {
  return {
    ...(event?.codeVariable === undefined ? {} : { [event.codeVariable]: thrown.code }),
    ...(event?.messageVariable === undefined ? {} : { [event.messageVariable]: thrown.message ?? null }),
  };
}

/** Cancels the host and goes on from the boundary event. */
export function divert(run: Run, boundary: Node, host: Token, variables?: FeelContext): void {
  cancel(run, host);
  follow(run, boundary, host.scope, variables);
}

/** A boundary event has happened: a token of its own goes on from it. */
export function follow(run: Run, boundary: Node, scope: number, variables?: FeelContext): void {
  const token = send(run, boundary.id, scope);
  history(run, token, 'entered');
  complete(run, boundary, token, variables);
}

function handlerOf(run: Run, element: string, code: string): Node | undefined {
  const catches = (run.model.boundary.get(element) ?? []).filter(({ event }) => event?.kind === 'error');
  return (
    catches.find(({ event }) => event?.errorCode === code) ??
    catches.find(({ event }) => event?.errorCode === undefined)
  );
}

/** The token that stands for the scope around this one. */
function outside(run: Run, token: Token): Token | undefined {
  const scope = run.scopes.get(token.scope);
  return scope?.token === undefined ? undefined : run.tokens.get(scope.token);
}
