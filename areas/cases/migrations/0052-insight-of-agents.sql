-- What staff keep about a case in fields, what was answered in its tasks, and marked answers of the application: for who speaks
-- for a party as for the party (FL 10, 14 §§), as 0051 has it for documents and notes.
-- To verify: law 12d; insight.test.ts; of a case without agents nothing is otherwise than before.
create or replace function cases.insight_written(party uuid, of_case uuid)
returns table (item uuid, what text, shown boolean, ruled boolean, basis text, summary text, at timestamptz, filed boolean)
language sql stable as $$
  with voice as (select cases.speaks_for(party, of_case) as who),
  mine as (
    select coalesce(bool_or(r.role = 'applicant'), false) as applied, count(*) > 0 as is_party,
      cases.guarded(party, of_case) or not coalesce(cases.party_insight(of_case), true) as tested
    from cases.party_role r, voice where r.case_id = of_case and r.party_id = any(voice.who) and r.role <> 'former'
  ), told as (
    select case when exists (select from cases.closure x where x.case_id = of_case) then 'infinity'::timestamptz
      else greatest(
        (select max(d.at) from cases.decision d where d.case_id = of_case and d.decided_by in ('automated', 'officer')),
        (select max(k.set_at) from cases.deadline k where k.case_id = of_case and k.kind = 'communication')) end as until
  ), items as (
    select f.id as item, first_value(f.id) over (partition by f.field order by f.id) as first, 'field' as what, f.at,
      mine.tested or (not mine.applied and exists (select from cases.standing_mark m
        where m.case_id = of_case and m.field = 'staff:' || f.field)) as waits,
      coalesce(f.at <= told.until, false) as filed
    from cases.staff_field f, mine, told where f.case_id = of_case and mine.is_party
    union all
    select e.id, e.id, 'answer', e.at, mine.tested and (e.by_party is null or e.by_party <> all(voice.who)),
      coalesce(e.at <= told.until, false) or exists (select from cases.party_role r
        where r.case_id = of_case and r.party_id = e.by_party)
    from runtime.task_end e, mine, voice, told where e.business_key = of_case and mine.is_party and e.how = 'completed'
      and jsonb_typeof(e.answers) = 'object' and e.answers <> '{}'
  ), rulings as (
    select distinct on (i.first) i.first, i.item, g.withheld, g.basis, g.summary
    from cases.insight_ruling g join items i on i.item = coalesce(g.field_id, g.task_id), voice
    where g.case_id = of_case and (g.party_id is null or g.party_id = any(voice.who))
    order by i.first, g.id desc
  )
  select i.item, i.what, coalesce(not r.withheld, not i.waits), r.withheld is not null, r.basis, r.summary, i.at, i.filed
  from items i left join rulings r on r.first = i.first and (r.withheld or i.item <= r.item)
$$;

create or replace function cases.marked_answers(party uuid, of_case uuid) returns text[] language sql stable as $$
  with voice as (select cases.speaks_for(party, of_case) as who)
  select coalesce(array_agg(distinct substr(m.field, length('answer:') + 1)), '{}')
  from cases.standing_mark m, voice where m.case_id = of_case and m.field like 'answer:%'
    and not exists (select from cases.party_role r
      where r.case_id = of_case and r.party_id = any(voice.who) and r.role = 'applicant')
    and not exists (select from cases.document d where d.case_id = of_case and d.kind = 'application'
      and (d.by_party = any(voice.who)
        or (select not g.withheld from cases.insight_ruling g where g.case_id = of_case and g.document_id = d.id
          and (g.party_id is null or g.party_id = any(voice.who)) order by g.id desc limit 1)))
$$;
