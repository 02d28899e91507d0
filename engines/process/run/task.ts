import { encode, type FeelContext } from '@torget/feel';
import type { Node } from '../model.ts';
import type { TaskChange, TaskState, Token } from '../state.ts';
import type { TaskAct } from '../step.ts';
import { ask, wholeNumber } from './ask.ts';
import { optionalText, textList } from './evaluate.ts';
import { finishWork } from './finish-work.ts';
import { instant } from './moments.ts';
import { listenAt } from './move.ts';
import { ownScope, type Run, refuse } from './run.ts';
import { corrected } from './task-corrections.ts';
import { headersOf } from './task-headers.ts';
import { DEFAULT_ZONE, dueAt } from './timers.ts';
import { localVariables, read } from './variables.ts';

/**
 * User tasks (process.md §4.1, taskListeners): what is done with one waits for the jobs of its listeners, one after the
 * other. Each may correct the task's properties; all but those of the creation may deny it.
 */

/** Opens a user task when the listeners of its creation are done. */
export function openTask(run: Run, node: Node, token: Token): void {
  const change = properties(run, node, token);
  listenAt(run, node.listeners?.create, token);
  turn(run, node, token, { turn: 'creating', number: 0, change });
}

/** A due date without a time ends with that day, a follow-up date begins with it; a duration counts from now. */
function properties(run: Run, node: Node, token: Token): TaskChange {
  const scope = ownScope(run, token.id)?.id ?? token.scope;
  const user = node.user ?? {};
  const assignee = optionalText(run, user.assignee, scope);
  const due = moment(run, optionalText(run, user.dueDate, scope), true);
  const followUp = moment(run, optionalText(run, user.followUpDate, scope), false);
  return {
    ...(assignee === undefined ? {} : { assignee }),
    candidateGroups: textList(run, user.candidateGroups, scope),
    candidateUsers: textList(run, user.candidateUsers, scope),
    ...(due === undefined ? {} : { due }),
    ...(followUp === undefined ? {} : { followUp }),
    priority: wholeNumber(optionalText(run, user.priority, scope), 50),
  };
}

function moment(run: Run, written: string | undefined, end: boolean): string | undefined {
  const zone = run.event.zone ?? DEFAULT_ZONE;
  if (written === undefined) return undefined;
  return instant(written, zone, end) ?? dueAt('duration', written, run.event.at, zone)?.due;
}

/** What a person does with an open task; refused while something else is being done with it. */
export function act(run: Run, node: Node, token: Token, how: TaskAct): void {
  if (node.kind !== 'userTask' || token.listener !== undefined) noTask(node);
  if (token.task !== undefined) busy(node);
  if (how.do === 'change') {
    const claims = 'assignee' in how.change || 'claim' in how.change;
    turn(run, node, token, { turn: claims ? 'assigning' : 'updating', number: 0, change: how.change });
    return;
  }
  const { output, by, answers } = how;
  const said = { ...(by === undefined ? {} : { by }), ...(answers === undefined ? {} : { answers }) };
  if (node.taskJobs?.completing === undefined) {
    run.effects.push({ kind: 'task-done', token: token.id, element: node.id, ...said });
    finishWork(run, node, token, output);
  } else turn(run, node, token, { turn: 'completing', number: 0, output: encode(output ?? {}), ...said });
}

/** The job of a listener is done: it has denied, corrected, or let it pass. */
export function heardTask(run: Run, node: Node, token: Token, task: TaskState, answer: FeelContext = {}): void {
  const { denied, deniedReason, corrections } = answer;
  if (denied === true) deny(run, node, token, task, typeof deniedReason === 'string' ? deniedReason : undefined);
  else {
    const change = corrected(run, node, task.change, corrections);
    turn(run, node, token, { ...task, number: task.number + 1, ...(change === undefined ? {} : { change }) });
  }
}

function turn(run: Run, node: Node, token: Token, task: TaskState): void {
  const job = node.taskJobs?.[task.turn]?.[task.number];
  if (job === undefined) {
    conclude(run, node, free(run, token), task);
    return;
  }
  const waiting: Token = { ...token, state: 'waiting', task };
  run.tokens.set(token.id, waiting);
  const answered = task.output === undefined ? {} : (read(task.output) as FeelContext);
  ask(run, node, waiting, { ...job, headers: { ...job.headers, ...headersOf(node, task) } }, task.turn, answered);
}

/** All listeners have let it pass. */
function conclude(run: Run, node: Node, token: Token, task: TaskState): void {
  const about = { token: token.id, element: node.id };
  const { change = {} } = task;
  if (task.turn === 'creating') {
    opened(run, node, token, change);
    return;
  }
  if (Object.keys(change).length > 0) run.effects.push({ kind: 'task-change', ...about, change });
  if (task.turn === 'completing') {
    const { by, answers } = task;
    const said = { ...(by === undefined ? {} : { by }), ...(answers === undefined ? {} : { answers }) };
    run.effects.push({ kind: 'task-done', ...about, ...said });
    finishWork(run, node, token, task.output === undefined ? undefined : (read(task.output) as FeelContext));
    return;
  }
  if (change.assignee || change.claim) listenAt(run, node.listeners?.assignment, token);
  listenAt(run, node.listeners?.update, token);
}

/** The task is there; whom the model gives it to gets it when the listeners of the assignment agree. */
function opened(run: Run, node: Node, token: Token, { assignee, due, followUp, ...more }: TaskChange): void {
  const asks = assignee && node.taskJobs?.assigning !== undefined;
  run.effects.push({
    kind: 'task-open',
    token: token.id,
    element: node.id,
    ...(assignee && !asks ? { assignee } : {}),
    candidateGroups: more.candidateGroups ?? [],
    candidateUsers: more.candidateUsers ?? [],
    ...(due ? { due } : {}),
    ...(followUp ? { followUp } : {}),
    priority: more.priority ?? 50,
    ...(node.user?.form === undefined ? {} : { form: node.user.form }),
    input: localVariables(ownScope(run, token.id)),
  });
  if (asks) turn(run, node, token, { turn: 'assigning', number: 0, change: { assignee } });
  else if (assignee) listenAt(run, node.listeners?.assignment, token);
}

/** The task stays as it was before. */
function deny(run: Run, node: Node, token: Token, { turn }: TaskState, reason: string | undefined): void {
  if (turn === 'creating') {
    const [sv, en] = ['Att uppgiften skapas kan inte nekas.', 'That the task is created cannot be denied.'];
    refuse('task-listener', { sv, en }, node.id);
  }
  free(run, token);
  const why = reason === undefined ? {} : { reason };
  run.effects.push({ kind: 'task-denied', token: token.id, element: node.id, turn, ...why });
}

/** The token without what was being done with its task. */
function free(run: Run, token: Token): Token {
  if (token.task === undefined) return token;
  const { task: _, ...bare } = token;
  run.tokens.set(bare.id, bare);
  return bare;
}

function noTask(node: Node): never {
  return refuse(
    'unknown-token',
    { sv: `${node.id} är ingen öppen uppgift.`, en: `${node.id} is no open task.` },
    node.id,
  );
}

function busy(node: Node): never {
  const [sv, en] = ['Uppgiften väntar redan på ett svar.', 'The task waits for an answer already.'];
  return refuse('task-busy', { sv, en }, node.id);
}
