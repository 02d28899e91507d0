-- A job's end need not be waited for by what is written with it: when the lease is lost, it is the end that fails, and with
-- it everything that follows in the transaction.
-- To verify: ending a job under another owner raises TL001.
create function runtime.end_job(p_id uuid, p_owner uuid) returns void
language plpgsql set enable_seqscan = off as $$
begin
  delete from runtime.job where id = p_id and lease_owner = p_owner;
  if not found then
    raise exception 'job % is not held by %', p_id, p_owner using errcode = 'TL001';
  end if;
end $$;
