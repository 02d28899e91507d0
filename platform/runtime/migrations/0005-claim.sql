-- Claiming costs the same however many jobs wait: those that were just handed over are found by their ids, the others are
-- read in the order of their turns until there are enough. One statement for both goes through everything that waits.
-- To verify: a claim with ids takes none but those; no instance has two jobs under a lease.

-- Whether a job may be taken: it is due, nobody has it, its instance has no other one running and is not suspended.
create function runtime.is_free(j runtime.job, p_root uuid) returns boolean
language sql stable as $$
  select j.due <= now() and j.retries > 0 and not j.external and (j.lease_until is null or j.lease_until < now())
    and not exists (select from runtime.job o where o.instance_id = j.instance_id and o.lease_owner is not null and o.lease_until >= now())
    and not exists (select from runtime.suspension s where s.instance_id = p_root)
$$;

create or replace function runtime.claim(p_owner uuid, p_limit integer, p_only uuid[], p_lease_s integer) returns setof runtime.job
language plpgsql as $$
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
    -- A turn is a due time less the head start of its priority, so nothing after this can be due.
    exit when p_only is null and v_job.turn > now() + interval '10 minutes';
    v_root := coalesce((select coalesce(i.root_id, i.id) from runtime.instance i where i.id = v_job.instance_id), v_job.id);
    continue when v_root = any(v_roots) or not runtime.is_free(v_job, v_root);
    v_roots := v_roots || v_root;
    v_ids := v_ids || v_job.id;
  end loop;
  close v_next;
  return query update runtime.job j set lease_owner = p_owner, lease_until = now() + make_interval(secs => p_lease_s), attempts = j.attempts + 1
    where j.id = any(v_ids) returning j.*;
end $$;
