-- FL 13 §, lag (2009:724) 8 §: the language that a person uses towards the authority, whether an interpreter is needed, and
-- whether decisions are to be translated in writing. The newest row of a person holds.
-- To verify: update of a row fails; a person without a row has no need that is known.
create table identity.language_need (
  id uuid primary key,
  party_id uuid not null references identity.party,
  -- ISO 639: `sv` takes an earlier need back.
  language text not null check (language ~ '^[a-z]{2,3}$'),
  interpreter boolean not null,
  -- A written translation of decisions and their reasons was asked for, where there is a right to it.
  written boolean not null,
  by_party uuid not null references identity.party,
  -- Null: the person herself.
  unit text,
  at timestamptz not null
);
create index language_need_party on identity.language_need (party_id, id desc);
create trigger language_need_is_final before update on identity.language_need
  for each row execute function database.refuse_change();
