import { sql } from 'kysely';
import type { Db } from '#platform/database/index.ts';
import type { Runtime } from '#platform/runtime/index.ts';
import { NEW_FILE } from './house-process.ts';
import type { CasesOptions } from './mount.ts';

/** The house itself acts: a scanner has found something. */
const SYSTEM = { kind: 'system', function: 'file.scan' } as const;

/**
 * Asks the applicant of a case to send a file again, as a task on Mina sidor: once while one such task is open. Nobody is
 * asked where nobody is a party; the officer sees at the document what happened.
 */
export async function askForNewFile(
  tx: Db,
  runtime: Runtime,
  catalogue: CasesOptions['catalogue'],
  caseId: string,
): Promise<void> {
  // Held first and asked then: of two files at once the second finds the task that the first has opened.
  await sql`select from cases.case where id = ${caseId} for update`.execute(tx);
  const { rows } = await sql<{ version: string }>`select c.service_version as version from cases.case c
    where c.id = ${caseId} and exists (select from cases.party_role r where r.case_id = c.id and r.role = 'applicant')
    and not exists (select from runtime.task t where t.business_key = c.id and t.form = ${NEW_FILE})`.execute(tx);
  const [found] = rows;
  if (found === undefined) return;
  const service = await catalogue.version(tx, found.version);
  await runtime.start(tx, { service, businessKey: caseId, actor: SYSTEM, process: NEW_FILE, variables: {} });
}
