-- Every case that is opened asks whether its parties' names stand in the work list (0018). The answer takes a tenth of the
-- time that planning the question took each time: it is planned once for a connection, and by the index of the case
-- also while there are few.
-- To verify: `select proconfig from pg_proc where oid = 'cases.reword_work'::regproc` names both settings.
alter function cases.reword_work(uuid[]) set plan_cache_mode = force_generic_plan;
alter function cases.reword_work(uuid[]) set enable_seqscan = off;
