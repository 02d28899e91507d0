-- FL 31 §: besides date, content and who decided, who presented the case, and who else took part in the final handling.
-- To verify: every decision by an officer from now on names the delegation it was made under (KL 6 kap. 37 §).
alter table cases.decision
  add column presented_by uuid references identity.party,
  add column took_part uuid[] not null default '{}';
