-- Files that people sent or the house made. The bytes lie on disk under their SHA-256; a row says what they are and
-- whose (settled.md "Core tables").
-- To verify: a row with both owners or with none fails; a file of a case cannot become a draft again.
create schema files;

create table files.file (
  id uuid primary key,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  size bigint not null check (size > 0),
  type text not null,
  name text not null check (length(name) between 1 and 120),
  -- draft: the person may still take it back. received: a public document of a case. made: written by the house.
  state text not null check (state in ('draft', 'received', 'made')),
  draft_id uuid,
  case_id uuid,
  created_at timestamptz not null,
  check (case state when 'draft' then draft_id is not null and case_id is null else draft_id is null and case_id is not null end)
);

create index file_draft on files.file (draft_id) where draft_id is not null;
create index file_case on files.file (case_id) where case_id is not null;
-- Whether anything still points at the bytes, when they are swept.
create index file_sha256 on files.file (sha256);
