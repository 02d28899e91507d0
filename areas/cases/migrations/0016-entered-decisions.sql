-- FL 31 §: a decision that is entered in the case says which day it was made, who presented the case, and who else took part
-- in the final handling. They stand by name: they need not be users of the house.
-- To verify: a chair's decision has its day from now on; an officer's has none of these; the day of a board's decision is
-- that of its meeting.
alter table cases.decision
  -- Of a chair's decision: when it was made.
  add column made_on date,
  add column presenter text,
  add column participants text[] not null default '{}';
alter table cases.decision
  add constraint chair_has_day check (decided_by <> 'chair' or made_on is not null) not valid,
  add constraint made_on_is_the_chairs check (decided_by = 'chair' or made_on is null),
  add constraint names_are_entered check (
    decided_by in ('board', 'chair') or (presenter is null and cardinality(participants) = 0));

-- The legal day of a decision. What was entered before this has the day it was entered.
create function cases.decision_day(made cases.decision) returns date language sql stable
  return coalesce(made.meeting, made.made_on, (made.at at time zone 'Europe/Stockholm')::date);
