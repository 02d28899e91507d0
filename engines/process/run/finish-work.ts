import type { FeelContext } from '@torget/feel';
import type { Node } from '../model.ts';
import type { Token } from '../state.ts';
import { finished } from './ask.ts';
import { complete } from './complete.ts';
import { judge } from './conditions.ts';
import { errorOf } from './failure.ts';
import { fromForm } from './fields.ts';
import { type Run, scopeOf } from './run.ts';
import { raise } from './throw.ts';
import { propagate } from './variables.ts';

/** The work of a task or job is done: its result goes on as the dialect says. */
export function finishWork(run: Run, node: Node, token: Token, output: FeelContext | undefined): void {
  const answered = fromForm(node, output);
  if (run.model.dialect === 'zeebe') complete(run, node, token, answered);
  else handOn(run, node, token, answered);
}

/** Camunda 7 hands on the result besides what output parameters say, and judges conditions before it leaves. */
function handOn(run: Run, node: Node, token: Token, output: FeelContext | undefined): void {
  if (output !== undefined) propagate(run, scopeOf(run, token), output);
  const error = errorOf(run, node, token, 'strict');
  if (error !== undefined) {
    raise(run, node, token, error);
    return;
  }
  finished(run, node, token);
  judge(run);
  if (run.tokens.has(token.id)) complete(run, node, token);
}
