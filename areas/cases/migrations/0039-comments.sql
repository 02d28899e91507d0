-- Working comments between colleagues: what is noted for the handling alone and is no document of the file (TF 2 kap. 12 §,
-- minnesanteckning). It goes before the case is archived: its author takes it away, somebody makes it a note of the file
-- (FL 27 §), or it goes when the case is closed. That it was there, whose and when, stays as rows until the case goes; its
-- words do not.
-- To verify: a comment's words cannot be changed, only taken away, and then only once its end is written.
create table cases.comment (
  id uuid primary key,
  case_id uuid not null references cases.case,
  -- Null: it has ended.
  text text check (length(text) between 1 and 4000),
  by_party uuid not null references identity.party,
  unit text not null,
  at timestamptz not null
);
create index comment_case on cases.comment (case_id, id);
-- Those that stand.
create index comment_stands on cases.comment (case_id) where text is not null;

create table cases.comment_end (
  comment_id uuid primary key references cases.comment,
  case_id uuid not null references cases.case,
  how text not null check (how in ('removed', 'noted', 'closed')),
  -- Null: it went when the case was closed.
  by_party uuid references identity.party,
  at timestamptz not null,
  check ((by_party is null) = (how = 'closed'))
);
create index comment_end_case on cases.comment_end (case_id);
create trigger comment_end_is_final before update or delete on cases.comment_end
  for each row execute function cases.refuse_while_kept();

create function cases.erase_comment() returns trigger language plpgsql as $$
begin
  if new.text is not null or (new.id, new.case_id, new.by_party, new.unit, new.at)
      is distinct from (old.id, old.case_id, old.by_party, old.unit, old.at)
      or not exists (select from cases.comment_end e where e.comment_id = old.id) then
    raise exception 'the words of a comment are taken away when it has ended, and never changed';
  end if;
  return new;
end $$;
create trigger comment_is_erased before update on cases.comment
  for each row execute function cases.erase_comment();
create trigger comment_is_kept before delete on cases.comment
  for each row execute function cases.refuse_while_kept();
