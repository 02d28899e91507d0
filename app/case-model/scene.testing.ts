// What the tests of the case model share.
import assert from 'node:assert/strict';
import { setTimeout } from 'node:timers/promises';
import { sql } from 'kysely';
import { type Db, transaction } from '#platform/database/index.ts';
import { type LawTown, openLawTown, SARA } from '../law/testing.ts';
import type { Visitor } from '../security/testing.ts';

/** Protected identity. */
export const KARIN = '198306142384';

/** Says what is not there, and not the whole page. */
export function has(text: string, wanted: RegExp): void {
  assert.ok(wanted.test(text), `no ${wanted} among ${text.length} characters`);
}

/** One town with a case that waits for an officer, and those who are about it. */
export interface CaseScene {
  readonly town: LawTown;
  readonly maryam: Visitor;
  readonly jonas: Visitor;
  readonly sara: Visitor;
  readonly id: string;
}

export const desk = (caseId: string) => `/arbete/arenden/${caseId}`;

/** What is answered when somebody else does something in the case between the question and the act. */
export async function meanwhile<Answer>(
  town: LawTown,
  caseId: string,
  ask: () => Promise<Answer>,
  change: (tx: Db) => Promise<unknown>,
) {
  const { asked } = await transaction(town.db, async (tx) => {
    await sql`select from cases.case where id = ${caseId} for update`.execute(tx);
    const asked = ask();
    const waiting = sql<{ n: number }>`select count(*)::int as n from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`;
    for (let tries = 0; (await town.rows(waiting))[0]?.n === 0; tries += 1) {
      assert.ok(tries < 600, 'it never waited for the case');
      await setTimeout(50);
    }
    await change(tx);
    return { asked };
  });
  return asked;
}

export async function openScene(): Promise<CaseScene> {
  const town = await openLawTown();
  const maryam = await town.staff('maryam-forsorjningsstod');
  const jonas = await town.staff('jonas-forsorjningsstod');
  const sara = await town.citizen(SARA);
  const id = await town.assistance(sara);
  await town.settle();
  return { town, maryam, jonas, sara, id };
}
