import { encode } from '@torget/feel';
import type { Effect } from '@torget/process';
import { uuidv7 } from '#platform/database/index.ts';
import { callBlock } from './block-call.ts';
import { callEnded, callProcess, cancelCalled, escalate } from './calls.ts';
import { decide } from './decide.ts';
import { CONTINUE, continueJob } from './jobs.ts';
import { denied } from './refused.ts';
import { broadcast } from './signals.ts';
import { partyOf, type TaskChangeRow, type TaskRow } from './steps.ts';
import type { Member, Unit } from './unit.ts';

/** Carries out one effect: rows that the unit will write, or an answer that is known at once. */
export async function carryOut(unit: Unit, member: Member, effect: Effect): Promise<void> {
  const { rows } = member;
  switch (effect.kind) {
    case 'task-open':
      rows.tasks.push(taskRow(effect));
      return;
    case 'task-done':
      rows.taskEnds.push(doneTask(unit, effect));
      return;
    case 'task-change':
      noteChange(member, effect.token, { change: effect.change });
      return;
    case 'task-denied':
      if (unit.asked?.instance === member.info.id && unit.asked.token === effect.token) throw denied(effect);
      noteChange(member, effect.token, { change: {}, denied: effect.reason ?? '' });
      return;
    case 'task-cancel':
      takeBackTask(member, effect.token);
      return;
    case 'call':
      return callBlock(unit, member, effect);
    case 'call-cancel':
      takeBackJob(member, effect.token, false);
      return;
    case 'defer':
      rows.jobs.push(continueJob(effect, unit.at));
      return;
    case 'defer-cancel':
      takeBackJob(member, effect.token, true);
      return;
    case 'decide':
      return decide(unit, member, effect);
    case 'history':
      rows.history.push({ element: effect.element, what: effect.what, token: effect.token });
      return;
    case 'took':
      rows.history.push({ element: effect.flow, what: 'took', token: null });
      return;
    case 'call-process':
      return callProcess(unit, member, effect);
    case 'call-process-cancel':
      return cancelCalled(unit, member, effect.token);
    case 'signal':
      return broadcast(unit, member, effect);
    case 'escalate':
      return escalate(unit, member, effect);
    case 'ended':
      return callEnded(unit, member, effect);
    case 'subscribe':
      if (effect.subscription.kind === 'message') unit.awaited.push({ member, subscription: effect.subscription });
      return;
    case 'unsubscribe':
      // Part of the state.
      return;
    default:
      effect satisfies never;
  }
}

function taskRow(effect: Extract<Effect, { kind: 'task-open' }>): TaskRow {
  const input = encode(effect.input);
  return {
    id: uuidv7(),
    token: effect.token,
    element: effect.element,
    assignee: effect.assignee ?? null,
    candidate_groups: effect.candidateGroups,
    candidate_users: effect.candidateUsers,
    due: effect.due ?? null,
    follow_up: effect.followUp ?? null,
    priority: effect.priority,
    form: effect.form ?? null,
    input: input.value,
    input_marks: input.marks ?? null,
  };
}

function doneTask(unit: Unit, { token, by, answers }: Extract<Effect, { kind: 'task-done' }>) {
  const other = by === undefined || by === partyOf(unit.actor) ? {} : { by };
  return { token, how: 'completed' as const, ...other, ...(answers === undefined ? {} : { answers }) };
}

/** One row for each task, whatever happens to it in one command; what is said last holds. */
function noteChange({ rows }: Member, token: number, { change, denied }: Omit<TaskChangeRow, 'token'>): void {
  const before = rows.taskChanges.find((one) => one.token === token)?.change;
  const said = denied === undefined ? {} : { denied };
  const others = rows.taskChanges.filter((one) => one.token !== token);
  rows.taskChanges = [...others, { token, change: { ...before, ...change }, ...said }];
}

/** A task that this very command opened was never seen by anybody and leaves no row. */
function takeBackTask({ rows }: Member, token: number): void {
  const kept = rows.tasks.filter((task) => task.token !== token);
  if (kept.length === rows.tasks.length) rows.taskEnds.push({ token, how: 'cancelled' });
  rows.tasks = kept;
}

function takeBackJob({ rows }: Member, token: number, continuation: boolean): void {
  const kept = rows.jobs.filter((job) => job.token !== token || (job.type === CONTINUE) !== continuation);
  if (kept.length === rows.jobs.length) rows.jobEnds.push(token);
  rows.jobs = kept;
}
