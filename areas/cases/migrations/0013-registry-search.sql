-- The registry searched among millions of entries: what may be shown of one is worked out once for each row, and what is
-- looked for is found by an index or along the days.
-- To verify: `explain` of the searches in areas/cases/registry/entries.ts reads no table whole; the view says what it said.
create index case_matter on cases.case (matter) where register = 'diarium';
create index case_board on cases.case (board) where register = 'diarium';
create index entry_party on cases.entry (party_id, day desc, id desc) where party_id is not null;

create or replace view cases.public_entry as
  select e.id, e.day, c.number || '-' || e.number as number, e.direction, c.board, w.withheld,
    case when not w.withheld then c.matter end as matter,
    case when not w.withheld then e.kind end as kind,
    -- Organisations by name; of private persons the web says only that there was one.
    case when not w.withheld and p.kind = 'organisation' and not p.protected then p.name end as organisation,
    not w.withheld and p.kind = 'person' as person,
    -- For finding rows, never shown.
    e.case_id, e.party_id, c.matter as concerns
  from cases.entry e
  join cases.case c on c.id = e.case_id
  left join identity.party p on p.id = e.party_id
  cross join lateral (select cardinality(c.secrecy) > 0 or coalesce(p.protected, false)
    or exists (select from cases.mark m where m.case_id = e.case_id and (m.document_id is null or m.document_id = e.document_id))
    or exists (select from cases.party_role r join identity.party q on q.id = r.party_id where r.case_id = e.case_id and q.protected)
    or exists (select from cases.destroyed x where x.case_id = e.case_id and x.withheld)
    as withheld offset 0) w
  where c.register = 'diarium';
