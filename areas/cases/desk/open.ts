import { kinOf, logLook } from '#platform/access/index.ts';
import { legalDay } from '#platform/calendar/index.ts';
import { isUuid, transaction } from '#platform/database/index.ts';
import { NotFound } from '#platform/errors.ts';
import type { Service } from '#platform/town/index.ts';
import type { Request } from '#platform/web/index.ts';
import type { CasesOptions } from '../mount.ts';
import { type PromiseClock, promiseClock } from '../pauses.ts';
import { type CaseView, oneCase } from '../queries/mine.ts';

/** A case to read: all that is in its file, with or without the version of the service that it follows. */
export interface ReadCase {
  readonly view: CaseView;
  /** Undefined where the version cannot be read: what is in the file is shown all the same. */
  readonly service: Service | undefined;
  readonly clock: PromiseClock;
}

/** A case to act in: what may be done in it, and on which ground, is known. */
export interface StaffCase extends ReadCase {
  readonly service: Service;
}

type Purpose = 'case' | 'task' | 'rules';

/**
 * Opens a case for an officer to act in, as `readForStaff` does.
 * @throws VersionGone when the version that the case follows cannot be read (FL 5 §)
 */
export async function openForStaff(
  request: Request,
  options: Pick<CasesOptions, 'catalogue'>,
  purpose: Purpose = 'case',
): Promise<StaffCase> {
  const opened = await readForStaff(request, options, purpose);
  return { ...opened, service: opened.service ?? (await options.catalogue.version(request.db, opened.view.version)) };
}

/**
 * Opens a case for an officer to read: right unit, no conflict of interest (FL 16 §), protected persons for their role
 * only. The look is written in the same transaction and shown to everybody whose data it is. Otherwise a 404.
 */
export async function readForStaff(
  request: Request,
  options: Pick<CasesOptions, 'catalogue'>,
  purpose: Purpose = 'case',
): Promise<ReadCase> {
  const id = request.params['case'] ?? '';
  const { db, actor } = request;
  const view = await transaction(db, async (tx) => {
    const kin = actor.kind === 'staff' ? await kinOf(tx, actor.party) : [];
    const found = isUuid(id) ? await oneCase(tx, actor, id, kin) : undefined;
    if (found === undefined) throw new NotFound(`no case ${id} for this assignment`);
    const look = { kind: 'OPENED', actor, at: request.now, purpose, caseId: id, requestId: request.requestId } as const;
    await logLook(
      tx,
      [...new Set(found.parties.map((party) => party.party))].map((subject) => ({ ...look, subject })),
    );
    return found;
  });
  const [service, clock] = await Promise.all([
    options.catalogue.readable(db, view.version),
    promiseClock(db, view.id, legalDay(Temporal.Instant.from(request.now))),
  ]);
  return { view, service, clock };
}
