-- Whom a rule of the unit has chosen for a task that has opened. The model may ask others first (listeners of the
-- assignment), who deny it or give the task to somebody else, now or later: cases.assigned says that the rule gave the
-- task when it has, and nothing else.
-- To verify: a row here becomes one of cases.assigned with the claim of its party, and goes with any other claim, with a
-- denial and with its task.
create table cases.chosen (
  -- The id of the row in cases.assigned.
  id uuid not null,
  task_id uuid primary key references runtime.task on delete cascade,
  case_id uuid not null references cases.case,
  element text not null,
  unit text not null,
  party_id uuid not null references identity.party,
  rule text not null
);
create index chosen_case on cases.chosen (case_id);
create index chosen_party on cases.chosen (party_id);

create function cases.chosen_has_it() returns trigger language plpgsql as $$
begin
  with gone as (delete from cases.chosen where task_id = new.task_id returning *)
  insert into cases.assigned (id, case_id, task_id, element, unit, party_id, rule, at)
    select id, case_id, task_id, element, unit, party_id, rule, new.at from gone where party_id = new.party_id;
  return null;
end $$;
create trigger chosen_has_it after insert or update on runtime.task_claim
  for each row execute function cases.chosen_has_it();

create function cases.chosen_was_denied() returns trigger language plpgsql as $$
begin
  delete from cases.chosen where task_id = new.id;
  return null;
end $$;
create trigger chosen_was_denied after update on runtime.task
  for each row when (new.denied is not null) execute function cases.chosen_was_denied();
