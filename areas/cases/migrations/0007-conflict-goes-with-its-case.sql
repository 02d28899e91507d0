-- A conflict of interest is part of the file of its case: as final as it, and destroyed with it.
-- To verify: while a case is kept, update and delete of a conflict fail.
drop trigger conflict_is_final on cases.conflict;
create trigger conflict_is_final before update or delete on cases.conflict
  for each row execute function cases.refuse_while_kept();
