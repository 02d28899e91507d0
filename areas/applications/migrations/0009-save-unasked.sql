/*
Saves answers of a draft whose signatures nobody is waiting for: most pages, in one statement and not in four. False when
a round is open, or the draft is gone: nothing is saved then, and the whole transaction is needed. Whoever opens a round
holds the draft's lock until it can be seen, and what follows the lock here sees what was committed before it.
To verify: with a row in signing and none in signing_end it gives false and leaves the answers as they were.
*/
create function applications.save_unasked(p_draft uuid, p_changed jsonb, p_now timestamptz) returns boolean
language plpgsql set enable_seqscan = off as $$
begin
  perform from applications.draft where id = p_draft for update;
  if exists (select from applications.signing s where s.draft_id = p_draft
      and not exists (select from applications.signing_end e where e.signing_id = s.id)) then
    return false;
  end if;
  update applications.draft set answers = answers || p_changed, typed = null, updated = p_now where id = p_draft;
  return found;
end $$;
