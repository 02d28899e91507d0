-- An array of ids that is known looks cheaper to plan for each time than it is: jobs are always found by their key. To
-- verify: pg_stat_statements (track = all, track_planning = on) shows no plans of the update in runtime.claim once it is warm.
alter function runtime.claim(uuid, integer, uuid[], integer, interval) set plan_cache_mode = force_generic_plan;
alter function runtime.turn(timestamptz, uuid, integer, bigint) set plan_cache_mode = force_generic_plan;
