-- What is done in a case beside its own process, as the law orders it: each act is a row, final when it is written.
-- To verify: a second request for a decision in one case fails; update and delete of an act fail.
create schema procedure;

create table procedure.act (
  id uuid primary key,
  case_id uuid not null,
  act text not null,
  -- The act, decision or letter that this one answers.
  about uuid,
  data jsonb not null,
  by_party uuid not null references identity.party,
  -- Null: a party did it.
  unit text,
  at timestamptz not null
);
create index act_case on procedure.act (case_id, id);
-- FL 12 §: a party may ask for a decision once.
create unique index request_once on procedure.act (case_id) where act = 'request-decision';
-- One answer to each request, one end of each.
create unique index answered_once on procedure.act (about, act) where about is not null;
create trigger act_is_final before update or delete on procedure.act
  for each row execute function database.refuse_change();
