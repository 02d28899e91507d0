import { sql } from 'kysely';
import type { CaseId } from '#platform/access/index.ts';
import { isUuid, readTogether } from '#platform/database/index.ts';
import type { Request } from '#platform/web/index.ts';
import type { Frozen } from './freeze.tsx';
import { secretHash } from './secret.ts';

/** What a receipt shows. */
export interface Receipt {
  readonly service: string;
  readonly version: string;
  readonly frozen: Frozen;
  readonly receivedAt: string;
  readonly arrivalDay: string;
  readonly caseId: CaseId;
  readonly caseNumber: string;
  /** True when it is opened by its address alone. */
  readonly byToken: boolean;
}

interface Row {
  readonly service: string;
  readonly service_version: string;
  readonly frozen: Frozen;
  readonly received_at: Temporal.Instant;
  readonly arrival_day: Temporal.PlainDate;
  readonly case_id: CaseId;
  readonly case_number: string;
  readonly party: string | null;
}

/** Name of the capability in the address. */
export const TOKEN = 'nyckel';

/** The receipt of an application: for the person who sent it, and for whoever has its address with the capability. */
export async function findReceipt(request: Request): Promise<Receipt | undefined> {
  const id = request.params['application'] ?? '';
  if (!isUuid(id)) return undefined;
  const { actor, query } = request;
  const token = query[TOKEN];
  const hash = token === undefined ? null : secretHash(token);
  const [party, principal] = actor.kind === 'citizen' ? [actor.party, actor.principal] : [null, null];
  const { rows } = await readTogether(
    request.db,
    sql<Row>`select service, service_version, frozen, received_at, arrival_day, case_id, case_number, party
    from applications.application where id = ${id}
    and ((party = ${party}::uuid and principal = ${principal}::uuid) or (receipt_hash is not null and receipt_hash = ${hash}))`,
  );
  const row = rows[0];
  if (row === undefined) return undefined;
  return {
    service: row.service,
    version: row.service_version,
    frozen: row.frozen,
    receivedAt: row.received_at.toString(),
    arrivalDay: row.arrival_day.toString(),
    caseId: row.case_id,
    caseNumber: row.case_number,
    byToken: row.party === null,
  };
}
