/*
Saves answers as before (0009), and only while the draft is whose it was when it was read: filled in by the same officer,
or by nobody, and not sealed. Who was shown it before it was handed over or sealed writes nothing into it: false, as when
it is gone.
To verify: with another p_assisted than the row's, or with something in sealed, it gives false and leaves the answers as
they were.
*/
drop function applications.save_unasked(uuid, jsonb, timestamptz);
create function applications.save_unasked(p_draft uuid, p_assisted uuid, p_changed jsonb, p_now timestamptz) returns boolean
language plpgsql set enable_seqscan = off as $$
begin
  perform from applications.draft where id = p_draft for update;
  if exists (select from applications.signing s where s.draft_id = p_draft
      and not exists (select from applications.signing_end e where e.signing_id = s.id)) then
    return false;
  end if;
  update applications.draft set answers = answers || p_changed, typed = null, updated = p_now
    where id = p_draft and sealed is null and assisted_by is not distinct from p_assisted;
  return found;
end $$;
