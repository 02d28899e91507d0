import { sql } from 'kysely';
import { type Db, type Erased, isUuid } from '#platform/database/index.ts';
import { NotFound } from '#platform/errors.ts';

export interface ProposedCase {
  readonly caseId: string;
  readonly number: string;
  readonly service: string;
  readonly outcome: string | null;
  readonly basis: readonly string[];
  readonly due: string;
  readonly doneBy: string | null;
}

export interface Proposal {
  readonly id: string;
  readonly by: string;
  readonly byName: string;
  readonly at: string;
  readonly cases: readonly ProposedCase[];
  readonly end: { readonly how: 'approved' | 'withdrawn'; readonly byName: string; readonly at: string } | null;
}

export interface Certificate {
  readonly id: string;
  readonly number: string;
  readonly service: string;
  readonly outcome: string | null;
  readonly basis: readonly string[];
  readonly due: string;
  readonly destroyedAt: string;
  readonly proposedBy: string;
  readonly approvedBy: string;
  readonly entries: readonly Erased[];
  readonly sha256: string;
}

const PROPOSAL = sql`p.id, p.by_party as by, n.name as "byName", p.at::text as at,
  coalesce((select jsonb_agg(jsonb_build_object('caseId', c.case_id, 'number', c.number, 'service', c.service,
    'outcome', c.outcome, 'basis', c.basis, 'due', c.due, 'doneBy', c.done_by) order by c.number)
    from archive.proposal_case c where c.proposal_id = p.id), '[]') as cases,
  (select jsonb_build_object('how', e.how, 'byName', en.name, 'at', e.at) from archive.proposal_end e
    join identity.party en on en.id = e.by_party where e.proposal_id = p.id) as end
  from archive.proposal p join identity.party n on n.id = p.by_party`;

/** A proposal with its cases. @throws NotFound */
export async function proposalOf(db: Db, id: string): Promise<Proposal> {
  if (!isUuid(id)) throw new NotFound(`no proposal ${id}`);
  const { rows } = await sql<Proposal>`select ${PROPOSAL} where p.id = ${id}`.execute(db);
  const proposal = rows[0];
  if (proposal === undefined) throw new NotFound(`no proposal ${id}`);
  return proposal;
}

/** Proposals, newest first. */
export async function proposals(db: Db, limit: number): Promise<Proposal[]> {
  const { rows } = await sql<Proposal>`select ${PROPOSAL} order by p.id desc limit ${limit}`.execute(db);
  return rows;
}

/** Cases that stand in a proposal nobody has settled. */
export async function proposedCases(db: Db): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ id: string }>`select c.case_id as id from archive.proposal_case c
    where not exists (select from archive.proposal_end e where e.proposal_id = c.proposal_id)`.execute(db);
  return new Set(rows.map(({ id }) => id));
}

/** What was destroyed under a proposal. */
export async function certificatesOf(db: Db, proposal: string): Promise<Certificate[]> {
  const { rows } = await sql<Certificate>`select c.id, c.number, c.service, c.outcome, c.basis, c.due::text as due,
      c.destroyed_at::text as "destroyedAt", a.name as "proposedBy", b.name as "approvedBy", c.entries, c.sha256
    from archive.certificate c join identity.party a on a.id = c.proposed_by join identity.party b on b.id = c.approved_by
    where c.proposal_id = ${proposal} order by c.number`.execute(db);
  return rows;
}
