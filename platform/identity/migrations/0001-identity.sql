-- Persons with an id of our own, their numbers with a history, who may act for whom, and who is signed in
-- (reference: settled.md "Core tables", identity.md section 8).
-- To verify: a second live row of the same number fails; a session row holds no number (identity canary test).
create schema identity;

create table identity.party (
  id uuid primary key,
  kind text not null check (kind in ('person', 'organisation', 'estate')),
  name text not null,
  given_name text,
  family_name text,
  -- From the register, never computed from a number (law.md, section 12.8).
  birth_date date,
  -- Sekretessmarkering or skyddad folkbokföring (OSL 21 kap. 3, 3 a §§; 22 kap. 1 §).
  protected boolean not null default false,
  email text,
  phone text,
  created_at timestamptz not null
);

-- The only place in the database where a personal number stands. Numbers change; the old ones stay with their end.
create table identity.party_number (
  id uuid primary key,
  party uuid not null references identity.party,
  type text not null check (type in ('pnr', 'samnr', 'prid', 'orgnr', 'eidas', 'wallet')),
  value text not null check (type not in ('pnr', 'samnr') or value ~ '^[0-9]{12}$'),
  level text check (level in ('confirmed', 'probable', 'uncertain')),
  source text not null,
  valid_from date not null,
  valid_to date,
  -- Lag (2022:1697) 3 kap. 2 §: a coordination number falls asleep after the fifth calendar year.
  dormant_from date
);
create unique index party_number_live on identity.party_number (type, value) where valid_to is null;
create index party_number_of on identity.party_number (party);

-- What happened to a party: created, linked to a new number, two parties found for one person. Never a number in it.
create table identity.party_event (
  id uuid primary key,
  at timestamptz not null,
  party uuid not null references identity.party,
  kind text not null check (kind in ('created', 'linked', 'conflict', 'level', 'protected', 'unprotected')),
  number uuid references identity.party_number,
  other uuid references identity.party,
  source text not null
);
create index party_event_of on identity.party_event (party, at);

create table identity.mandate (
  id uuid primary key,
  principal uuid not null references identity.party,
  agent uuid not null references identity.party check (agent <> principal),
  kind text not null check (kind in ('vardnadshavare', 'fullmakt', 'god-man', 'forvaltare', 'firmatecknare')),
  -- Empty means everything that the kind covers.
  scope text[] not null default '{}',
  -- FB 6 kap. 13 §: joint custody means both.
  requires text not null check (requires in ('alone', 'jointly', 'both')),
  source text not null,
  evidence jsonb not null,
  valid_from date not null,
  -- The first day it does not hold any more.
  valid_to date,
  revoked_at timestamptz
);
create unique index mandate_live on identity.mandate (principal, agent, kind) where revoked_at is null;
create index mandate_agent on identity.mandate (agent) where revoked_at is null;

-- A session is a citizen or one staff assignment, never both. Times are real time, not the example clock's.
create table identity.session (
  id uuid primary key,
  token_hash bytea not null unique check (octet_length(token_hash) = 32),
  kind text not null check (kind in ('citizen', 'staff')),
  party uuid not null references identity.party,
  assignment uuid check ((kind = 'staff') = (assignment is not null)),
  assurance text not null,
  provider text not null,
  csrf text not null,
  created_at timestamptz not null,
  seen_at timestamptz not null,
  ended_at timestamptz
);
create index session_party on identity.session (party) where ended_at is null;

-- A sign-in under way at a provider, and afterwards a staff person's choice of assignment. Gone within minutes.
create table identity.sign_in (
  id uuid primary key,
  state_hash bytea not null unique,
  browser_hash bytea not null,
  audience text not null check (audience in ('person', 'staff')),
  provider text not null,
  nonce text not null,
  verifier text not null,
  return_to text not null,
  language text not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  party uuid references identity.party,
  assurance text
);
create index sign_in_expired on identity.sign_in (expires_at);

-- What the built-in test e-ID keeps (oidc-provider's adapter): interactions, codes, tokens. Rows expire.
create table identity.oidc (
  model text not null,
  id text not null,
  payload jsonb not null,
  uid text,
  grant_id text,
  consumed_at timestamptz,
  expires_at timestamptz,
  primary key (model, id)
);
create index oidc_uid on identity.oidc (uid) where uid is not null;
create index oidc_grant on identity.oidc (grant_id) where grant_id is not null;
create index oidc_expired on identity.oidc (expires_at);

-- Keys made once per database: the relying party's own, and those of the test e-ID.
create table identity.key (
  purpose text primary key check (purpose in ('relying-party', 'test-eid')),
  secret jsonb not null,
  made_at timestamptz not null
);
