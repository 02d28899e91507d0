-- Organisations found by a part of their name, among however many persons who are called the same.
-- To verify: `explain` of a search for an organisation uses party_organisation.
create index party_organisation on identity.party using gin (name gin_trgm_ops) where kind = 'organisation';
