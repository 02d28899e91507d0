import { sql } from 'kysely';
import {
  type CasesOptions,
  TRANSLATE,
  takeUntranslated,
  translationOrdered,
  type Untranslated,
  untranslated,
} from '#areas/cases/index.ts';
import { tellsDecision } from '#areas/inbox/index.ts';
import type { Actor, PartyId } from '#platform/access/index.ts';
import { type Db, transaction } from '#platform/database/index.ts';
import { languageNeeds } from '#platform/identity/index.ts';
import { oneByOne } from '#platform/one-by-one.ts';

const SYSTEM: Actor = { kind: 'system', function: 'translation' };

/**
 * Lag (2009:724) 8 §: for each decision that was sent to a person who has asked for decisions in a minority language of the
 * area, opens a task for the unit to translate it; one at a time in a case. Costs one statement, and a transaction for each
 * letter that waits: what is ordered or translated is not looked at again.
 */
export async function sweepTranslations(
  db: Db,
  { catalogue, runtime }: Pick<CasesOptions, 'catalogue' | 'runtime'>,
): Promise<void> {
  await oneByOne(await untranslated(db), (one) => openTask(db, { catalogue, runtime }, one));
}

async function openTask(
  db: Db,
  { catalogue, runtime }: Pick<CasesOptions, 'catalogue' | 'runtime'>,
  { letter, caseId, party }: Untranslated,
): Promise<void> {
  await transaction(db, async (tx) => {
    // Held first and asked then: of two sweeps at once the second finds the task that the first has opened.
    await sql`select from cases.case where id = ${caseId} for update`.execute(tx);
    const { rows } = await sql<{
      version: string;
      unit: string;
      busy: boolean;
    }>`select c.service_version as version, c.unit,
        exists (select from runtime.task t where t.business_key = c.id and t.form = ${TRANSLATE}) as busy
      from cases.case c where c.id = ${caseId}`.execute(tx);
    const [found] = rows;
    const [need] = await languageNeeds(tx, [party as PartyId]);
    // Who says anew while its translation is under way, or sent, that she wants it asks for nothing more.
    const wanted =
      need?.written === true &&
      (await tellsDecision(tx, letter)) &&
      !(await translationOrdered(tx, { caseId, letter }, need.language));
    if (found === undefined || (wanted && found.busy)) return;
    const service = await catalogue.readable(tx, found.version);
    if (service === undefined || !(await takeUntranslated(tx, letter)) || !wanted) return;
    const variables = { unit: found.unit, brev: letter, part: party, sprak: need.language };
    await runtime.start(tx, { service, businessKey: caseId, actor: SYSTEM, process: TRANSLATE, variables });
  });
}
