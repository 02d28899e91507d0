-- The work list: one row for each open task that waits for staff, with what lists of tasks are chosen and ordered by.
-- Made of the task and its case by the database itself, so that nobody can open, move or end a task beside it.
-- To verify: `select task_id from cases.work` gives the open tasks with a group of staff in cases, and no others.
create table cases.work (
  task_id uuid primary key references runtime.task on delete cascade,
  case_id uuid not null references cases.case,
  -- The unit that works the case now.
  unit text not null,
  service text not null,
  -- `<unit>/<role>`, of whom one is to do it.
  groups text[] not null,
  -- Infinity: no day to be done by.
  due timestamptz not null,
  -- The task's priority below nought: what comes first is least, like the day.
  rank integer not null,
  received_at timestamptz not null
);
create index work_due on cases.work (unit, due, rank, task_id);
create index work_received on cases.work (unit, received_at, task_id);
create index work_service on cases.work (unit, service);
create index work_case on cases.work (case_id);

create function cases.is_for_staff(groups text[]) returns boolean language sql immutable as
  $$ select exists (select from unnest(groups) g where g not like 'party/%') $$;

create function cases.list_work() returns trigger language plpgsql as $$
begin
  insert into cases.work (task_id, case_id, unit, service, groups, due, rank, received_at)
    select t.id, c.id, c.unit, c.service, t.candidate_groups, coalesce(t.due, 'infinity'), -t.priority, c.received_at
    from opened t join cases.case c on c.id = t.business_key where cases.is_for_staff(t.candidate_groups);
  return null;
end $$;
create trigger task_is_listed after insert on runtime.task referencing new table as opened
  for each statement execute function cases.list_work();

create function cases.relist_work() returns trigger language plpgsql as $$
begin
  update cases.work set groups = new.candidate_groups, due = coalesce(new.due, 'infinity'), rank = -new.priority
    where task_id = new.id;
  return null;
end $$;
create trigger task_is_relisted after update of candidate_groups, due, priority on runtime.task
  for each row execute function cases.relist_work();

create function cases.move_work() returns trigger language plpgsql as $$
begin
  update cases.work set unit = new.unit where case_id = new.id;
  return null;
end $$;
create trigger work_follows_its_case after update of unit on cases.case
  for each row when (old.unit is distinct from new.unit) execute function cases.move_work();

insert into cases.work (task_id, case_id, unit, service, groups, due, rank, received_at)
  select t.id, c.id, c.unit, c.service, t.candidate_groups, coalesce(t.due, 'infinity'), -t.priority, c.received_at
  from runtime.task t join cases.case c on c.id = t.business_key where cases.is_for_staff(t.candidate_groups);

-- Row rights are asked as sets: whose case somebody may not work, and who has a conflict.
create index conflict_party on cases.conflict (party_id);
-- Cases found by a part of their number.
create index case_number on cases.case using gin (number gin_trgm_ops);
