-- Every look at somebody's personal data, and which staff hold which assignment.
-- Law (2001:454) 10 §, HSLF-FS 2016:40 4 kap. 9 §, OSL 21 kap. 3 §; what counts as a look: settled.md.
-- To verify: update, delete and truncate of access.look fail.
create schema access;

create table access.assignment (
  id uuid primary key,
  -- The id in registers/staff.yaml or in the import.
  name text not null,
  party uuid not null references identity.party,
  unit text not null,
  roles text[] not null check (cardinality(roles) > 0),
  source text not null,
  valid_from timestamptz not null,
  ended_at timestamptz
);
create unique index assignment_live on access.assignment (party, name) where ended_at is null;

create table access.look (
  id uuid primary key,
  at timestamptz not null,
  actor_kind text not null check (actor_kind in ('citizen', 'staff', 'system', 'anonymous')),
  actor_party uuid references identity.party,
  -- Name of the job or building block when no person looked.
  function text check ((actor_kind = 'system') = (function is not null)),
  unit text,
  roles text[],
  assignment uuid,
  mandate uuid,
  kind text not null check (kind in ('OPENED', 'LISTED', 'SYSTEM')),
  -- Whom the data are about: one person, or all of a list in one row.
  subject uuid references identity.party,
  listed uuid[] check (cardinality(listed) > 0),
  purpose text not null check (purpose <> ''),
  case_id uuid,
  fields text[] not null default '{}',
  request_id text,
  check ((kind = 'LISTED') = (listed is not null)),
  check ((kind = 'LISTED') = (subject is null)),
  check ((actor_kind in ('citizen', 'staff')) = (actor_party is not null)),
  check ((actor_kind = 'staff') = (unit is not null))
);
-- One OPENED row per person and request.
create unique index look_once on access.look (request_id, subject) where kind = 'OPENED' and request_id is not null;
create index look_subject on access.look (subject, at desc) where subject is not null;
create index look_listed on access.look using gin (listed) where listed is not null;
create index look_case on access.look (case_id) where case_id is not null;

create function access.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'access.look is append-only';
end $$;

create trigger look_is_kept before update or delete on access.look
  for each row execute function access.refuse_change();
create trigger look_is_kept_whole before truncate on access.look
  for each statement execute function access.refuse_change();
