import { sql } from 'kysely';
import { REMAND } from '#areas/cases/index.ts';
import { cancelInstance } from '#platform/runtime/index.ts';
import type { Doing } from './acts/act.ts';

/** Those who run the processes read why one ended. */
const ENDED = 'Ärendet är avgjort på nytt.';

/** That the case is to be decided anew stands as a task in the list of its unit; one of a judgment before it goes. */
export async function openRemand(doing: Doing): Promise<void> {
  await endRemand(doing);
  const { tx, request, options, situation } = doing;
  const { view, service } = situation;
  const variables = { unit: view.unit };
  const { actor } = request;
  await options.cases.runtime.start(tx, { service, businessKey: view.id, actor, process: REMAND, variables });
}

/** Takes the task away: the case is decided anew. */
export async function endRemand({ tx, request, options, situation }: Doing): Promise<void> {
  const { rows } = await sql<{ instance: string }>`select instance_id as instance from runtime.task
    where business_key = ${situation.view.id} and form = ${REMAND}`.execute(tx);
  for (const { instance } of rows)
    await cancelInstance(options.cases.runtime, tx, instance, { actor: request.actor, reason: ENDED });
}
