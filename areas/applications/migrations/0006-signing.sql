-- Who signs an application with the e-ID before it is sent, and what they have signed. A round is one frozen text; its
-- end is a row: sent, refused, expired, changed (the answers were), withdrawn.
-- To verify: updating a signature fails; a person's second signature of the same text changes no row.
create table applications.signing (
  id uuid primary key,
  draft_id uuid not null,
  service text not null,
  service_version text not null,
  applicant uuid not null references identity.party,
  -- Who sends when all have signed: the applicant as she was signed in when the round began.
  actor jsonb not null,
  frozen jsonb not null,
  html_hash text not null check (html_hash ~ '^[0-9a-f]{64}$'),
  -- SHA-256 of the canonical form (RFC 8785) of what is signed: service, version, data, HTML and files.
  hash text not null check (hash ~ '^[0-9a-f]{64}$'),
  language text not null,
  -- How many signatures it takes: company signatories jointly are some of all who may.
  needed int not null check (needed > 0),
  started_at timestamptz not null,
  remind_at timestamptz not null,
  expires_at timestamptz not null
);
create index signing_of on applications.signing (draft_id);

create table applications.signing_end (
  signing_id uuid primary key references applications.signing on delete cascade,
  how text not null check (how in ('sent', 'refused', 'expired', 'changed', 'withdrawn')),
  by_party uuid references identity.party,
  reason text,
  at timestamptz not null
);

create table applications.signer (
  signing_id uuid not null references applications.signing on delete cascade,
  party uuid not null references identity.party,
  -- The applicant is 0. Those with the same place sign in any order; the next place is asked when one is full.
  place int not null,
  asked_at timestamptz,
  reminded_at timestamptz,
  primary key (signing_id, party)
);
create index signer_party on applications.signer (party);

create table applications.signature (
  id uuid primary key,
  draft_id uuid not null,
  party uuid not null references identity.party,
  -- What was signed, and what a task it belongs to, where the case waited for it.
  hash text not null check (hash ~ '^[0-9a-f]{64}$'),
  task_id uuid,
  level text not null,
  provider text not null,
  at timestamptz not null,
  -- What the e-ID made over the hash, as it came; and the house's receipt, a compact JWS (RFC 7515).
  evidence text not null,
  receipt text not null,
  unique (draft_id, hash, party)
);
create trigger signature_is_final before update on applications.signature
  for each row execute function database.refuse_change();
