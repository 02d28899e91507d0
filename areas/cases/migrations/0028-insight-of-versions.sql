-- What a party sees, once more (FL 10 §, OSL 10 kap. 3 §): in a case that somebody protected is in, everything that did not
-- come from the applicant or go to it waits to be tested, whoever entered it and whatever it is called; and a document and
-- the versions that took its place are one thing: they wait by where the first came from, and the last ruling about any of
-- them is about them all.
-- To verify: law 2a; a new version of what is withheld is not shown, and the chain of a case without versions is the item.
create function cases.guarded(party uuid, of_case uuid) returns boolean language sql stable as $$
  select exists (select from cases.party_role r join identity.party p on p.id = r.party_id
    where r.case_id = of_case and p.protected and p.id is distinct from party)
$$;

create or replace function cases.insight(party uuid, of_case uuid)
returns table (item uuid, what text, shown boolean, ruled boolean, basis text, summary text, at timestamptz)
language sql stable as $$
  with recursive mine as (
    select coalesce(bool_or(r.role = 'applicant'), false) as applied, count(*) > 0 as is_party,
      cases.guarded(party, of_case) as guarded
    from cases.party_role r where r.case_id = of_case and r.party_id = party and r.role <> 'former'
  ), versions as (
    select d.id as item, d.id as first, d.at from cases.document d where d.case_id = of_case and d.replaces is null
    union all
    select n.id, v.first, n.at from versions v join cases.document n on n.replaces = v.item
  ), items as (
    select v.item, v.first, 'document' as what, v.at,
      case
        when d.to_party = party or d.by_party = party then false
        when d.kind = 'application' and mine.applied then false
        when d.kind = 'register' then not mine.applied
        when not mine.guarded then false
        else not mine.applied or d.direction = 'in' or d.kind = 'letter' or d.to_party is not null
          or d.by_party is not null or d.entered_by is not null
      end as waits
    from versions v join cases.document d on d.id = v.first, mine where mine.is_party
    union all
    select n.id, n.id, 'note', n.at, mine.guarded from cases.note n, mine where n.case_id = of_case and mine.is_party
  ), rulings as (
    select distinct on (coalesce(v.first, g.note_id)) coalesce(v.first, g.note_id) as first, g.withheld, g.basis, g.summary
    from cases.insight_ruling g left join versions v on v.item = g.document_id
    where g.case_id = of_case and (g.party_id is null or g.party_id = party)
    order by coalesce(v.first, g.note_id), g.id desc
  )
  select i.item, i.what, coalesce(not r.withheld, not i.waits), r.withheld is not null, r.basis, r.summary, i.at
  from items i left join rulings r on r.first = i.first
$$;
