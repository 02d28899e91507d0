-- The registry (diarium): every document that comes in or goes out has an entry, written with it (OSL 5 kap. 1–2 §§).
-- An entry has two layers: what anyone sees stands in the view, the rest only in the tables.
-- To verify: inserting a document in or out of a case of a diarium service gives one entry; the view of a case with
-- secrecy has date and number only; a mark without a provision of OSL is refused.
alter table cases.case
  -- diarium; akt: kept in the file of its own (OSF 2 §); none. Cases from before this are not shown to the public.
  add column register text not null default 'akt' check (register in ('diarium', 'akt', 'none')),
  -- Briefly what it concerns: the service's title.
  add column matter text not null default '',
  -- Provisions of secrecy that the service names for all of its cases.
  add column secrecy text[] not null default '{}';

-- Whom an outgoing document goes to.
alter table cases.document add column to_party uuid references identity.party;

create table cases.entry (
  id uuid primary key,
  case_id uuid not null references cases.case,
  -- Within the case: SN 2026-000123-2.
  number integer not null,
  document_id uuid not null unique,
  day date not null,
  direction text not null check (direction in ('in', 'out')),
  kind text not null,
  -- Sender or recipient, where there is one. Names are read when they are shown: who has become protected is hidden.
  party_id uuid references identity.party,
  registered_at timestamptz not null,
  unique (case_id, number)
);
create index entry_day on cases.entry (day desc, id desc);
create trigger entry_is_final before update or delete on cases.entry
  for each row execute function database.refuse_change();

create function cases.enter() returns trigger language plpgsql as $$
declare
  c record;
begin
  select register, received_at, arrival_day into c from cases.case where id = new.case_id for no key update;
  if c.register = 'diarium' then
    insert into cases.entry (id, case_id, number, document_id, day, direction, kind, party_id, registered_at)
    values (new.id, new.case_id, (select coalesce(max(number), 0) + 1 from cases.entry where case_id = new.case_id), new.id,
      case when new.at = c.received_at then c.arrival_day else (new.at at time zone 'Europe/Stockholm')::date end,
      new.direction, new.kind, coalesce(new.by_party, new.to_party), new.at);
  end if;
  return null;
end $$;
create trigger document_is_entered after insert on cases.document
  for each row when (new.direction in ('in', 'out')) execute function cases.enter();

-- A reminder, not a decision: release is tested anew each time (OSL 5 kap. 5 §). No mark without its provision.
create table cases.mark (
  id uuid primary key,
  case_id uuid not null references cases.case,
  -- Null: the whole case.
  document_id uuid,
  -- Null: the whole document; otherwise the name of a field in it.
  field text check (field is null or document_id is not null),
  basis text not null check (basis ~ '^OSL \(2009:400\) [0-9]+ kap\. [0-9]+( [a-z])? §'),
  by_party uuid not null references identity.party,
  unit text not null,
  at timestamptz not null
);
create index mark_case on cases.mark (case_id);
create trigger mark_is_final before update or delete on cases.mark
  for each row execute function database.refuse_change();

create view cases.public_entry as
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
    as withheld) w
  where c.register = 'diarium';
