-- What the desk keeps for itself: lists that somebody wants again, and who stands in for whom.
-- To verify: update of a saved view or an absence fails, as does an absence without a day it ends before it has begun.
create table cases.saved_view (
  id uuid primary key,
  unit text not null,
  party_id uuid not null references identity.party,
  -- Everybody in the unit has it; otherwise only who made it.
  shared boolean not null,
  name text not null check (length(name) between 1 and 60),
  -- The query of the list's address, without the person it was made by: `frist=over&lage=mina`.
  query text not null check (length(query) <= 500),
  at timestamptz not null
);
create index saved_view_unit on cases.saved_view (unit, party_id);
create trigger saved_view_is_final before update on cases.saved_view
  for each row execute function database.refuse_change();

create table cases.saved_view_end (
  view_id uuid primary key references cases.saved_view,
  by_party uuid not null references identity.party,
  at timestamptz not null
);

create table cases.absence (
  id uuid primary key,
  unit text not null,
  party_id uuid not null references identity.party,
  -- Who has the absent one's cases meanwhile.
  substitute_id uuid not null references identity.party check (substitute_id <> party_id),
  from_day date not null,
  -- The last day; open until it is ended.
  to_day date check (to_day >= from_day),
  by_party uuid not null references identity.party,
  at timestamptz not null
);
create index absence_unit on cases.absence (unit, from_day);
create index absence_substitute on cases.absence (substitute_id);
create trigger absence_is_final before update on cases.absence
  for each row execute function database.refuse_change();

-- That an absence ended before its time, or never was: from when on it does not hold.
create table cases.absence_end (
  absence_id uuid primary key references cases.absence,
  by_party uuid not null references identity.party,
  at timestamptz not null
);

create view cases.absent as
  select a.* from cases.absence a where not exists (select from cases.absence_end e where e.absence_id = a.id);
