-- What is late is found along days, never by going through all cases: those that are neither decided nor closed, by the day
-- they came, and by the first day that a service's process has set for the decision (block deadline.set). A row comes with
-- its case and goes with its first decision or its closing. Tasks of parties are found by their day as those of staff are.
-- To verify: `select case_id from cases.undecided` gives the cases without a row in cases.decision and in cases.closure.
create table cases.undecided (
  case_id uuid primary key references cases.case,
  -- The unit that works the case now.
  unit text not null,
  service_version text not null,
  arrival_day date not null,
  -- Infinity: no day is set.
  due date not null default 'infinity'
);

create function cases.day_for_deciding(kind text) returns boolean language sql immutable as
  $$ select kind not in ('completion', 'communication', 'promised', 'appeal', 'fl-12') $$;

insert into cases.undecided (case_id, unit, service_version, arrival_day, due)
  select c.id, c.unit, c.service_version, c.arrival_day, coalesce((select min(d.due) from cases.deadline d
    where d.case_id = c.id and cases.day_for_deciding(d.kind)), 'infinity')
  from cases.case c where not exists (select from cases.closure x where x.case_id = c.id)
    and not exists (select from cases.decision d where d.case_id = c.id);
create index undecided_arrival on cases.undecided (unit, service_version, arrival_day);
create index undecided_due on cases.undecided (unit, due) where due < 'infinity';

create function cases.list_undecided() returns trigger language plpgsql as $$
begin
  insert into cases.undecided (case_id, unit, service_version, arrival_day)
    values (new.id, new.unit, new.service_version, new.arrival_day);
  return null;
end $$;
create trigger case_is_undecided after insert on cases.case
  for each row execute function cases.list_undecided();

create function cases.move_undecided() returns trigger language plpgsql as $$
begin
  update cases.undecided set unit = new.unit, service_version = new.service_version, arrival_day = new.arrival_day
    where case_id = new.id;
  return null;
end $$;
create trigger undecided_follows_its_case after update of unit, service_version, arrival_day on cases.case
  for each row when ((old.unit, old.service_version, old.arrival_day)
    is distinct from (new.unit, new.service_version, new.arrival_day)) execute function cases.move_undecided();

create function cases.unlist_undecided() returns trigger language plpgsql as $$
begin
  delete from cases.undecided where case_id = new.case_id;
  return null;
end $$;
create trigger decided after insert on cases.decision
  for each row execute function cases.unlist_undecided();
create trigger closed_undecided after insert on cases.closure
  for each row execute function cases.unlist_undecided();

create function cases.set_undecided_due() returns trigger language plpgsql as $$
begin
  update cases.undecided set due = least(due, new.due) where case_id = new.case_id;
  return null;
end $$;
create trigger day_is_set after insert on cases.deadline
  for each row when (cases.day_for_deciding(new.kind)) execute function cases.set_undecided_due();

create index task_of_party on runtime.task (business_key) where not cases.is_for_staff(candidate_groups);
create index task_of_party_due on runtime.task (due) where due is not null and not cases.is_for_staff(candidate_groups);
