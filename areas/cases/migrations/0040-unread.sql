-- What a party has sent unasked and nobody at the unit has opened: a row until somebody does, which the work list looks up
-- for the rows of its page. Who opened it first, and when, stays as a row with the case.
-- To verify: a message of a party stands in cases.unread until somebody of the case's unit opens it, and then in
-- cases.opened; a row of cases.opened cannot be changed.
create table cases.unread (
  document_id uuid primary key references cases.document,
  case_id uuid not null references cases.case
);
create index unread_case on cases.unread (case_id);

create table cases.opened (
  document_id uuid primary key references cases.document,
  case_id uuid not null references cases.case,
  by_party uuid not null references identity.party,
  unit text not null,
  at timestamptz not null
);
create index opened_case on cases.opened (case_id);
create trigger opened_is_final before update or delete on cases.opened
  for each row execute function cases.refuse_while_kept();
