-- Register extracts (GDPR 15) that an officer makes for somebody who cannot: a child, who has no e-ID, who is spoken for.
-- Who asked, for what, how that was checked, and what was found of secrecy when it was somebody else (OSL 12 kap. 2, 3 §§).
-- To verify: one that somebody else asked for needs their name, their right and the secrecy test; no row changes.
create table insight.extract_made (
  id uuid primary key,
  party_id uuid not null references identity.party,
  purpose text not null check (length(purpose) between 1 and 2000),
  asked_by text not null check (asked_by in ('self', 'guardian', 'trustee', 'agent')),
  asker text not null default '' check (length(asker) <= 200),
  authority text not null default '' check (length(authority) <= 2000),
  identity text not null check (identity in ('document', 'known', 'registered-address')),
  secrecy text not null default '' check (length(secrecy) <= 2000),
  by_party uuid not null references identity.party,
  unit text not null,
  at timestamptz not null,
  check (asked_by = 'self' or (asker <> '' and authority <> '' and secrecy <> ''))
);
create index extract_made_party on insight.extract_made (party_id);

create trigger extract_made_is_final before update or delete on insight.extract_made
  for each row execute function database.refuse_change();
