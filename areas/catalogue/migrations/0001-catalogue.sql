-- Published services. A version is the whole folder under its content hash and never changes; what is offered now is
-- the newest publication that nobody has stopped.
-- To verify: updating a version fails; `select count(*) from catalogue.service` is the number of services ever published.
create schema catalogue;

create table catalogue.service (
  id text primary key
);

create table catalogue.service_version (
  hash text primary key check (hash ~ '^[0-9a-f]{64}$'),
  service text not null references catalogue.service,
  -- Path in the folder → content in base64.
  folder jsonb not null,
  made_at timestamptz not null
);
create trigger version_is_final before update on catalogue.service_version
  for each row execute function database.refuse_change();

-- Each publication and each stop is a row; the newest one of a service holds.
create table catalogue.publication (
  id uuid primary key,
  service text not null references catalogue.service,
  version text references catalogue.service_version,
  -- Why a service is closed, for the staff: the faults of its folder as the check wrote them.
  stopped jsonb,
  at timestamptz not null,
  check ((version is null) <> (stopped is null))
);
create index publication_newest on catalogue.publication (service, id desc);
