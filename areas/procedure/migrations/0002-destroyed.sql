-- Acts go with their case when it is destroyed, and never before.
-- To verify: deleting an act fails for a case without a row in cases.destroyed.
drop trigger act_is_final on procedure.act;
create trigger act_is_final before update or delete on procedure.act
  for each row execute function cases.refuse_while_kept();
