import { sql } from 'kysely';
import { type Db, uuidv7 } from '#platform/database/index.ts';
import { issueReceipt, type Proof } from '#platform/identity/index.ts';

/**
 * Keeps a signature with the house's receipt for it. The same person's second signature of the same text is the first
 * one: nothing changes.
 */
export async function keepSignature(
  tx: Db,
  town: string,
  draft: string,
  proof: Proof,
  task: string | null = null,
): Promise<void> {
  const receipt = await issueReceipt(tx, town, proof);
  await sql`insert into applications.signature (id, draft_id, party, hash, task_id, level, provider, at, evidence, receipt)
    values (${uuidv7()}, ${draft}, ${proof.party}, ${proof.hash}, ${task}, ${proof.level}, ${proof.provider},
      ${proof.at}::timestamptz, ${proof.evidence}, ${receipt})
    on conflict (draft_id, hash, party) do nothing`.execute(tx);
}

/** Who has signed the application of a case, before it was sent or in the case: parties, each once. */
export async function whoSigned(db: Db, caseId: string): Promise<readonly string[]> {
  const { rows } = await sql<{ party: string }>`select distinct n.party from applications.signature n
    join applications.application a on a.draft_id = n.draft_id where a.case_id = ${caseId}`.execute(db);
  return rows.map(({ party }) => party);
}

/** Deletes the signatures of a draft that was never sent. */
export async function deleteSignatures(tx: Db, drafts: readonly string[]): Promise<void> {
  await sql`delete from applications.signature where draft_id = any(${[...drafts]}::uuid[])`.execute(tx);
}
