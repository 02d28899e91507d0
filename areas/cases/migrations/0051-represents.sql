-- Whom an agent (ombud) speaks for in a case (FL 14 §): chosen when an officer enters her, and who acted for somebody when the
-- application was sent speaks for that one. A role that has ended keeps its rows with when it did: an appeal that was made
-- while it held counts from the day of the party. Of agents from before, it is the one party there is, where there is one.
-- To verify: law 12d; insight.test.ts; of a case with one party and an agent there is one row.
create table cases.represents (
  case_id uuid not null references cases.case,
  agent_id uuid not null references identity.party,
  party_id uuid not null references identity.party check (party_id <> agent_id),
  since timestamptz not null,
  until timestamptz,
  primary key (case_id, agent_id, party_id, since)
);
create index represents_agent on cases.represents (agent_id);
create index represents_party on cases.represents (party_id);

insert into cases.represents (case_id, agent_id, party_id, since)
select a.case_id, a.party_id, o.one, a.since from cases.party_role a
  cross join lateral (select min(r.party_id::text)::uuid as one, count(distinct r.party_id) as n from cases.party_role r
    where r.case_id = a.case_id and r.party_id <> a.party_id
      and r.role in ('applicant', 'co-applicant', 'guardian', 'counterparty', 'affected')) o
where a.role = 'agent' and o.n = 1;

-- She, and those whom she speaks for now: what is theirs to read is hers, and what is kept from them is kept from her (FL 10, 14 §§).
create function cases.speaks_for(party uuid, of_case uuid) returns uuid[] language sql stable as $$
  select array_append(coalesce(array_agg(s.party_id), '{}'), party)
  from cases.represents s where s.case_id = of_case and s.agent_id = party and s.until is null
$$;

create or replace function cases.insight(party uuid, of_case uuid)
returns table (item uuid, what text, shown boolean, ruled boolean, basis text, summary text, at timestamptz)
language sql stable as $$
  with recursive voice as (select cases.speaks_for(party, of_case) as who),
  mine as (
    select coalesce(bool_or(r.role = 'applicant'), false) as applied, count(*) > 0 as is_party,
      -- Whom the application speaks for, or who is asked to sign it.
      coalesce(bool_or(r.role in ('applicant', 'co-applicant', 'represented', 'guardian', 'agent')), false) as spoken_for,
      cases.guarded(party, of_case) as guarded, coalesce(cases.party_insight(of_case), true) as has_insight
    from cases.party_role r, voice where r.case_id = of_case and r.party_id = any(voice.who) and r.role <> 'former'
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
        when d.to_party = any(voice.who) or d.by_party = any(voice.who) then false
        when d.kind = 'application' and mine.applied then false
        when d.kind = 'register' then not mine.applied
        when not mine.applied and d.file_id::text in (select k.file from marked k) then true
        when not mine.has_insight and d.decision_id is null and not (d.kind = 'application' and mine.spoken_for) then true
        when not mine.guarded then false
        else not mine.applied or d.direction = 'in' or d.kind = 'letter' or d.to_party is not null
          or d.by_party is not null or d.entered_by is not null
      end as waits
    from versions v join cases.document d on d.id = v.first, mine, voice where mine.is_party
    union all
    select n.id, n.id, 'note', n.at, mine.guarded or not mine.has_insight
    from cases.note n, mine where n.case_id = of_case and mine.is_party
  ), rulings as (
    select distinct on (coalesce(v.first, g.note_id)) coalesce(v.first, g.note_id) as first, g.withheld, g.basis, g.summary
    from cases.insight_ruling g left join versions v on v.item = g.document_id, voice
    where g.case_id = of_case and (g.party_id is null or g.party_id = any(voice.who))
    order by coalesce(v.first, g.note_id), g.id desc
  )
  select i.item, i.what, coalesce(not r.withheld, not i.waits), r.withheld is not null, r.basis, r.summary, i.at
  from items i left join rulings r on r.first = i.first
$$;
