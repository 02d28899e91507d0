-- Where an organisation is written to in a town without a register of companies: as an officer has written it. The newest
-- row of an organisation holds.
-- To verify: an address of one line, or of an empty one, is refused.
create table identity.organisation_address (
  id uuid primary key,
  party_id uuid not null references identity.party,
  -- Street or box; postal code and town.
  lines text[] not null check (cardinality(lines) = 2 and not ('' = any(lines)) and length(lines[1]) <= 100 and length(lines[2]) <= 100),
  by_party uuid not null references identity.party,
  at timestamptz not null
);
create index organisation_address_party on identity.organisation_address (party_id, id desc);
create trigger organisation_address_is_final before update on identity.organisation_address
  for each row execute function database.refuse_change();
