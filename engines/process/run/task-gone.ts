import type { Token } from '../state.ts';
import { ask } from './ask.ts';
import { listenAt } from './move.ts';
import { fresh, nodeOf, type Run } from './run.ts';

/** Whether a user task of this token has been opened and is not done. */
export function isOpenTask(run: Run, token: Token): boolean {
  if (token.state !== 'waiting' || token.listener !== undefined || run.agenda.includes(token.id)) return false;
  return token.task?.turn !== 'creating' && nodeOf(run, token.element).kind === 'userTask';
}

/**
 * An open task is about to be cancelled: its listeners are told. What cancels it has happened and waits for nobody, so
 * each job stands alone, made with the cancellation and tried until it is done.
 */
export function tellGone(run: Run, token: Token): void {
  const node = nodeOf(run, token.element);
  listenAt(run, node.listeners?.delete, token);
  for (const job of node.taskJobs?.canceling ?? []) {
    const headers = { ...job.headers, 'io.camunda.zeebe:action': 'canceling' };
    ask(run, node, { ...token, id: fresh(run) }, { ...job, headers }, 'canceling');
  }
}
