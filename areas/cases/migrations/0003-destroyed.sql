-- Destruction (gallring). The case itself stays as its number and its days; what its file held goes, and only after a
-- row here: nothing of a case can be deleted while it is kept.
-- To verify: deleting a document, note or decision fails for a case without a row in cases.destroyed.
create table cases.destroyed (
  case_id uuid primary key references cases.case,
  -- The certificate in the archive.
  certificate uuid not null,
  at timestamptz not null
);
create trigger destroyed_is_final before update or delete on cases.destroyed
  for each row execute function database.refuse_change();

create function cases.refuse_while_kept() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' and exists (select from cases.destroyed d where d.case_id = old.case_id) then
    return old;
  end if;
  raise exception '% rows are never changed, and deleted only with their case', tg_table_schema || '.' || tg_table_name;
end $$;

drop trigger note_is_final on cases.note;
create trigger note_is_final before update or delete on cases.note
  for each row execute function cases.refuse_while_kept();
drop trigger decision_is_final on cases.decision;
create trigger decision_is_final before update or delete on cases.decision
  for each row execute function cases.refuse_while_kept();
create trigger document_is_kept before delete on cases.document
  for each row execute function cases.refuse_while_kept();

create index closure_at on cases.closure (at, case_id);
