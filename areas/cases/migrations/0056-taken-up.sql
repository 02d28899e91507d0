-- A decision not to try what was applied for that has been taken back (FL 37 §): it stays in the file and holds no longer, and
-- the case is undecided until there is another. Who took it back, and why, stands in procedure.act.
-- To verify: `select case_id from cases.undecided` gives the open cases without a row in cases.standing_decision.
create table cases.taken_up (
  decision_id uuid primary key references cases.decision,
  case_id uuid not null references cases.case,
  at timestamptz not null
);
create index taken_up_case on cases.taken_up (case_id);
create trigger taken_up_is_final before update or delete on cases.taken_up
  for each row execute function cases.refuse_while_kept();

-- Decisions that hold, or have until another took their place.
create view cases.standing_decision as
  select d.* from cases.decision d where not exists (select from cases.taken_up u where u.decision_id = d.id);

create function cases.list_taken_up() returns trigger language plpgsql as $$
begin
  insert into cases.undecided (case_id, unit, service_version, arrival_day, due)
    select c.id, c.unit, c.service_version, c.arrival_day, coalesce((select min(d.due) from cases.deadline d
      where d.case_id = c.id and cases.day_for_deciding(d.kind)), 'infinity')
    from cases.case c where c.id = new.case_id
    on conflict (case_id) do nothing;
  return null;
end $$;
create trigger taken_up_is_undecided after insert on cases.taken_up
  for each row execute function cases.list_taken_up();
