import type { FeelContext } from '@torget/feel';
import type { Node } from '../model.ts';
import type { Token } from '../state.ts';
import { condition, holds, optionalText } from './evaluate.ts';
import { type Run, scopeOf } from './run.ts';

/**
 * The import dialect's error definitions of a job: the first that is true turns its result or failure into a BPMN error.
 * A result is judged strictly; a failure that cannot be judged stays a failure.
 */
export function errorOf(
  run: Run,
  node: Node,
  token: Token,
  how: 'strict' | 'lenient',
  message?: string,
): { readonly code: string; readonly message?: string | undefined } | undefined {
  const scope = scopeOf(run, token);
  const over: FeelContext = { externalTask: { errorMessage: message ?? null } };
  const found = node.errors?.find(({ condition: program }) => {
    if (program === undefined) return false;
    if (how === 'lenient') return holds(run, program, scope, over);
    return condition(run, program, scope, node.id, over);
  });
  return found && { code: found.code, message: optionalText(run, found.message, scope) ?? message };
}
