import type { Trace } from '@torget/decision';
import type { FeelContext } from '@torget/feel';
import { sql } from 'kysely';
import type { Db } from '#platform/database/index.ts';
import type { ReasonsContent } from '#platform/letters/index.ts';

/** Of decisions just made: the trace that went into the row, by the transaction. It is larger than all else of the case. */
const justMade = new WeakMap<Db, { readonly decision: string; readonly trace: Trace }>();

/** Says on which trace a decision is recorded in this transaction, for the letter that is written in it. */
export function madeOn(tx: Db, decision: string, trace: Trace): void {
  justMade.set(tx, { decision, trace });
}

/** The trace that a recorded decision was made on, as it was stored; undefined for a decision without rules. */
export async function decidedTrace(db: Db, decisionId: string): Promise<Trace | undefined> {
  const made = justMade.get(db);
  if (made?.decision === decisionId) return made.trace;
  const { rows } = await sql<{ trace: Trace }>`select e.trace from cases.decision d
    join cases.evaluation e on e.id = d.evaluation_id where d.id = ${decisionId}`.execute(db);
  return rows[0]?.trace;
}

/** What a decision's reasons are made of. */
export interface Grounds {
  /** The officer's own words. */
  readonly written: string | null;
  readonly trace: Trace | undefined;
  readonly facts: FeelContext;
  readonly basis: readonly string[] | undefined;
}

/**
 * What the reasons of a decision are made of, the same for letter and desk (FL 32 §): the officer's words alone when there
 * are any, for then the rules' own reasons may say something else than was decided; else the rules that hit.
 */
export function reasonsContent({ written, trace, facts, basis }: Grounds): ReasonsContent {
  const own = written === null || written === '' ? undefined : written;
  return {
    ...(own === undefined ? (trace === undefined ? {} : { trace }) : { text: own }),
    facts,
    ...(basis === undefined ? {} : { basis }),
  };
}
