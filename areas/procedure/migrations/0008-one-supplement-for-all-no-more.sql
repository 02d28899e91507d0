-- What 0007 has made anew: these held one supplement for all parties that were ordered to complete.
-- To verify: both are gone, and act_ended_once and act_answered_once are there.
drop index procedure.ended_once;
drop index procedure.answered_once;
