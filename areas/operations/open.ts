import { type CaseName, caseNames } from '#areas/cases/index.ts';
import { kinOf, logLook, type PartyId } from '#platform/access/index.ts';
import { isUuid, transaction } from '#platform/database/index.ts';
import { NotFound } from '#platform/errors.ts';
import { type IncidentView, type InstanceView, incidentView, instanceView } from '#platform/runtime/index.ts';
import type { Request } from '#platform/web/index.ts';

/** An instance with the name of its case; a process that runs on no case has none. */
export interface OpenedInstance {
  readonly view: InstanceView;
  readonly name: CaseName | undefined;
}

/**
 * Opens one instance: the course of somebody's case, though nobody's name stands there. The look is written in the same
 * transaction and shown to the parties. A case of one's own or of somebody near is not there (FL 16 §).
 */
export async function openInstance(request: Request): Promise<OpenedInstance> {
  const id = request.params['instance'] ?? '';
  return transaction(request.db, async (tx) => {
    const view = isUuid(id) ? await instanceView(tx, id) : undefined;
    if (view === undefined) throw new NotFound(`no instance ${id}`);
    return { view, name: await look(request, tx, view.businessKey) };
  });
}

/** Opens one incident, as `openInstance` does. */
export async function openIncident(request: Request) {
  const id = request.params['incident'] ?? '';
  return transaction(request.db, async (tx): Promise<{ incident: IncidentView; name: CaseName | undefined }> => {
    const incident = isUuid(id) ? await incidentView(tx, id) : undefined;
    if (incident === undefined) throw new NotFound(`no incident ${id}`);
    return { incident, name: await look(request, tx, incident.caseId) };
  });
}

async function look({ actor, now, requestId }: Request, tx: Request['db'], caseId: string | null) {
  const name = caseId === null ? undefined : (await caseNames(tx, [caseId])).get(caseId);
  if (name === undefined) return undefined;
  const near = await conflicts(tx, actor);
  if (name.parties.some((party) => near.has(party))) throw new NotFound(`${name.id} is a case near the officer`);
  const one = { kind: 'OPENED', actor, at: now, purpose: 'operations', caseId: name.id, requestId } as const;
  await logLook(
    tx,
    name.parties.map((subject) => ({ ...one, subject })),
  );
  return name;
}

/** Everybody whose cases the officer keeps away from. */
export async function conflicts(db: Request['db'], actor: Request['actor']): Promise<ReadonlySet<PartyId>> {
  return actor.kind === 'staff' ? new Set([actor.party, ...(await kinOf(db, actor.party))]) : new Set();
}
