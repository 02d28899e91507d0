-- What staff keep about a case, by the service's staff.yaml: one row for each change of a field, the last of a field holds.
-- To verify: while a case is kept, update and delete of a row fail.
create table cases.staff_field (
  id uuid primary key,
  case_id uuid not null references cases.case,
  -- The question's id.
  field text not null,
  -- Null: what stood there was taken away.
  value jsonb,
  by_party uuid not null references identity.party,
  unit text not null,
  at timestamptz not null
);
create index staff_field_case on cases.staff_field (case_id, id);
create trigger staff_field_is_final before update or delete on cases.staff_field
  for each row execute function cases.refuse_while_kept();
