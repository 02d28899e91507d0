import { sql } from 'kysely';
import type { Db } from '#platform/database/index.ts';
import { readReceipt, sha256 } from '#platform/identity/index.ts';
import type { Frozen } from '../freeze.tsx';
import { documentHash } from './document.ts';

/** A signature that is kept, with what is wrong with it: nothing, when all is as it was signed. */
export interface Verified {
  readonly id: string;
  readonly caseId: string;
  readonly caseNumber: string;
  readonly party: string;
  readonly name: string;
  readonly at: string;
  readonly level: string;
  /** `receipt`: not made by this house. `row`: says something else than the row. `document`: the application is another. */
  readonly faults: readonly ('receipt' | 'row' | 'evidence' | 'document')[];
}

interface Row {
  readonly id: string;
  readonly party: string;
  readonly name: string;
  readonly hash: string;
  readonly level: string;
  readonly provider: string;
  readonly at: Temporal.Instant;
  readonly evidence: string;
  readonly receipt: string;
  readonly frozen: Frozen;
  readonly case_id: string;
  readonly case_number: string;
}

/**
 * Verifies the signatures of applications that were sent, of one case or of all: the receipt is this house's, it says
 * what the row says, and the application with its files is still the one that was signed.
 */
export async function verifySignatures(db: Db, caseId?: string): Promise<readonly Verified[]> {
  const { rows } =
    await sql<Row>`select n.id, n.party, p.name, n.hash, n.level, n.provider, n.at, n.evidence, n.receipt,
      a.frozen, a.case_id, a.case_number
    from applications.signature n join applications.application a on a.draft_id = n.draft_id
      join identity.party p on p.id = n.party
    where ${caseId === undefined ? sql`true` : sql`a.case_id = ${caseId}::uuid`} order by n.id`.execute(db);
  const verified: Verified[] = [];
  for (const row of rows) {
    const { id, party, name, level } = row;
    const faults = await faultsOf(db, row);
    const at = row.at.toString();
    verified.push({ id, caseId: row.case_id, caseNumber: row.case_number, party, name, at, level, faults });
  }
  return verified;
}

async function faultsOf(db: Db, row: Row): Promise<Verified['faults']> {
  const faults: Verified['faults'][number][] = [];
  const said = await readReceipt(db, row.receipt);
  if (said === null) faults.push('receipt');
  else {
    const same =
      said.sub === row.party &&
      said.hash === row.hash &&
      said.level === row.level &&
      said.provider === row.provider &&
      Temporal.Instant.compare(Temporal.Instant.from(said.at), row.at) === 0;
    if (!same) faults.push('row');
    if (said.evidence !== sha256(row.evidence)) faults.push('evidence');
  }
  const { frozen } = row;
  if ((await documentHash(db, frozen, sha256(frozen.html))) !== row.hash) faults.push('document');
  return faults;
}
