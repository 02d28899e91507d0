-- A secrecy mark ends: it was a mistake, or what it reminds of is secret no longer (a bid when one is chosen, OSL 19 kap.
-- 3 §). It stays with when it stood and who ended it, and hides nothing from then on; a release is tested all the same.
-- To verify: law 20b; an entry of a case whose one mark has ended is shown whole, and a mark ends once.
create table cases.mark_end (
  mark_id uuid primary key references cases.mark,
  case_id uuid not null references cases.case,
  reason text not null check (reason in ('mistake', 'over')),
  by_party uuid not null references identity.party,
  unit text not null,
  at timestamptz not null
);
create index mark_end_case on cases.mark_end (case_id);
create trigger mark_end_is_final before update or delete on cases.mark_end
  for each row execute function database.refuse_change();

create view cases.standing_mark as
  select m.* from cases.mark m where not exists (select from cases.mark_end e where e.mark_id = m.id);

create or replace view cases.public_entry as
  select e.id, e.day, c.number || '-' || e.number as number, e.direction, c.board, w.withheld,
    case when not w.withheld and not w.matter then c.matter end as matter,
    case when not w.withheld then e.kind end as kind,
    -- Organisations by name; of private persons the web says only that there was one.
    case when not w.withheld and not w.party and p.kind = 'organisation' and not p.protected then p.name end as organisation,
    not w.withheld and not w.party and (p.kind = 'person' or e.recipient is not null) as person,
    -- For finding rows, never shown.
    e.case_id, e.party_id, c.matter as concerns,
    -- What of an entry is hidden that is not withheld whole.
    not w.withheld and w.party as hides_party
  from cases.entry e
  join cases.case c on c.id = e.case_id
  left join identity.party p on p.id = e.party_id
  cross join lateral (select (cardinality(c.secrecy) > 0 or coalesce(p.protected, false)
      or coalesce(bool_or(m.field is null and (m.document_id is null or m.document_id = e.document_id)), false)
      or exists (select from cases.party_role r join identity.party q on q.id = r.party_id where r.case_id = e.case_id and q.protected)
      or exists (select from cases.destroyed x where x.case_id = e.case_id and x.withheld)) as withheld,
    coalesce(bool_or(m.field = 'matter'), false) as matter,
    coalesce(bool_or(m.field = 'party:' || e.party_id), false) as party
    from cases.standing_mark m where m.case_id = e.case_id offset 0) w
  where c.register = 'diarium';

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
    select distinct on (i.first) i.first, g.withheld, g.basis, g.summary
    from cases.insight_ruling g join items i on i.item = coalesce(g.field_id, g.task_id)
    where g.case_id = of_case and (g.party_id is null or g.party_id = party)
    order by i.first, g.id desc
  )
  select i.item, i.what, coalesce(not r.withheld, not i.waits), r.withheld is not null, r.basis, r.summary, i.at, i.filed
  from items i left join rulings r on r.first = i.first
$$;


create or replace function cases.marked_answers(party uuid, of_case uuid) returns text[] language sql stable as $$
  select coalesce(array_agg(distinct substr(m.field, length('answer:') + 1)), '{}')
  from cases.standing_mark m where m.case_id = of_case and m.field like 'answer:%'
    and not exists (select from cases.party_role r where r.case_id = of_case and r.party_id = party and r.role = 'applicant')
    and not exists (select from cases.document d where d.case_id = of_case and d.kind = 'application' and (d.by_party = party
      or (select not g.withheld from cases.insight_ruling g where g.case_id = of_case and g.document_id = d.id
        and (g.party_id is null or g.party_id = party) order by g.id desc limit 1)))
$$;

