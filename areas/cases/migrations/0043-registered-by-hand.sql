-- What officers register that came in or went out beside the house: on the day it arrived (FL 22 §) or was sent, from or to
-- whom, by name where it is no party (OSL 5 kap. 2 §).
-- To verify: a document with a day gives an entry on that day; one of a sender by name gives an entry with it.
alter table cases.document
  add column day date check (day is null or (direction <> 'internal' and day <= (at at time zone 'Europe/Stockholm')::date)),
  add column from_name text check (from_name is null or (direction = 'in' and by_party is null and from_name <> ''));
comment on column cases.entry.recipient is 'Recipient or sender who is no party of the case, by name.';

create or replace function cases.enter() returns trigger language plpgsql as $$
declare
  c record;
begin
  select register, received_at, arrival_day into c from cases.case where id = new.case_id for no key update;
  if c.register = 'diarium' then
    insert into cases.entry (id, case_id, number, document_id, day, direction, kind, party_id, recipient, registered_at)
    values (new.id, new.case_id, (select coalesce(max(number), 0) + 1 from cases.entry where case_id = new.case_id), new.id,
      case when new.day is not null then new.day when new.at = c.received_at then c.arrival_day
        else (new.at at time zone 'Europe/Stockholm')::date end,
      new.direction, new.kind, coalesce(new.by_party, new.to_party), coalesce(new.to_name, new.from_name), new.at);
  end if;
  return null;
end $$;
