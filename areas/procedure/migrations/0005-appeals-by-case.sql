-- outside a transaction
-- Appeals that nothing has been done about are found among the appeals, not among all acts.
-- To verify: `explain` of the appeals in `areas/procedure/late/days.ts` reads this index.
create index concurrently act_appeal on procedure.act (at, case_id) where act in ('appeal', 'register-appeal');
