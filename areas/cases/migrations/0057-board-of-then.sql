-- The board in whose name something went out or was decided: the one that had the case then. A case may be taken over by
-- another (cases.routing), and what the first has sent and decided stays its own: it is told of the decisions made for it
-- under its register (KL 6 kap. 40 §). Null of what is from before this was kept: the board that has the case.
-- To verify: hand a case over to another board's unit; the rows from before have the first board, those after the second.
alter table cases.document add column board text;
alter table cases.decision add column board text;

create function cases.keep_board() returns trigger language plpgsql as $$
begin
  select c.board into new.board from cases.case c where c.id = new.case_id;
  return new;
end $$;
create trigger document_has_board before insert on cases.document
  for each row when (new.direction = 'out') execute function cases.keep_board();
create trigger decision_has_board before insert on cases.decision
  for each row execute function cases.keep_board();
