import { sql } from 'kysely';
import type { Actor } from '#platform/access/index.ts';
import { type Db, uuidv7 } from '#platform/database/index.ts';
import { hasConflict } from '../conflict.ts';

/** FL 31 § 4–5: who presented the case to whoever decided, and who else took part in its final handling; parties of staff. */
export interface Handling {
  readonly presenter: string | null;
  readonly participants: readonly string[];
  /** FL 30 §: who of them would have had it otherwise, and how. */
  readonly dissent: { readonly by: string; readonly words: string } | null;
}

/** Nobody but whoever decides. */
export const ALONE: Handling = { presenter: null, participants: [], dissent: null };

/** Nobody of the staff. */
const NOBODY: Actor = { kind: 'system', function: 'proposal' };

interface Case {
  readonly db: Db;
  readonly caseId: string;
  readonly actor: Actor;
}

/**
 * What the history of the case proposes: staff who have done tasks of it before the decider, without those who are a party
 * of it or have reported a conflict of interest. The last of them presented it; the others took part.
 */
export async function proposedHandling({ db, caseId, actor }: Case): Promise<Handling> {
  const own = actor.kind === 'staff' ? actor.party : null;
  const { rows } = await sql<{ party: string }>`select e.by_party as party from runtime.task_end e
    where e.business_key = ${caseId} and e.how = 'completed' and e.by_party is distinct from ${own}::uuid
      and exists (select from access.assignment a where a.party = e.by_party)
      and not exists (select from cases.party_role r where r.case_id = e.business_key and r.party_id = e.by_party)
    group by e.by_party order by max(e.at) desc`.execute(db);
  const found = await withoutConflict(
    db,
    caseId,
    rows.map(({ party }) => party),
  );
  const [presenter = null, ...participants] = found;
  return { presenter, participants, dissent: null };
}

async function withoutConflict(db: Db, caseId: string, parties: readonly string[]): Promise<readonly string[]> {
  if (parties.length === 0) return parties;
  const { rows } = await sql<{ id: string }>`select p.id from unnest(${[...parties]}::uuid[]) with ordinality p (id, at)
    where not ${hasConflict(sql`${caseId}::uuid`, sql`p.id`)} order by p.at`.execute(db);
  return rows.map(({ id }) => id);
}

const DISSENT = sql`case when h.dissent is not null then
  jsonb_build_object('by', h.dissent_by, 'words', h.dissent) end as dissent`;

/** Keeps what the decider has said until the decision is made. */
export async function keepHandling(
  tx: Db,
  { caseId, actor, at }: { readonly caseId: string; readonly actor: Actor; readonly at: string },
  { presenter, participants, dissent }: Handling,
): Promise<void> {
  if (actor.kind !== 'staff') return;
  await sql`insert into cases.final_handling (id, case_id, presented_by, took_part, dissent_by, dissent, by_party, at)
    values (${uuidv7()}, ${caseId}, ${presenter}::uuid, ${[...participants]}::uuid[], ${dissent?.by ?? null}::uuid, ${dissent?.words ?? null}, ${actor.party}, ${at}::timestamptz)`.execute(
    tx,
  );
}

/** What the actor has said last; undefined when she has said nothing. */
export async function keptHandling({ db, caseId, actor }: Case): Promise<Handling | undefined> {
  const own = actor.kind === 'staff' ? actor.party : null;
  const { rows } = await sql<Handling>`select h.presented_by as presenter, h.took_part as participants, ${DISSENT}
    from cases.final_handling h where h.case_id = ${caseId} and h.by_party = ${own}::uuid order by h.id desc limit 1`.execute(
    db,
  );
  return rows[0];
}

/**
 * What the decider has said last, if nobody else has done a task of the case since; else what its history proposes.
 */
export async function handlingOf(asked: Case): Promise<Handling> {
  const { db, caseId, actor } = asked;
  const own = actor.kind === 'staff' ? actor.party : null;
  const { rows } = await sql<Handling>`select h.presented_by as presenter, h.took_part as participants, ${DISSENT}
    from cases.final_handling h where h.case_id = ${caseId} and h.by_party = ${own}::uuid
      and not exists (select from runtime.task_end e where e.business_key = h.case_id and e.how = 'completed'
        and e.at > h.at and e.by_party is distinct from h.by_party)
    order by h.id desc limit 1`.execute(db);
  return rows[0] ?? proposedHandling(asked);
}

/**
 * The same for a decision that an officer enters and somebody else has made: names, as the minutes would have them. Whoever
 * enters it may be among them.
 */
export async function proposedNames(
  db: Db,
  caseId: string,
): Promise<{ readonly presenter: string; readonly participants: readonly string[] }> {
  const { presenter, participants } = await proposedHandling({ db, caseId, actor: NOBODY });
  const parties = presenter === null ? [] : [presenter, ...participants];
  const { rows } = await sql<{ name: string }>`select p.name from unnest(${parties}::uuid[]) with ordinality o (id, at)
    join identity.party p on p.id = o.id order by o.at`.execute(db);
  const [first = '', ...others] = rows.map(({ name }) => name);
  return { presenter: first, participants: others };
}
