import { sql } from 'kysely';
import { type CasesOptions, HOUSE_PROCESSES, UNANSWERED } from '#areas/cases/index.ts';
import type { Actor } from '#platform/access/index.ts';
import { legalDay } from '#platform/calendar/index.ts';
import type { Db } from '#platform/database/index.ts';
import { cancelInstance } from '#platform/runtime/index.ts';
import { OVERTAKEN } from './awaited.ts';

export type Lists = Pick<CasesOptions, 'catalogue' | 'runtime'>;

/** Those who run the processes read why one ended. */
const ENDED = 'Svaret har kommit, eller ärendet har gått vidare.';
/** Days within which a case is gone on with; where its own process does that by itself, nobody is told. */
const WITHIN = 7;

/** Midnight at the beginning of so many days after the last day of `w`, in legal time. */
const after = (days: number) => sql`((w.last_day + ${sql.lit(days)})::timestamp at time zone 'Europe/Stockholm')`;

/**
 * The service's own process goes on without the answer: a timer runs out on what a party is to do, or the process has
 * come to somebody of the staff since the day passed.
 */
const GOES_ON = sql`(exists (select from runtime.task t join runtime.timer m on m.instance_id = t.instance_id
    and m.token = t.token where t.business_key = w.case_id and not cases.is_for_staff(t.candidate_groups)
    and m.due <= ${after(1 + WITHIN)})
  or exists (select from runtime.task t where t.business_key = w.case_id and cases.is_for_staff(t.candidate_groups)
    and t.opened_at >= ${after(1)} and coalesce(t.form, '') <> all(${[...HOUSE_PROCESSES]}::text[])))`;

/**
 * FL 20, 25, 26 §§: keeps answers that have not come in time as one task in the list of the case's unit. Opens it the day after
 * the last day, takes it away when nothing is waited for any more, and opens it anew for another unit. A task that an
 * officer has done does not come again for the same order. Call it with the case locked.
 */
export async function listUnanswered(
  tx: Db,
  { catalogue, runtime }: Lists,
  caseId: string,
  { actor, now }: { readonly actor: Actor; readonly now: string },
): Promise<void> {
  const { rows } = await sql<{ version: string; unit: string }>`select service_version as version, unit
    from cases.case c where id = ${caseId} and (exists (select from procedure.awaited w where w.case_id = c.id)
      or exists (select from runtime.task t where t.business_key = c.id and t.form = ${sql.lit(UNANSWERED)}))`.execute(
    tx,
  );
  const [found] = rows;
  const service = found && (await catalogue.readable(tx, found.version));
  if (found === undefined || service === undefined) return;
  const tasks = await sql<{ instance: string; fits: boolean }>`select t.instance_id as instance,
      ${`${found.unit}/handlaggare`} = any(t.candidate_groups) as fits
    from runtime.task t where t.business_key = ${caseId} and t.form = ${sql.lit(UNANSWERED)}`.execute(tx);
  const due = await waits(tx, caseId, { listed: tasks.rows.length > 0, now });
  const kept = due === undefined ? undefined : tasks.rows.find(({ fits }) => fits);
  for (const { instance } of tasks.rows.filter((one) => one !== kept))
    await cancelInstance(runtime, tx, instance, { actor, reason: ENDED });
  if (due === undefined || kept !== undefined) return;
  const variables = { unit: found.unit, due };
  await runtime.start(tx, { service, businessKey: caseId, actor, process: UNANSWERED, variables });
}

/** By when the unit is to go on with the case, `YYYY-MM-DD`; undefined when no answer is out. Rows that are done with go. */
async function waits(
  tx: Db,
  caseId: string,
  { listed, now }: { readonly listed: boolean; readonly now: string },
): Promise<string | undefined> {
  const today = sql`${legalDay(Temporal.Instant.from(now)).toString()}::date`;
  // Told of, and no task: an officer has done it.
  await sql`delete from procedure.awaited w using procedure.act a where w.case_id = ${caseId} and a.id = w.act_id
    and (${OVERTAKEN} or (w.listed_at is not null and not ${listed}::boolean)
      or (w.listed_at is null and w.party_id is not null and w.last_day < ${today} and ${GOES_ON}))`.execute(tx);
  await sql`update procedure.awaited set listed_at = ${now}::timestamptz
    where case_id = ${caseId} and listed_at is null and last_day < ${today}`.execute(tx);
  const { rows } = await sql<{ due: string | null }>`select (min(last_day) + ${sql.lit(WITHIN)})::text as due
    from procedure.awaited where case_id = ${caseId} and listed_at is not null`.execute(tx);
  return rows[0]?.due ?? undefined;
}
