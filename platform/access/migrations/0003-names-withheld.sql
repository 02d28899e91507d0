-- That the name of a member of staff is not told to parties or the public, because of a risk of threats (FL 33 § fourth
-- paragraph): for one board, from a day through another, on recorded grounds. Before its last day it ends by a row.
-- To verify: update and delete of either fail; a name is withheld through its last day, and not from the day of its end.
create table access.name_withheld (
  id uuid primary key,
  party uuid not null references identity.party,
  board text not null,
  -- What was decided, by whom.
  grounds text not null check (grounds <> ''),
  from_day date not null,
  to_day date not null,
  source text not null,
  at timestamptz not null,
  check (from_day <= to_day)
);
create index name_withheld_party on access.name_withheld (party, board);
create trigger name_withheld_is_final before update or delete on access.name_withheld
  for each row execute function database.refuse_change();

create table access.name_withheld_end (
  withheld_id uuid primary key references access.name_withheld,
  -- The first day on which it does not hold.
  day date not null,
  source text not null,
  at timestamptz not null
);
create trigger name_withheld_end_is_final before update or delete on access.name_withheld_end
  for each row execute function database.refuse_change();

-- On which grounds a name is not told for a board on a day; null: it may be told. A name under protection is never told.
create function access.name_withheld_on(who uuid, of_board text, on_day date) returns text language sql stable as $$
  select coalesce(
    (select w.grounds from access.name_withheld w
      where w.party = who and w.board = of_board and on_day between w.from_day and w.to_day
        and not exists (select from access.name_withheld_end e where e.withheld_id = w.id and e.day <= on_day)
      order by w.id desc limit 1),
    (select 'Skyddade personuppgifter' from identity.party p where p.id = who and p.protected))
$$;

-- The name of who did something for a board on a day, as it may be told another day; null where it is not told. What was
-- done while the name was withheld stays without it.
create function access.told_name(who uuid, of_board text, done date, today date) returns text language sql stable as $$
  select p.name from identity.party p where p.id = who
    and access.name_withheld_on(who, of_board, done) is null and access.name_withheld_on(who, of_board, today) is null
$$;
