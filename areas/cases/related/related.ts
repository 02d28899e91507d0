import { sql } from 'kysely';
import type { Actor, PartyId } from '#platform/access/index.ts';
import { type Db, uuidv7 } from '#platform/database/index.ts';
import { openable } from '../queries/mine.ts';

/** What the other case is to this one → what this one is to the other. */
const INVERSE = {
  earlier: 'later',
  later: 'earlier',
  'appeal-of': 'appealed-in',
  'appealed-in': 'appeal-of',
  'same-matter': 'same-matter',
} as const;
export type RelationKind = keyof typeof INVERSE;
export const RELATION_KINDS = Object.keys(INVERSE) as readonly RelationKind[];

export function isRelationKind(kind: string): kind is RelationKind {
  return Object.hasOwn(INVERSE, kind);
}

/** Another case as this one's page tells of it. */
export interface Related {
  readonly pair: string;
  readonly kind: RelationKind;
  readonly caseId: string;
  readonly number: string;
  readonly version: string;
  readonly closed: boolean;
  readonly parties: readonly PartyId[];
  readonly by: string;
  readonly at: string;
  readonly ended: { readonly by: string; readonly at: string } | null;
}

/** Relations of a case to those that the actor may open, oldest first; the others are not told of. */
export async function relatedTo(
  db: Db,
  actor: Actor,
  kin: readonly PartyId[],
  caseId: string,
): Promise<readonly Related[]> {
  const { rows } = await sql<Related>`select r.pair, r.kind, c.id as "caseId", c.number, c.service_version as version,
      exists (select from cases.closure x where x.case_id = c.id) as closed,
      array(select distinct p.party_id from cases.party_role p where p.case_id = c.id) as parties,
      (select name from identity.party where id = r.by_party) as by,
      to_json(r.at) #>> '{}' as at,
      (select jsonb_build_object('by', p.name, 'at', e.at) from cases.relation_end e
        join identity.party p on p.id = e.by_party where e.relation_id = r.id) as ended
    from cases.relation r join cases.case c on c.id = r.other_id
    where r.case_id = ${caseId} and ${openable(actor, kin)} order by r.id`.execute(db);
  return rows;
}

/** The id of a case with this number that the actor may open. */
export async function openableCase(
  db: Db,
  actor: Actor,
  kin: readonly PartyId[],
  number: string,
): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`select c.id from cases.case c
    where c.number = ${number} and ${openable(actor, kin)}`.execute(db);
  return rows[0]?.id;
}

interface Change {
  readonly by: string;
  readonly unit: string;
  readonly at: string;
}

/** Relates two cases on both sides; false when they are so already. Whoever calls has asked whether both may be seen. */
export async function relate(
  tx: Db,
  { caseId, otherId, kind }: { readonly caseId: string; readonly otherId: string; readonly kind: RelationKind },
  { by, unit, at }: Change,
): Promise<boolean> {
  // Both cases at once, in one order: two officers who relate them from each side do not wait for each other for ever.
  await sql`select from cases.case where id in (${caseId}, ${otherId}) order by id for update`.execute(tx);
  const { rows } = await sql`select from cases.relation r where r.case_id = ${caseId} and r.other_id = ${otherId}
    and r.kind = ${kind} and not exists (select from cases.relation_end e where e.relation_id = r.id)`.execute(tx);
  if (rows.length > 0) return false;
  const pair = uuidv7();
  await sql`insert into cases.relation (id, pair, case_id, other_id, kind, by_party, unit, at) values
    (${uuidv7()}, ${pair}, ${caseId}, ${otherId}, ${kind}, ${by}, ${unit}, ${at}::timestamptz),
    (${uuidv7()}, ${pair}, ${otherId}, ${caseId}, ${INVERSE[kind]}, ${by}, ${unit}, ${at}::timestamptz)`.execute(tx);
  return true;
}

/** Ends a relation on both sides; a second press finds it ended. */
export async function unrelate(tx: Db, pair: string, { by, unit, at }: Change): Promise<void> {
  await sql`insert into cases.relation_end (relation_id, case_id, by_party, unit, at)
    select r.id, r.case_id, ${by}, ${unit}, ${at}::timestamptz from cases.relation r where r.pair = ${pair}
    on conflict do nothing`.execute(tx);
}
