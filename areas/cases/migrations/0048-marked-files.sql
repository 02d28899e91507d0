-- A mark on an answer of the application that is a file (OSL 5 kap. 5 §) keeps the file too: it is a document of its own, and
-- waits to be tested by itself for every party but who applied and who sent it (OSL 10 kap. 3 §), with what comes in its place.
-- To verify: law 2a; insight.test.ts; of a case without marks on answers no more waits than before.
create or replace function cases.insight(party uuid, of_case uuid)
returns table (item uuid, what text, shown boolean, ruled boolean, basis text, summary text, at timestamptz)
language sql stable as $$
  with recursive mine as (
    select coalesce(bool_or(r.role = 'applicant'), false) as applied, count(*) > 0 as is_party,
      -- Whom the application speaks for, or who is asked to sign it.
      coalesce(bool_or(r.role in ('applicant', 'co-applicant', 'represented', 'guardian', 'agent')), false) as spoken_for,
      cases.guarded(party, of_case) as guarded, coalesce(cases.party_insight(of_case), true) as has_insight
    from cases.party_role r where r.case_id = of_case and r.party_id = party and r.role <> 'former'
  ), versions as (
    select d.id as item, d.id as first, d.at, d.letter_id from cases.document d
    where d.case_id = of_case and d.replaces is null and not (d.kind = 'translation' and exists (
      select from cases.document l where l.case_id = of_case and l.letter_id::text = d.content ->> 'letter'))
    union
    select n.id, v.first, n.at, n.letter_id from versions v join cases.document n on n.case_id = of_case
      and (n.replaces = v.item or (n.kind = 'translation' and n.content ->> 'letter' = v.letter_id::text))
  ), marked as (
    select file #>> '{}' as file from cases.standing_mark m
      join cases.document a on a.case_id = m.case_id and a.kind = 'application'
      cross join jsonb_path_query(a.content -> substr(m.field, length('answer:') + 1), '$.**.file') file
    where m.case_id = of_case and m.field like 'answer:%'
  ), items as (
    select v.item, v.first, 'document' as what, v.at,
      case
        when d.to_party = party or d.by_party = party then false
        when d.kind = 'application' and mine.applied then false
        when d.kind = 'register' then not mine.applied
        when not mine.applied and d.file_id::text in (select k.file from marked k) then true
        when not mine.has_insight and d.decision_id is null and not (d.kind = 'application' and mine.spoken_for) then true
        when not mine.guarded then false
        else not mine.applied or d.direction = 'in' or d.kind = 'letter' or d.to_party is not null
          or d.by_party is not null or d.entered_by is not null
      end as waits
    from versions v join cases.document d on d.id = v.first, mine where mine.is_party
    union all
    select n.id, n.id, 'note', n.at, mine.guarded or not mine.has_insight
    from cases.note n, mine where n.case_id = of_case and mine.is_party
  ), rulings as (
    select distinct on (coalesce(v.first, g.note_id)) coalesce(v.first, g.note_id) as first, g.withheld, g.basis, g.summary
    from cases.insight_ruling g left join versions v on v.item = g.document_id
    where g.case_id = of_case and (g.party_id is null or g.party_id = party)
    order by coalesce(v.first, g.note_id), g.id desc
  )
  select i.item, i.what, coalesce(not r.withheld, not i.waits), r.withheld is not null, r.basis, r.summary, i.at
  from items i left join rulings r on r.first = i.first
$$;
