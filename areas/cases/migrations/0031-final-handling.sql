-- FL 31 §: who presented the case, and who else took part in its final handling without deciding, as whoever decides has
-- said it with the answers of the task that decides. The decision is made in the same commit, or after it where somebody
-- outside has to agree first; then it stands here until it is made.
-- To verify: while a case is kept, update and delete of a row fail; nobody has presented what they decided themselves.
create table cases.final_handling (
  id uuid primary key,
  case_id uuid not null references cases.case,
  presented_by uuid references identity.party,
  took_part uuid[] not null default '{}',
  by_party uuid not null references identity.party,
  at timestamptz not null,
  constraint not_the_decider check (presented_by is distinct from by_party and not by_party = any(took_part))
);
create index final_handling_case on cases.final_handling (case_id, id);
create trigger final_handling_is_final before update or delete on cases.final_handling
  for each row execute function cases.refuse_while_kept();
