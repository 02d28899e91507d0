-- In which transaction a task came into a list, and in which what a list says of it changed last (taken, given back, due
-- another day). With the snapshot that a page was read in, a page asks for what has been committed since: no clock and
-- no order of ids says that, because who began first may commit last.
-- To verify: taking a task gives its row in cases.work another `changed`, and leaves `listed`.
alter table cases.work add column listed xid8 not null default pg_current_xact_id();
alter table cases.work add column changed xid8 not null default pg_current_xact_id();
create index work_changed on cases.work (unit, changed);

create or replace function cases.relist_work() returns trigger language plpgsql as $$
begin
  update cases.work set groups = new.candidate_groups, due = coalesce(new.due, 'infinity'), rank = -new.priority,
      listed = case when groups = new.candidate_groups then listed else pg_current_xact_id() end,
      changed = pg_current_xact_id()
    where task_id = new.id;
  return null;
end $$;

create or replace function cases.move_work() returns trigger language plpgsql as $$
begin
  update cases.work set unit = new.unit, listed = pg_current_xact_id(), changed = pg_current_xact_id()
    where case_id = new.id;
  return null;
end $$;

create function cases.take_work() returns trigger language plpgsql as $$
begin
  -- A task that is done takes its claim with it; its row here goes by itself.
  update cases.work set changed = pg_current_xact_id() where task_id = coalesce(new.task_id, old.task_id)
    and (tg_op <> 'DELETE' or exists (select from runtime.task t where t.id = old.task_id));
  return null;
end $$;
create trigger work_is_taken after insert or update or delete on runtime.task_claim
  for each row execute function cases.take_work();
