-- The citizen's inbox. A letter is frozen when it is sent: its model as JSON with a hash, in one language.
-- To verify: updating a letter fails; every letter of kind decision belongs to exactly one decision.
create schema inbox;

create table inbox.letter (
  id uuid primary key,
  case_id uuid not null,
  decision_id uuid,
  -- Null: sent to a contact who is no party, by e-mail only.
  party_id uuid references identity.party,
  template text not null,
  kind text not null check (kind in ('decision', 'request', 'information', 'receipt')),
  language text not null,
  subject text not null,
  model jsonb not null,
  hash text not null,
  sent_at timestamptz not null,
  unique (decision_id, party_id, template)
);
create index letter_party on inbox.letter (party_id, id desc);
create index letter_case on inbox.letter (case_id);
create trigger letter_is_final before update on inbox.letter
  for each row execute function database.refuse_change();

-- Opened is not received: the appeal clock runs from a confirmed receipt only (law.md, 12.3).
create table inbox.receipt (
  letter_id uuid not null references inbox.letter,
  what text not null check (what in ('opened', 'confirmed')),
  by_party uuid not null references identity.party,
  at timestamptz not null,
  primary key (letter_id, what)
);

-- The PDF/A of a letter, made from its model after the commit and stored once.
create table inbox.pdf (
  letter_id uuid primary key references inbox.letter,
  sha256 text not null,
  size integer not null,
  bytes bytea not null,
  made_at timestamptz not null
);
