import { sql } from 'kysely';
import { type CasesOptions, TRANSLATE } from '#areas/cases/index.ts';
import { decisionLettersTo } from '#areas/inbox/index.ts';
import type { Actor } from '#platform/access/index.ts';
import { type Db, transaction } from '#platform/database/index.ts';
import { languageNeeds } from '#platform/identity/index.ts';
import { oneByOne } from '#platform/one-by-one.ts';

const SYSTEM: Actor = { kind: 'system', function: 'translation' };
/** A decision from before the person asked is translated too, while it can still be appealed. */
const BEFORE_DAYS = 28;

interface ToTranslate {
  readonly letter: string;
  readonly caseId: string;
  readonly party: string;
  readonly language: string;
}

/**
 * Lag (2009:724) 8 §: for each decision that was sent to a person who has asked for decisions in a minority language of the
 * area, opens a task for the unit to translate it; one at a time in a case, and none for what is translated.
 */
export async function sweepTranslations(
  db: Db,
  { catalogue, runtime }: Pick<CasesOptions, 'catalogue' | 'runtime'>,
): Promise<void> {
  const wanted: ToTranslate[] = [];
  for (const { party, language, written, at } of await languageNeeds(db)) {
    if (!written) continue;
    const since = Temporal.Instant.from(at).subtract({ hours: 24 * BEFORE_DAYS });
    for (const { id, caseId } of await decisionLettersTo(db, party, since.toString()))
      wanted.push({ letter: id, caseId, party, language });
  }
  await oneByOne(wanted, (one) => openTask(db, { catalogue, runtime }, one));
}

async function openTask(
  db: Db,
  { catalogue, runtime }: Pick<CasesOptions, 'catalogue' | 'runtime'>,
  { letter, caseId, party, language }: ToTranslate,
): Promise<void> {
  await transaction(db, async (tx) => {
    const { rows } = await sql<{ version: string; unit: string }>`select c.service_version as version, c.unit
      from cases.case c where c.id = ${caseId}
        and not exists (select from cases.document d where d.case_id = c.id and d.kind = 'translation'
          and d.content->>'letter' = ${letter})
        and not exists (select from cases.destroyed x where x.case_id = c.id)
        and not exists (select from runtime.task t where t.business_key = c.id and t.form = ${TRANSLATE})
      for update`.execute(tx);
    const [found] = rows;
    if (found === undefined) return;
    const service = await catalogue.version(tx, found.version);
    const variables = { unit: found.unit, brev: letter, part: party, sprak: language };
    await runtime.start(tx, { service, businessKey: caseId, actor: SYSTEM, process: TRANSLATE, variables });
  });
}
