-- The cases of many persons at once, as a search for a common name asks for them, read from the index alone.
-- To verify: `explain` of the cases of a thousand parties is an index-only scan.
create index party_role_cases on cases.party_role (party_id, case_id);
drop index cases.party_role_party;
