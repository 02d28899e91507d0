-- The archive: what somebody proposes to destroy, what a second person approves, and the proof of what went.
-- To verify: approving one's own proposal fails; a certificate cannot be changed or deleted; a case has one at most.
create schema archive;

create table archive.proposal (
  id uuid primary key,
  by_party uuid not null references identity.party,
  unit text not null,
  at timestamptz not null,
  unique (id, by_party)
);

create table archive.proposal_case (
  proposal_id uuid not null references archive.proposal,
  case_id uuid not null,
  number text not null,
  service text not null,
  outcome text,
  basis text[] not null,
  due date not null,
  done_by date,
  primary key (proposal_id, case_id)
);
create index proposal_case_case on archive.proposal_case (case_id);

-- How a proposal ended. Destruction is a job for two: nobody approves what they proposed themselves.
create table archive.proposal_end (
  proposal_id uuid primary key,
  proposed_by uuid not null,
  how text not null check (how in ('approved', 'withdrawn')),
  by_party uuid not null references identity.party,
  unit text not null,
  at timestamptz not null,
  foreign key (proposal_id, proposed_by) references archive.proposal (id, by_party),
  check (how = 'withdrawn' or by_party <> proposed_by)
);

-- What was destroyed, when, by whom and under which rule: fingerprints of every row and file, none of their words.
create table archive.certificate (
  id uuid primary key,
  proposal_id uuid not null references archive.proposal_end (proposal_id),
  case_id uuid not null unique,
  number text not null,
  service text not null,
  service_version text not null,
  outcome text,
  basis text[] not null,
  due date not null,
  destroyed_at timestamptz not null,
  proposed_by uuid not null references identity.party,
  approved_by uuid not null references identity.party,
  entries jsonb not null,
  sha256 text not null,
  check (approved_by <> proposed_by)
);
create index certificate_proposal on archive.certificate (proposal_id);

create trigger proposal_is_final before update or delete on archive.proposal
  for each row execute function database.refuse_change();
create trigger proposal_case_is_final before update or delete on archive.proposal_case
  for each row execute function database.refuse_change();
create trigger proposal_end_is_final before update or delete on archive.proposal_end
  for each row execute function database.refuse_change();
create trigger certificate_is_final before update or delete on archive.certificate
  for each row execute function database.refuse_change();
