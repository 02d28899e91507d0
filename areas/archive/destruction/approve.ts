import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { eraseApplication } from '#areas/applications/index.ts';
import { eraseCase } from '#areas/cases/index.ts';
import { eraseLetters } from '#areas/inbox/index.ts';
import { eraseActs } from '#areas/procedure/index.ts';
import { type Db, type Erased, uuidv7 } from '#platform/database/index.ts';
import { eraseCaseFiles } from '#platform/files/index.ts';
import { eraseInstances } from '#platform/runtime/index.ts';
import type { Judged } from '../retention/lists.ts';
import { type Acting, archivist, toDestroy } from './propose.ts';
import { type Proposal, proposalOf } from './read.ts';
import { alreadyEnded, twoPersons } from './refused.ts';

/**
 * Destroys the cases of a proposal, all or none: another person than the one who proposed it, and each case asked again,
 * as it stands now, whether it must be kept. What went is written into a certificate for each case.
 */
export async function approve(tx: Db, acting: Acting, id: string): Promise<void> {
  const by = archivist(acting.actor);
  const proposal = await open(tx, id);
  if (proposal.by === by.party) throw twoPersons(`${by.party} proposed ${id}`);
  const judged = await toDestroy(
    tx,
    acting,
    proposal.cases.map(({ caseId }) => caseId),
  );
  await end(tx, acting, proposal, 'approved');
  for (const one of judged) await destroy(tx, acting, proposal, one);
}

/** Takes a proposal back: nothing is destroyed. The proposer may, and any other archivist. */
export async function withdraw(tx: Db, acting: Acting, id: string): Promise<void> {
  await end(tx, acting, await open(tx, id), 'withdrawn');
}

async function open(tx: Db, id: string): Promise<Proposal> {
  await sql`select 1 from archive.proposal where id = ${id} for update`.execute(tx);
  const proposal = await proposalOf(tx, id);
  if (proposal.end !== null) throw alreadyEnded(id);
  return proposal;
}

async function end(tx: Db, { actor, at }: Acting, { id, by }: Proposal, how: 'approved' | 'withdrawn'): Promise<void> {
  const { party, unit } = archivist(actor);
  await sql`insert into archive.proposal_end (proposal_id, proposed_by, how, by_party, unit, at)
    values (${id}, ${by}, ${how}, ${party}, ${unit}, ${at}::timestamptz)`.execute(tx);
}

async function destroy(tx: Db, { actor, at }: Acting, proposal: Proposal, { found, verdict }: Judged): Promise<void> {
  if (verdict.kind !== 'destroy') return;
  const certificate = uuidv7();
  const entries: Erased[] = [
    ...(await eraseCase(tx, found.id, { certificate, at })),
    ...(await eraseLetters(tx, found.id)),
    ...(await eraseApplication(tx, found.id)),
    ...(await eraseActs(tx, found.id)),
    ...(await eraseCaseFiles(tx, found.id)),
    ...(await eraseInstances(tx, found.id)),
  ];
  await sql`insert into archive.certificate (id, proposal_id, case_id, number, service, service_version, outcome, basis, due,
      destroyed_at, proposed_by, approved_by, entries, sha256)
    values (${certificate}, ${proposal.id}, ${found.id}, ${found.number}, ${found.service}, ${found.version},
      ${found.outcome}, ${[...verdict.basis]}, ${verdict.due}::date, ${at}::timestamptz, ${proposal.by},
      ${archivist(actor).party}, ${JSON.stringify(entries)}::jsonb, ${fingerprintOf(entries)})`.execute(tx);
}

/** One hash over all: a certificate that is read aloud needs one line. */
function fingerprintOf(entries: readonly Erased[]): string {
  const lines = entries.map(({ table, sha256 }) => `${table} ${sha256}\n`);
  return createHash('sha256').update(lines.join('')).digest('hex');
}
