import type { TaskAct } from '@torget/process';
import { sql } from 'kysely';
import type { Actor } from '#platform/access/actor.ts';
import { type Db, isUuid } from '#platform/database/index.ts';
import { TorgetError } from '#platform/errors.ts';
import { busy } from './refused.ts';
import type { Runtime } from './runtime.ts';

/** What a person does with an open task; a listener that denies it at once refuses the whole command. */
export async function actOnTask(runtime: Runtime, tx: Db, task: string, act: TaskAct, actor: Actor): Promise<void> {
  const { instance, token } = await openTask(tx, task);
  const unit = runtime.unit(tx, actor);
  // Who takes or gives back a task does not move its case: that may stand still.
  const member = await unit.member(instance, { suspendedToo: act.do === 'change' });
  if (member.state.tokens.some((one) => one.id === token && one.task !== undefined)) throw busy(task);
  unit.asked = { instance, token };
  unit.send(member, { kind: 'task', token, act });
  await unit.settle();
  for (const { change } of member.rows.taskChanges) {
    if (typeof change.claim === 'string' && !isUuid(change.claim)) throw noParty(change.claim);
  }
  await unit.finish();
}

/** The open task behind an id. @throws TorgetError when it is done */
export async function openTask(tx: Db, task: string): Promise<{ instance: string; token: number }> {
  const { rows } = await sql<{ instance: string; token: number }>`
    select instance_id as instance, token from runtime.task where id = ${task} for update`.execute(tx);
  const [open] = rows;
  if (open !== undefined) return open;
  throw new TorgetError(
    'task-done',
    409,
    {
      sv: 'Uppgiften är redan klar. Någon annan hann före, eller så skickade du två gånger.',
      en: 'The task is already done. Somebody else was first, or you sent it twice.',
    },
    `task ${task} is not open`,
  );
}

function noParty(name: string): TorgetError {
  return new TorgetError(
    'no-party',
    409,
    { sv: 'Uppgiften kan inte ges till någon som inte finns.', en: 'The task cannot be given to somebody unknown.' },
    `a listener gives the task to ${name}, which is no party`,
  );
}
