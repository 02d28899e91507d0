-- FL 26 §: an opinion that somebody outside the case was asked for is waited for as an answer of a party is: a row without a
-- party, until it has come or the case goes on without it. What is here goes when it is answered, so the table stays small.
-- To verify: a referral gives one row with no party; a second row of the same act and party, or of none, fails.
alter table procedure.awaited drop constraint awaited_pkey;
alter table procedure.awaited alter column party_id drop not null;
alter table procedure.awaited add constraint awaited_once unique nulls not distinct (act_id, party_id);
