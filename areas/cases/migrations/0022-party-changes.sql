-- That an officer made somebody a party of a case, or that a role ended: a row with who, when and why. `cases.party_role`
-- has the roles that hold. Whoever has none left stays there as `former`: the case still tells of her, it may be opened
-- by those only who may read of her, and she is no party of it any more.
-- To verify: while a case is kept, update and delete of a change fail; a role of another name is refused.
alter table cases.party_role drop constraint party_role_role_check;
alter table cases.party_role add constraint party_role_role_check check (role in
  ('applicant', 'co-applicant', 'represented', 'agent', 'guardian', 'counterparty', 'affected', 'former'));

create table cases.party_change (
  id uuid primary key,
  case_id uuid not null references cases.case,
  party_id uuid not null references identity.party,
  role text not null check (role <> 'former'),
  what text not null check (what in ('added', 'ended')),
  -- Of a role that ended: since when it held.
  since timestamptz,
  reason text not null check (length(reason) between 1 and 4000),
  by_party uuid not null references identity.party,
  unit text not null,
  at timestamptz not null,
  check ((what = 'ended') = (since is not null))
);
create index party_change_case on cases.party_change (case_id, id);
create index party_change_party on cases.party_change (party_id);
create trigger party_change_is_final before update or delete on cases.party_change
  for each row execute function cases.refuse_while_kept();
