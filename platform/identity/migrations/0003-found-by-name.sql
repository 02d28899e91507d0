-- Persons found by a part of their name, and the few with protected identity without reading everybody.
-- To verify: `explain` of `name ilike '%berg%'` uses party_name.
create index party_name on identity.party using gin (name gin_trgm_ops);
create index party_protected on identity.party (id) where protected;
