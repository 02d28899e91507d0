-- What was handed over to be kept for ever: the package of a case, by whom, and with which result it was verified. It holds
-- nothing of what the package says, and stays when the case is gone.
-- To verify: a row is of an officer or of a command; no row changes.
create table archive.hand_over (
  id uuid primary key,
  case_id uuid not null,
  number text not null,
  -- Name of the package's folder.
  object_id text not null,
  -- SHA-256 of METS.xml, which has a checksum of every other file.
  mets_sha256 text not null check (mets_sha256 ~ '^[0-9a-f]{64}$'),
  files integer not null,
  bytes bigint not null,
  -- The published schemas that it was judged by, each with its SHA-256; none: by structure and checksums only.
  schemas text[] not null,
  faults text[] not null,
  warnings text[] not null,
  by_party uuid references identity.party,
  unit text,
  function text,
  -- When it was made, as the package says.
  at timestamptz not null,
  check ((by_party is null) = (unit is null)),
  check ((by_party is null) = (function is not null))
);
create index hand_over_case on archive.hand_over (case_id);

create trigger hand_over_is_final before update or delete on archive.hand_over
  for each row execute function database.refuse_change();
