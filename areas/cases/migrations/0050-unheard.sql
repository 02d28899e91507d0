-- FL 25 §: that the parties were not heard before a decision, by the code of the exception that allows it
-- (areas/cases/legal-steps.ts). Null: they have been, or nothing asked for it.
-- To verify: a decision against a party that nobody has been sent anything about has a code here, or is not made.
alter table cases.decision add column unheard text;
