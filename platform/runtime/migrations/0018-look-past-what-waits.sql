-- While many people wait for pages each look for due jobs went row by row through all patient jobs that wait, some thousand
-- after a minute: the query leaves them out now, at a tenth of the cost. At most eight are taken at once, so each finds its
-- instance by its key, also when the plan is made on an empty table. What saves a process is planned once for its
-- connection: it finds its rows by their keys whatever is saved, and planning took longer than the update.
-- To verify: with 10 000 patient jobs (priority 38, turn in two minutes) explain analyze of
-- runtime.claim(owner, 8, null, 60, '5 s') takes a few milliseconds; pg_stat_statements (track = all, track_planning = on)
-- shows no plans of the statements in runtime.save once it is warm.
create or replace function runtime.claim(p_owner uuid, p_limit integer, p_only uuid[], p_lease_s integer,
  p_soon interval default interval '10 minutes') returns setof runtime.job
language plpgsql rows 8 set enable_seqscan = off set plan_cache_mode = force_generic_plan as $$
declare
  v_job runtime.job;
  v_root uuid;
  v_roots uuid[] := '{}';
  v_ids uuid[] := '{}';
  v_next refcursor;
begin
  -- The commit need not reach the disk: a lease that a crash undoes is no loss. All workers come in here one by one.
  perform set_config('synchronous_commit', 'off', true);
  perform pg_advisory_xact_lock(846382002);
  if p_only is null then
    -- A turn is a due time less the head start of its priority, so nothing ten minutes after now can be due.
    open v_next for select j.* from runtime.job j where j.retries > 0 and not j.external
      and j.turn <= now() + interval '10 minutes'
      and not (p_soon < interval '1 minute' and j.priority = 38 and j.turn > now() + p_soon)
      order by j.turn, j.id;
  else
    open v_next for select j.* from runtime.job j where j.id = any(p_only)
      and not (p_soon < interval '1 minute' and j.priority = 38 and j.turn > now() + p_soon)
      order by j.turn, j.id;
  end if;
  while coalesce(array_length(v_ids, 1), 0) < p_limit loop
    fetch v_next into v_job;
    exit when not found;
    v_root := coalesce((select coalesce(i.root_id, i.id) from runtime.instance i where i.id = v_job.instance_id), v_job.id);
    continue when v_root = any(v_roots) or not runtime.is_free(v_job, v_root);
    v_roots := v_roots || v_root;
    v_ids := v_ids || v_job.id;
  end loop;
  close v_next;
  return query update runtime.job j set lease_owner = p_owner, lease_until = now() + make_interval(secs => p_lease_s), attempts = j.attempts + 1
    where j.id = any(v_ids) returning j.*;
end $$;

alter function runtime.save(jsonb) set plan_cache_mode = force_generic_plan;
-- How many jobs a case has open is counted by its key, also when the plan is made while the table is nearly empty.
alter function runtime.turn(timestamptz, uuid, integer, bigint) set enable_seqscan = off;
