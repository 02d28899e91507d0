-- FL 25 §: which documents a letter told a party of that the service's own process sent as the communication; before, only
-- what an officer communicated was kept.
-- To verify: a letter of the process about two documents has two rows; a row of both an act and a letter, or of none, fails.
alter table procedure.communicated drop constraint communicated_pkey;
alter table procedure.communicated alter column act_id drop not null;
alter table procedure.communicated add column letter_id uuid;
alter table procedure.communicated add constraint communicated_one check (num_nonnulls(act_id, letter_id) = 1);
alter table procedure.communicated add constraint communicated_once
  unique nulls not distinct (act_id, letter_id, document_id);
