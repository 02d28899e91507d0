-- outside a transaction
-- What each party adds after an order answers it for that party, as its answer does: for no other, and once. The indexes
-- that counted one supplement for all go in 0008.
-- To verify: two parties can add to a case after one order, one party answers it once; an appeal is dealt with once.
create unique index concurrently act_ended_once on procedure.act (about, act)
  where about is not null and act not in ('answer-completion', 'answer-communication', 'supplement');
create unique index concurrently act_answered_once on procedure.act (about, act, for_party)
  where act in ('answer-completion', 'answer-communication', 'supplement');
