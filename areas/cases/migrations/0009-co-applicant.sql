-- Whoever applies together with somebody is a party of the case too: told what is decided, and counted as having applied.
-- To verify: a role of another name is refused.
alter table cases.party_role drop constraint party_role_role_check;
alter table cases.party_role add constraint party_role_role_check
  check (role in ('applicant', 'co-applicant', 'represented', 'agent', 'guardian', 'counterparty', 'affected'));
