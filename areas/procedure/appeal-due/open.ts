import { sql } from 'kysely';
import { TOLD } from '#areas/cases/index.ts';
import { appealLastDay } from '#platform/calendar/index.ts';
import { type Db, readTogether } from '#platform/database/index.ts';

/** A decision that a party can still appeal, by the letter that told it. */
export interface OpenToAppeal {
  readonly letter: string;
  readonly subject: string;
  readonly last: Temporal.PlainDate;
}

/** As many of the newest letters as lists show. */
const AT_MOST = 100;

/**
 * FL 44 §: the decisions that a party has got, and until when it can appeal each: three weeks from the first day that is
 * proven, as it confirmed in the inbox or as staff recorded last (`served`). Not of what it has appealed, unless it has
 * taken that back; nor of what only came to it for somebody else. One statement.
 */
export async function openToAppeal(db: Db, party: string): Promise<readonly OpenToAppeal[]> {
  const { rows } = await readTogether(
    db,
    sql<{ letter: string; subject: string; got: Temporal.PlainDate }>`
    select x.letter, x.subject, least(x.confirmed, x.recorded) as got from (
      select l.id as letter, l.subject,
        (select (r.at at time zone 'Europe/Stockholm')::date from inbox.receipt r
          where r.letter_id = l.id and r.what = 'confirmed') as confirmed,
        (select (a.data->>'served')::date from procedure.act a where a.case_id = l.case_id and a.act = 'record-service'
          and a.for_party = l.party_id and a.data->>'decision' = d.id order by a.id desc limit 1) as recorded
      from (select * from inbox.letter where party_id = ${party}::uuid order by id desc limit ${AT_MOST}) l,
        lateral (select coalesce(l.decision_id::text, (select s.id::text from procedure.act s
          where s.case_id = l.case_id and s.data->'letters' ? l.id::text limit 1)) as id) d
      where l.kind = 'decision' and l.model->'appeal'->>'regime' = 'forvaltningsbesvar'
        and exists (select from cases.party_role p where p.case_id = l.case_id and p.party_id = l.party_id
          and p.role = any(${[...TOLD]}::text[]))
        and not exists (select from procedure.act e where e.case_id = l.case_id and e.act in ('appeal', 'register-appeal')
          and e.for_party = l.party_id and e.data->>'decision' = d.id
          and not exists (select from procedure.act w where w.case_id = l.case_id and w.about = e.id
            and w.act in ('withdraw-appeal', 'register-withdrawn-appeal')))
    ) x where coalesce(x.confirmed, x.recorded) is not null order by x.letter desc`,
  );
  return rows.map(({ letter, subject, got }) => ({ letter, subject, last: appealLastDay(got) }));
}
