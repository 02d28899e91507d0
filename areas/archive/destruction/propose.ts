import { sql } from 'kysely';
import { casesToKeep } from '#areas/cases/index.ts';
import { type Actor, can, logLook } from '#platform/access/index.ts';
import { legalDay } from '#platform/calendar/index.ts';
import { type Db, uuidv7 } from '#platform/database/index.ts';
import { NotFound } from '#platform/errors.ts';
import type { Town } from '#platform/town/index.ts';
import type { ArchiveOptions } from '../mount.ts';
import { type Judged, judge } from '../retention/lists.ts';
import { proposedCases } from './read.ts';
import { alreadyProposed, mustBeKept, nothingToDestroy } from './refused.ts';

/** Who acts in the archive, and when. */
export interface Acting extends ArchiveOptions {
  readonly town: Town;
  readonly actor: Actor;
  readonly at: string;
  readonly requestId?: string;
}

export type Archivist = Extract<Actor, { kind: 'staff' }>;

/** Only staff with the archive's permission; for everybody else the archive is not there. */
export function archivist(actor: Actor): Archivist {
  if (actor.kind !== 'staff' || !can(actor, 'archive.keep')) throw new NotFound('the archive is not theirs');
  return actor;
}

/** The cases, held still, each of which shall be destroyed today. Refuses the whole when one must be kept. */
export async function toDestroy(tx: Db, acting: Acting, ids: readonly string[]): Promise<Judged[]> {
  const found = await casesToKeep(tx, ids, true);
  if (found.length !== new Set(ids).size) throw nothingToDestroy(`${ids.length} asked for, ${found.length} are there`);
  const judged: Judged[] = [];
  for (const one of found) {
    const result = await judge(tx, acting, one, legalDay(acting.at).toString());
    if (result.verdict.kind !== 'destroy') throw mustBeKept(one.number, result.verdict);
    judged.push(result);
  }
  return judged;
}

/** Proposes that cases be destroyed; gives the proposal's id. A case that must be kept refuses the whole. */
export async function propose(tx: Db, acting: Acting, ids: readonly string[]): Promise<string> {
  const by = archivist(acting.actor);
  if (ids.length === 0) throw nothingToDestroy('no case chosen');
  const judged = await toDestroy(tx, acting, ids);
  // The cases are held: of two who propose the same one the second reads the first one's proposal.
  const before = await proposedCases(tx);
  const twice = judged.find(({ found }) => before.has(found.id));
  if (twice !== undefined) throw alreadyProposed(twice.found.number);
  const id = uuidv7();
  await sql`insert into archive.proposal (id, by_party, unit, at)
    values (${id}, ${by.party}, ${by.unit}, ${acting.at}::timestamptz)`.execute(tx);
  for (const { found, verdict } of judged) {
    if (verdict.kind !== 'destroy') continue;
    await sql`insert into archive.proposal_case (proposal_id, case_id, number, service, outcome, basis, due, done_by)
      values (${id}, ${found.id}, ${found.number}, ${found.service}, ${found.outcome}, ${[...verdict.basis]},
        ${verdict.due}::date, ${verdict.doneBy}::date)`.execute(tx);
  }
  const subjects = judged.flatMap(({ found }) => found.parties);
  const { actor, at, requestId } = acting;
  const look = { kind: 'LISTED', actor, at, purpose: 'archive', subjects } as const;
  await logLook(tx, [{ ...look, ...(requestId === undefined ? {} : { requestId }) }]);
  return id;
}
