import { sql } from 'kysely';
import type { CaseId } from '#platform/access/index.ts';
import { type Db, isUuid } from '#platform/database/index.ts';
import { NotFound } from '#platform/errors.ts';
import { text } from '#platform/text/index.ts';
import type { ApiAnswer, ApiRequest } from '#platform/web/index.ts';
import type { ApplicationsOptions } from '../mount.ts';
import { mayBeTraceless } from '../owner.ts';
import { secretHash } from '../secret.ts';

export const API = '/api/v1';

export function applicationUrl(id: string): string {
  return `${API}/applications/${id}`;
}

interface Row {
  readonly id: string;
  readonly service: string;
  readonly version: string;
  readonly caseNumber: string;
  readonly receivedAt: Temporal.Instant;
  readonly arrivalDay: Temporal.PlainDate;
}

const COLUMNS = sql.raw(`id, service, service_version as version, case_number as "caseNumber",
  received_at as "receivedAt", arrival_day as "arrivalDay"`);

/** What the receipt says: number and arrival, as on the receipt's page. */
function bodyOf({ receivedAt, arrivalDay, ...row }: Row) {
  return { ...row, receivedAt: receivedAt.toString(), arrivalDay: arrivalDay.toString() };
}

export async function receiptBody(db: Db, id: string): Promise<object> {
  const { rows } = await sql<Row>`select ${COLUMNS} from applications.application where id = ${id}`.execute(db);
  const row = rows[0];
  if (row === undefined) throw new NotFound('no such application');
  return bodyOf(row);
}

/** Where an application stands, for the person who sent it and for whoever brings its receipt's token. */
export async function showStatus(request: ApiRequest, options: ApplicationsOptions): Promise<ApiAnswer> {
  const { actor, bearer, params, db, language } = request;
  const id = params['application'] ?? '';
  const [party, principal] = actor.kind === 'citizen' ? [actor.party, actor.principal] : [null, null];
  const hash = bearer === undefined ? null : secretHash(bearer);
  const { rows } = isUuid(id)
    ? await sql<Row & { case: CaseId }>`select ${COLUMNS}, case_id as "case" from applications.application
        where id = ${id} and ((party = ${party}::uuid and principal = ${principal}::uuid)
          or (receipt_hash is not null and receipt_hash = ${hash}))`.execute(db)
    : { rows: [] };
  const row = rows[0];
  if (row === undefined) throw new NotFound('no such application for this bearer');
  const { case: caseId, ...application } = row;
  const service = await options.catalogue.readable(db, application.version);
  if (mayBeTraceless({ party: actor.kind === 'citizen' ? actor.party : null }, service)) request.forget();
  const progress = await options.progress?.(db, caseId);
  const steps = progress?.steps.map(({ step, at }) => {
    const name = service?.definition.steps[step];
    return { id: step, name: name === undefined ? step : text(name, language), at };
  });
  const closedAt = progress?.closedAt ?? null;
  const status = closedAt === null ? 'open' : 'closed';
  return { status: 200, body: { ...bodyOf(application), status, closedAt, steps: steps ?? [] } };
}
