-- outside a transaction
-- A withdrawal of an appeal that was handed over already waits until it is sent after it: found among those, not among all acts.
-- To verify: `explain` of what waits in `areas/procedure/handed-in/sweep.ts` reads this index beside `act_appeal`.
create index concurrently act_withdrawn_appeal on procedure.act (at, case_id)
  where act in ('withdraw-appeal', 'register-withdrawn-appeal') and data ? 'handed';
