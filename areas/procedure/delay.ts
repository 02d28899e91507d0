import { sql } from 'kysely';
import { type CasesOptions, caseHead, DELAY, ONE_WITHDRAWS } from '#areas/cases/index.ts';
import type { SendOptions } from '#areas/inbox/index.ts';
import type { Actor } from '#platform/access/index.ts';
import { legalDay } from '#platform/calendar/index.ts';
import { type Db, transaction } from '#platform/database/index.ts';
import { oneByOne } from '#platform/one-by-one.ts';
import { type Block, cancelInstance, fields, type Runtime, textField } from '#platform/runtime/index.ts';
import { applies, type Service } from '#platform/town/index.ts';
import { tellWhy } from './acts/completion.ts';
import { loadLetters } from './letters.ts';
import { undecided } from './undecided.ts';

/** The house itself acts: time has run. */
const SYSTEM: Actor = { kind: 'system', function: 'delay' };
/** Without a promise of its own a service is late when FL 12 § lets the party ask for a decision. */
const WITHOUT_PROMISE = 'P6M';
const AT_ONCE = 200;

interface Late {
  readonly id: string;
  readonly unit: string;
}

/**
 * FL 11 §: opens a task for the unit of each case that has gone on longer than promised (days when its clock stood still,
 * while the party was waited for, are not counted), or longer than it was last told,
 * and takes away the task of a case that has been decided meanwhile. Once while one such task is open. What it means that one
 * of several has withdrawn is nobody's task either when all is decided.
 */
export async function sweepDelays(
  db: Db,
  { catalogue, runtime }: Pick<CasesOptions, 'catalogue' | 'runtime'>,
  now: string,
): Promise<void> {
  const late: (Late & { readonly service: Service })[] = [];
  const { rows } = await sql<{ version: string }>`select distinct c.service_version as version from cases.case c
    where not exists (select from cases.closure x where x.case_id = c.id)`.execute(db);
  for (const { version } of rows) {
    const service = await catalogue.readable(db, version);
    if (!service?.definition.grounds.some(({ regime }) => applies(regime, 11))) continue;
    late.push(...(await lateCases(db, service, now)).map((one) => ({ ...one, service })));
  }
  const works = [
    ...(await overtaken(db)).map((id) => () => withdraw(db, runtime, id)),
    ...late.map((one) => () => openTask(db, runtime, one.service, one)),
  ];
  await oneByOne(works, (work) => work());
}

async function lateCases(db: Db, { hash, definition }: Service, now: string): Promise<readonly Late[]> {
  const today = legalDay(Temporal.Instant.from(now));
  const before = today.subtract(definition.promise.decisionWithin ?? WITHOUT_PROMISE);
  const { rows } = await sql<Late>`select c.id, c.unit from cases.case c
    where c.service_version = ${hash} and c.arrival_day < ${before.toString()}::date
      and c.arrival_day + cases.paused_days(c.id, ${today.toString()}::date) < ${before.toString()}::date and ${waits}
      and not exists (select from procedure.act a where a.case_id = c.id and a.act = 'tell-delay'
        and (a.data->>'senast')::date >= ${today.toString()}::date)
    order by c.arrival_day limit ${AT_ONCE}`.execute(db);
  return rows;
}

/** With somebody to tell, who initiated it (FL 11 §), and no task about it open. */
const waits = sql`${undecided}
  and exists (select from cases.party_role r where r.case_id = c.id and r.role in ('applicant', 'co-applicant'))
  and not exists (select from runtime.task t where t.business_key = c.id and t.form = ${DELAY})`;

async function openTask(db: Db, runtime: Runtime, service: Service, { id, unit }: Late): Promise<void> {
  await transaction(db, async (tx) => {
    const { rows } = await sql`select from cases.case c where c.id = ${id} and ${waits} for update`.execute(tx);
    if (rows.length === 0) return;
    await runtime.start(tx, { service, businessKey: id, actor: SYSTEM, process: DELAY, variables: { unit } });
  });
}

/**
 * The tasks of cases that were decided or closed, which have nothing more to tell of, and of cases that another unit works
 * by now: it gets one of its own.
 */
async function overtaken(db: Db): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`select t.instance_id as id from runtime.task t
    where t.form in (${DELAY}, ${ONE_WITHDRAWS}) and (
      exists (select from cases.standing_decision d where d.case_id = t.business_key::uuid)
      or exists (select from cases.closure x where x.case_id = t.business_key::uuid)
      or t.form = ${DELAY} and not exists (select from cases.case c join unnest(t.candidate_groups) g on split_part(g, '/', 1) = c.unit
        where c.id = t.business_key::uuid))`.execute(db);
  return rows.map(({ id }) => id);
}

async function withdraw(db: Db, runtime: Runtime, id: string): Promise<void> {
  await transaction(db, (tx) => cancelInstance(runtime, tx, id, { actor: SYSTEM, reason: 'avgjort' }));
}

/** The building block that tells the parties of a delay, with the officer's reason. What is decided meanwhile is not told of. */
export function delayTell(send: SendOptions): Block {
  return {
    type: 'delay.tell',
    kind: 'inline',
    writes: true,
    about: {
      sv: 'Skriver till parterna att ärendet dröjer, varför och till när (FL 11 §).',
      en: 'Writes to the parties that the case takes longer, why and until when (FL 11 §).',
    },
    input: fields({ skal: textField({ minLength: 1 }), senast: textField() }),
    output: fields({}),
    async run({ db, instance, input, actor, at }) {
      const { service, businessKey: caseId } = instance;
      const head = await caseHead(db, caseId);
      const { rows } = await sql`select from cases.case c where c.id = ${caseId} and ${undecided} for update`.execute(
        db,
      );
      if (head === undefined || rows.length === 0) return { output: {} };
      const about = { ...head, id: caseId };
      const writing = { tx: db, town: send.town, now: at, send, letters: await loadLetters(), service, actor, about };
      await tellWhy(writing, {
        skal: String(input['skal']).trim(),
        senast: String(input['senast']).slice(0, 10),
      });
      return { output: {} };
    },
  };
}
