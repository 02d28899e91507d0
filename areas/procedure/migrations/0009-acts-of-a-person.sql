-- outside a transaction
-- A person's extract finds what was done by her and for her without reading every act (GDPR 15).
-- To verify: explain select from procedure.act where for_party = gen_random_uuid() or (by_party = gen_random_uuid() and unit is null).
create index concurrently act_for_party on procedure.act (for_party) where for_party is not null;
create index concurrently act_by_citizen on procedure.act (by_party) where unit is null;
