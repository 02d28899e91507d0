-- What people are writing, and what they have sent. A draft is the person's own: nothing but the routes of this area
-- reads it, and it is deleted P30D after the last change (settled.md, What counts as a look).
-- To verify: updating an application fails; a draft has an owner or a secret, never both and never none.
create schema applications;

create table applications.draft (
  id uuid primary key,
  service text not null,
  service_version text not null,
  -- The person at the keyboard, and whom they act for.
  party uuid references identity.party,
  principal uuid references identity.party,
  -- SHA-256 of the capability in the cookie of a person who is not signed in.
  secret_hash text check (secret_hash ~ '^[0-9a-f]{64}$'),
  answers jsonb not null default '{}',
  -- What the registers said when the draft was started: a value with its marks (@torget/feel, Stored).
  facts jsonb not null default '{"value": {}}',
  created timestamptz not null,
  updated timestamptz not null,
  language text not null,
  check ((party is null) <> (secret_hash is null)),
  check ((party is null) = (principal is null))
);
create index draft_party on applications.draft (party, updated desc) where party is not null;
create index draft_updated on applications.draft (updated);

create table applications.application (
  id uuid primary key,
  -- The idempotency key of the submission: one draft, one application, one case.
  draft_id uuid not null unique,
  service text not null,
  service_version text not null,
  party uuid references identity.party,
  principal uuid references identity.party,
  -- Of the draft: a second press of the button finds the same receipt.
  secret_hash text check (secret_hash ~ '^[0-9a-f]{64}$'),
  -- SHA-256 of the capability in the receipt's address.
  receipt_hash text check (receipt_hash ~ '^[0-9a-f]{64}$'),
  -- Data, answers as they were read, and the HTML they were read in.
  frozen jsonb not null,
  html_hash text not null check (html_hash ~ '^[0-9a-f]{64}$'),
  language text not null,
  -- FL 22 §: the press of the button, and the legal day it falls on; apart from the registration of the case.
  received_at timestamptz not null,
  arrival_day date not null,
  registered_at timestamptz,
  case_id uuid not null unique,
  case_number text not null
);
create index application_party on applications.application (party, received_at desc) where party is not null;
create trigger application_is_final before update on applications.application
  for each row execute function database.refuse_change();
