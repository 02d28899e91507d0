-- What an officer has tested and shown of a field is what stood in it then (OSL 10 kap. 3 §): a change that staff make later
-- is neither tested nor, before it is filed, in the file (TF 2 kap. 12 §). A field that is withheld is so with all its changes,
-- those that come too. The last ruling about any of them holds.
-- To verify: law 2a; insight.test.ts; a field that was shown and changed after that gives the later change as not ruled on.
create or replace function cases.insight_written(party uuid, of_case uuid)
returns table (item uuid, what text, shown boolean, ruled boolean, basis text, summary text, at timestamptz, filed boolean)
language sql stable as $$
  with mine as (
    select coalesce(bool_or(r.role = 'applicant'), false) as applied, count(*) > 0 as is_party,
      cases.guarded(party, of_case) or not coalesce(cases.party_insight(of_case), true) as tested
    from cases.party_role r where r.case_id = of_case and r.party_id = party and r.role <> 'former'
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
    select e.id, e.id, 'answer', e.at, mine.tested and e.by_party is distinct from party,
      coalesce(e.at <= told.until, false) or exists (select from cases.party_role r
        where r.case_id = of_case and r.party_id = e.by_party)
    from runtime.task_end e, mine, told where e.business_key = of_case and mine.is_party and e.how = 'completed'
      and jsonb_typeof(e.answers) = 'object' and e.answers <> '{}'
  ), rulings as (
    select distinct on (i.first) i.first, i.item, g.withheld, g.basis, g.summary
    from cases.insight_ruling g join items i on i.item = coalesce(g.field_id, g.task_id)
    where g.case_id = of_case and (g.party_id is null or g.party_id = party)
    order by i.first, g.id desc
  )
  select i.item, i.what, coalesce(not r.withheld, not i.waits), r.withheld is not null, r.basis, r.summary, i.at, i.filed
  from items i left join rulings r on r.first = i.first and (r.withheld or i.item <= r.item)
$$;
