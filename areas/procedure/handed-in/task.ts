import { sql } from 'kysely';
import type { CasesOptions } from '#areas/cases/index.ts';
import type { Actor } from '#platform/access/index.ts';
import type { Db } from '#platform/database/index.ts';
import { cancelInstance } from '#platform/runtime/index.ts';
import { HANDED_IN, type HandedIn, waitsUntil } from './waiting.ts';

export type Lists = Pick<CasesOptions, 'catalogue' | 'runtime'>;

/** Those who run the processes read why one ended. */
const ENDED = 'Det som väntade är omhändertaget.';

/**
 * Keeps what was handed in as one task in the list of the case's unit, due when the one that has waited longest is: opens
 * it, takes it away when nothing waits any more, and opens it anew for the next one or for another unit. The case is not
 * reopened by it, but is not destroyed while it runs. Call it with the case locked.
 */
export async function listHandedIn(
  tx: Db,
  { catalogue, runtime }: Lists,
  caseId: string,
  { what, actor }: { readonly what: HandedIn; readonly actor: Actor },
): Promise<void> {
  const process = HANDED_IN[what];
  const { rows } = await sql<{ version: string; unit: string }>`select service_version as version, unit
    from cases.case where id = ${caseId}`.execute(tx);
  const [found] = rows;
  const service = found && (await catalogue.readable(tx, found.version));
  if (found === undefined || service === undefined) return;
  const due = await waitsUntil(tx, caseId, what);
  const tasks = await sql<{ instance: string; fits: boolean }>`select t.instance_id as instance,
      coalesce((t.due at time zone 'Europe/Stockholm')::date = ${due ?? null}::date
        and ${`${found.unit}/handlaggare`} = any(t.candidate_groups), false) as fits
    from runtime.task t where t.business_key = ${caseId} and t.form = ${process}`.execute(tx);
  const [kept] = tasks.rows.filter(({ fits }) => fits);
  for (const { instance } of tasks.rows.filter((one) => one !== kept))
    await cancelInstance(runtime, tx, instance, { actor, reason: ENDED });
  if (due === undefined || kept !== undefined) return;
  await runtime.start(tx, { service, businessKey: caseId, actor, process, variables: { unit: found.unit, due } });
}
