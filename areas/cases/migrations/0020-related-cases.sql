-- Cases that belong together. Each relation is a row on both sides, so that each file says it and goes with its own case;
-- the number of a case stays when its file is destroyed. That a relation ended is a row too.
-- To verify: every pair has two rows, which name each other's cases; while a case is kept its rows cannot be changed.
create table cases.relation (
  id uuid primary key,
  -- The same on both sides.
  pair uuid not null,
  case_id uuid not null references cases.case,
  other_id uuid not null references cases.case check (other_id <> case_id),
  -- What the other case is to this one.
  kind text not null check (kind in ('earlier', 'later', 'appeal-of', 'appealed-in', 'same-matter')),
  by_party uuid not null references identity.party,
  unit text not null,
  at timestamptz not null,
  unique (pair, case_id)
);
create index relation_case on cases.relation (case_id);
create trigger relation_is_final before update or delete on cases.relation
  for each row execute function cases.refuse_while_kept();

create table cases.relation_end (
  relation_id uuid primary key references cases.relation,
  case_id uuid not null references cases.case,
  by_party uuid not null references identity.party,
  unit text not null,
  at timestamptz not null
);
create index relation_end_case on cases.relation_end (case_id);
create trigger relation_end_is_final before update or delete on cases.relation_end
  for each row execute function cases.refuse_while_kept();
