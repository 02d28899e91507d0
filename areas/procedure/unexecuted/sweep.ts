import { sql } from 'kysely';
import { type CasesOptions, UNEXECUTED } from '#areas/cases/index.ts';
import type { Actor } from '#platform/access/index.ts';
import { legalDay } from '#platform/calendar/index.ts';
import { type Db, transaction } from '#platform/database/index.ts';
import { oneByOne } from '#platform/one-by-one.ts';
import { type Block, cancelInstance, fields, textField } from '#platform/runtime/index.ts';
import { addAct } from '../rows.ts';
import { owesReport } from './clock.ts';
import { type WaitingDecision, waitingDecisions } from './waits.ts';

/** The house itself acts: time has run. */
const SYSTEM: Actor = { kind: 'system', function: 'unexecuted' };

/**
 * SoL 34 kap. 1 §: opens a task for the unit of each case whose favourable decision has waited three months without being
 * carried out, and again each quarter; takes away the task of one that was carried out meanwhile. Once while one is open.
 * Costs two statements and a transaction for each task that it opens or takes away: what was carried out is not looked at.
 */
export async function sweepUnexecuted(
  db: Db,
  { catalogue, runtime }: Pick<CasesOptions, 'catalogue' | 'runtime'>,
  now: string,
): Promise<void> {
  const late = await owed(db, catalogue, legalDay(Temporal.Instant.from(now)));
  const cases = [...new Map(late.map((one) => [one.caseId, one])).values()];
  const tasks = await openTasks(db);
  const started = cases.filter(({ caseId }) => !tasks.some((task) => task.caseId === caseId));
  const over = tasks.filter((task) => !cases.some(({ caseId }) => task.caseId === caseId));
  await oneByOne(
    [
      ...over.map(
        ({ instance }) =>
          () =>
            transaction(db, (tx) =>
              cancelInstance(runtime, tx, instance, {
                actor: SYSTEM,
                reason: 'SoL (2025:400) 34 kap. 1 §: verkställt',
              }),
            ),
      ),
      ...started.map((one) => () => openTask(db, runtime, one)),
    ],
    (work) => work(),
  );
}

/** What waits, in all cases or in one, with a report that is due and not written. */
async function owed(
  db: Db,
  catalogue: Pick<CasesOptions['catalogue'], 'readable'>,
  today: Temporal.PlainDate,
  of: { readonly caseId?: string } = {},
): Promise<readonly WaitingDecision[]> {
  const waiting = await waitingDecisions(db, catalogue, { overdue: today, ...of });
  return waiting.filter((one) =>
    owesReport(
      one,
      one.reasons.map(({ day }) => day),
      today,
    ),
  );
}

/** Tasks of this kind that are open, with the case that each is in. */
async function openTasks(db: Db): Promise<readonly { readonly instance: string; readonly caseId: string }[]> {
  const { rows } = await sql<{ instance: string; caseId: string }>`select t.instance_id as instance,
      t.business_key as "caseId" from runtime.task t where t.form = ${sql.lit(UNEXECUTED)}`.execute(db);
  return rows;
}

async function openTask(db: Db, runtime: CasesOptions['runtime'], one: WaitingDecision): Promise<void> {
  await transaction(db, async (tx) => {
    await sql`select from cases.case where id = ${one.caseId} for update`.execute(tx);
    const open = await sql`select from runtime.task t where t.business_key = ${one.caseId}
      and t.form = ${UNEXECUTED}`.execute(tx);
    if (open.rows.length > 0) return;
    const start = { service: one.service, businessKey: one.caseId, actor: SYSTEM, process: UNEXECUTED };
    await runtime.start(tx, { ...start, variables: { unit: one.unit } });
  });
}

/** The building block that keeps why what waits in the case is not carried out, for the list of the quarter. */
export function unexecutedReport(): Block {
  return {
    type: 'unexecuted.report',
    kind: 'inline',
    about: {
      sv: 'Skriver varför ett gynnande beslut inte är verkställt efter tre månader (SoL (2025:400) 34 kap. 1 §).',
      en: 'Writes why a favourable decision has not been carried out after three months (SoL (2025:400) 34:1).',
    },
    input: fields({ skal: textField({ minLength: 1 }) }),
    output: fields({}),
    async run({ db, instance, input, actor, at }) {
      const { businessKey: caseId, service } = instance;
      const today = legalDay(Temporal.Instant.from(at));
      const late = await owed(db, { readable: async () => service }, today, { caseId });
      const skal = String(input['skal']).trim();
      for (const { id, decision } of late)
        await addAct(db, { caseId, act: 'not-carried-out', data: { skal, decision, wait: id }, actor, at });
      return { output: {} };
    },
  };
}
