-- The board in whose name an act was done: as cases.decision has it (0057-board-of-then.sql of cases), for the decisions
-- beside those that settle cases. Null of what is from before this was kept: the board that has the case.
-- To verify: hand a case over to another board's unit after a correction; its row has the first board.
alter table procedure.act add column board text;
create trigger act_has_board before insert on procedure.act
  for each row when (new.unit is not null) execute function cases.keep_board();
