-- FL 30 §: who presented a case, or took part in its final handling, and would have had it otherwise: what the decider writes
-- down with the decision, before it is sent. With the decision it stands in `signed`.
-- To verify: a dissent has both who and what, and no longer text than any other that is typed.
alter table cases.final_handling
  add column dissent_by uuid references identity.party,
  add column dissent text,
  add constraint final_handling_dissent check ((dissent_by is null) = (dissent is null) and length(dissent) between 1 and 4000);
