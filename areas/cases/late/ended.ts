import type { Json } from '@torget/feel';
import { sql } from 'kysely';
import type { Db } from '#platform/database/index.ts';

/** A decision that was made in a case while somebody else thought of another. */
export interface MadeMeanwhile {
  readonly outcome: string;
  readonly decidedBy: 'automated' | 'officer' | 'board' | 'chair';
  /** Name of the officer who made it. */
  readonly by: string | null;
  readonly ground: string;
  readonly at: string;
}

/** A task that is not there any more: who did it and when, or that the case went on without it. */
export interface EndedTask {
  readonly element: string;
  /** The process that it stood in: of the service, or one of the house's. */
  readonly process: string;
  readonly how: 'completed' | 'cancelled';
  readonly byParty: string | null;
  readonly by: string | null;
  readonly answers: { readonly [question: string]: Json };
  readonly at: string;
  /** The last decision since the task was opened; null when none was made. */
  readonly decision: MadeMeanwhile | null;
}

/** How a task of a case ended; undefined when it is open or never was one. The caller has asked who may open the case. */
export async function endedTask(db: Db, caseId: string, task: string): Promise<EndedTask | undefined> {
  const { rows } = await sql<Omit<EndedTask, 'at'> & { readonly at: Temporal.Instant }>`
    select e.element, f.process, e.how, e.by_party as "byParty", p.name as by, coalesce(e.answers, '{}') as answers, e.at,
      (select jsonb_build_object('outcome', d.outcome, 'decidedBy', d.decided_by, 'by', o.name, 'ground', d.ground, 'at', d.at)
        from cases.decision d left join identity.party o on o.id = d.party_id
        where d.case_id = e.business_key and d.at >= e.opened_at order by d.id desc limit 1) as decision
    from runtime.task_end e join runtime.instance i on i.id = e.instance_id join runtime.definition f on f.id = i.definition_id
    left join identity.party p on p.id = e.by_party
    where e.id = ${task} and e.business_key = ${caseId}`.execute(db);
  const [row] = rows;
  return row && { ...row, at: row.at.toString() };
}

/** The case in which a task was that has ended; undefined when it is open or never was one. */
export async function caseOfEnded(db: Db, task: string): Promise<string | undefined> {
  const { rows } = await sql<{ case: string }>`select business_key as case from runtime.task_end
    where id = ${task}`.execute(db);
  return rows[0]?.case;
}
