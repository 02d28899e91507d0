-- That a rule of the unit gave a task to somebody when it opened. Who has it now stands with the task.
-- To verify: while a case is kept, update and delete of a row fail.
create table cases.assigned (
  id uuid primary key,
  case_id uuid not null references cases.case,
  -- The task, which is gone when it is done.
  task_id uuid not null,
  element text not null,
  unit text not null,
  party_id uuid not null references identity.party,
  -- The rule's name in town.yaml.
  rule text not null,
  at timestamptz not null
);
create index assigned_case on cases.assigned (case_id);
-- Of two with as many tasks, who was given one the longest ago is next.
create index assigned_party on cases.assigned (party_id, at);
create trigger assigned_is_final before update or delete on cases.assigned
  for each row execute function cases.refuse_while_kept();
