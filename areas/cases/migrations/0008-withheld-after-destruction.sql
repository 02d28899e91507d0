-- A case whose entries were withheld for a protected party is destroyed with the parties' roles; its entries stay withheld.
-- To verify: an entry that shows date and number only does so after the destruction of its case.
alter table cases.destroyed add column withheld boolean not null default true;
create or replace view cases.public_entry as
  select e.id, e.day, c.number || '-' || e.number as number, e.direction, c.board, w.withheld,
    case when not w.withheld then c.matter end as matter,
    case when not w.withheld then e.kind end as kind,
    -- Organisations by name; of private persons the web says only that there was one.
    case when not w.withheld and p.kind = 'organisation' and not p.protected then p.name end as organisation,
    not w.withheld and p.kind = 'person' as person
  from cases.entry e
  join cases.case c on c.id = e.case_id
  left join identity.party p on p.id = e.party_id
  cross join lateral (select cardinality(c.secrecy) > 0 or coalesce(p.protected, false)
    or exists (select from cases.mark m where m.case_id = e.case_id and (m.document_id is null or m.document_id = e.document_id))
    or exists (select from cases.party_role r join identity.party q on q.id = r.party_id where r.case_id = e.case_id and q.protected)
    or exists (select from cases.destroyed x where x.case_id = e.case_id and x.withheld)
    as withheld) w
  where c.register = 'diarium';
