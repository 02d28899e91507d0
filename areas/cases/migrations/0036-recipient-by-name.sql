-- Whom an outgoing document goes to who is no party of the case: by name, in the case file and in the registry (OSL 5 kap.
-- 2 § p. 3). The public search says of it that there is a private person, as of parties that are persons.
-- To verify: a letter sent to a name gives an entry with it; `select person from cases.public_entry` is true for it.
alter table cases.document
  add column to_name text check (to_name is null or (direction = 'out' and to_party is null and to_name <> ''));
alter table cases.entry add column recipient text;

create or replace function cases.enter() returns trigger language plpgsql as $$
declare
  c record;
begin
  select register, received_at, arrival_day into c from cases.case where id = new.case_id for no key update;
  if c.register = 'diarium' then
    insert into cases.entry (id, case_id, number, document_id, day, direction, kind, party_id, recipient, registered_at)
    values (new.id, new.case_id, (select coalesce(max(number), 0) + 1 from cases.entry where case_id = new.case_id), new.id,
      case when new.at = c.received_at then c.arrival_day else (new.at at time zone 'Europe/Stockholm')::date end,
      new.direction, new.kind, coalesce(new.by_party, new.to_party), new.to_name, new.at);
  end if;
  return null;
end $$;

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
    from cases.mark m where m.case_id = e.case_id offset 0) w
  where c.register = 'diarium';
