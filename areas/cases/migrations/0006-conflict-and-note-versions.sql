-- FL 16–18 §§: that an officer has a conflict of interest in a case, or was found to have none. The last row of a person holds.
-- FL 27 §: a note is never changed; a new version names the one it takes the place of, once.
-- To verify: no note is replaced twice; update and delete of a conflict fail.
create table cases.conflict (
  id uuid primary key,
  case_id uuid not null references cases.case,
  party_id uuid not null references identity.party,
  what text not null check (what in ('reported', 'cleared')),
  by_party uuid not null references identity.party,
  at timestamptz not null,
  check (what = 'reported' or by_party <> party_id)
);
create index conflict_case on cases.conflict (case_id, party_id, id desc);
create trigger conflict_is_final before update or delete on cases.conflict
  for each row execute function database.refuse_change();

alter table cases.note add column replaces uuid unique references cases.note;
