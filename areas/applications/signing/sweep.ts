import { type RawBuilder, sql } from 'kysely';
import type { PartyId } from '#platform/access/index.ts';
import { type Db, transaction } from '#platform/database/index.ts';
import { touchDraft } from '../draft.ts';
import type { ApplicationsOptions } from '../mount.ts';
import { end } from './take.ts';
import { tell } from './tell.ts';

/**
 * What time does to rounds of signatures: those who have not signed are reminded once; a round whose time is over ends,
 * everybody is told, and the draft is the applicant's again; what has ended long ago is deleted.
 */
export async function sweepSignings(db: Db, options: ApplicationsOptions, now: string): Promise<void> {
  await transaction(db, (tx) => remind(tx, options, now));
  const { rows } = await sql<{ id: string; draft: string }>`select s.id, s.draft_id as draft from applications.signing s
    where s.expires_at <= ${now}::timestamptz
      and not exists (select from applications.signing_end e where e.signing_id = s.id)`.execute(db);
  for (const { id, draft } of rows)
    await transaction(db, async (tx) => {
      // The draft first, as whoever signs does.
      await sql`select 1 from applications.draft where id = ${draft} for update`.execute(tx);
      if (await end(tx, options, { id }, { how: 'expired', by: null }, now)) await touchDraft(tx, draft, now);
    });
  await sql`delete from applications.signing s using applications.signing_end e
    where e.signing_id = s.id and e.at < ${now}::timestamptz - interval '30 days'`.execute(db);
}

/** Who has not signed is reminded of it; where all have, whoever applied is reminded to pay. */
async function remind(tx: Db, options: ApplicationsOptions, now: string): Promise<void> {
  const signed = (party: RawBuilder<unknown>) => sql`(select count(*) from applications.signature n
    where n.draft_id = s.draft_id and n.hash = s.hash and n.party = any(${party}))`;
  const all = sql`array(select o.party from applications.signer o where o.signing_id = s.id)`;
  const { rows } = await sql<{ party: PartyId; complete: boolean }>`update applications.signer g
    set reminded_at = ${now}::timestamptz from applications.signing s
    where s.id = g.signing_id and g.reminded_at is null
      and s.remind_at <= ${now}::timestamptz and s.expires_at > ${now}::timestamptz
      and not exists (select from applications.signing_end e where e.signing_id = s.id)
      and case when ${signed(all)} >= s.needed then g.place = 0
        else g.asked_at is not null and ${signed(sql`array[g.party]`)} = 0 end
    returning g.party, ${signed(all)} >= s.needed as complete`.execute(tx);
  for (const { party, complete } of rows) await tell(tx, options, [party], complete ? 'pay' : 'reminder', now);
}
