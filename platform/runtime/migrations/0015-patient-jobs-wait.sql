-- While many people wait for pages only patient jobs (priority 38) are left until their turn comes: a model that gives its job
-- a later place, and the many jobs of one case, say in which order and not that nobody waits.
-- To verify: with p_soon of 5 s a job of priority 20 that is due is taken, and one of priority 38 is left.
create or replace function runtime.claim(p_owner uuid, p_limit integer, p_only uuid[], p_lease_s integer,
  p_soon interval default interval '10 minutes') returns setof runtime.job
language plpgsql rows 20 set enable_seqscan = off as $$
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
    open v_next for select j.* from runtime.job j where j.retries > 0 and not j.external order by j.turn, j.id;
  else
    open v_next for select j.* from runtime.job j where j.id = any(p_only) order by j.turn, j.id;
  end if;
  while coalesce(array_length(v_ids, 1), 0) < p_limit loop
    fetch v_next into v_job;
    exit when not found;
    -- A turn is a due time less the head start of its priority, so nothing ten minutes after now can be due.
    exit when p_only is null and v_job.turn > now() + interval '10 minutes';
    continue when p_soon < interval '1 minute' and v_job.priority = 38 and v_job.turn > now() + p_soon;
    v_root := coalesce((select coalesce(i.root_id, i.id) from runtime.instance i where i.id = v_job.instance_id), v_job.id);
    continue when v_root = any(v_roots) or not runtime.is_free(v_job, v_root);
    v_roots := v_roots || v_root;
    v_ids := v_ids || v_job.id;
  end loop;
  close v_next;
  return query update runtime.job j set lease_owner = p_owner, lease_until = now() + make_interval(secs => p_lease_s), attempts = j.attempts + 1
    where j.id = any(v_ids) returning j.*;
end $$;
