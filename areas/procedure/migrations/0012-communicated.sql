-- FL 25 §: which documents of the file the parties were told of by a communication, a row each. Documents are destroyed before
-- acts are, so nothing refers to them here.
-- To verify: a communication with two documents chosen has two rows; destroying a case leaves none.
create table procedure.communicated (
  act_id uuid not null references procedure.act,
  document_id uuid not null,
  case_id uuid not null,
  primary key (act_id, document_id)
);
create index communicated_case on procedure.communicated (case_id);
