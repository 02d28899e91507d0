-- A mark may be about a field (OSL 5 kap. 5 §): the matter, what is about a party, an answer of the application, or what staff
-- keep. The registry hides what is marked and no more: an entry is withheld whole only where the case or the document is.
-- To verify: the view of a case whose matter is marked has a day, a kind and no matter; law 20b.
alter table cases.mark drop constraint mark_check;
alter table cases.mark add constraint mark_field_check
  check (field is null or document_id is null and field ~ '^(matter|party:[0-9a-f-]{36}|(answer|staff):[A-Za-z_][A-Za-z0-9_]*)$');

create or replace view cases.public_entry as
  select e.id, e.day, c.number || '-' || e.number as number, e.direction, c.board, w.withheld,
    case when not w.withheld and not w.matter then c.matter end as matter,
    case when not w.withheld then e.kind end as kind,
    -- Organisations by name; of private persons the web says only that there was one.
    case when not w.withheld and not w.party and p.kind = 'organisation' and not p.protected then p.name end as organisation,
    not w.withheld and not w.party and p.kind = 'person' as person,
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
    from cases.mark m where m.case_id = e.case_id offset 0) w
  where c.register = 'diarium';
