-- Recurring checks of the log of looks (PDL 4 kap. 3 §; lag 2001:454 10 §; HSLF-FS 2016:40 4 kap. 9 §): each month and unit
-- a selection that somebody else judges and signs.
-- To verify: a unit has one check a month; nobody signs a check whose selection holds their own look; no row changes.
create schema insight;

create table insight.log_check (
  id uuid primary key,
  unit text not null,
  from_day date not null,
  to_day date not null,
  due date not null,
  -- What the selection was taken from.
  looks integer not null,
  officers integer not null,
  at timestamptz not null,
  unique (unit, from_day)
);

create table insight.checked_look (
  check_id uuid not null references insight.log_check,
  look_id uuid not null references access.look,
  -- Whose look it is.
  by_party uuid not null references identity.party,
  -- What it was taken out for: protected, hours, name, no-work; none: by chance.
  why text[] not null,
  primary key (check_id, look_id)
);

-- Nobody signs a check of their own looks: whoever else may judge those.
create table insight.judged_look (
  check_id uuid not null,
  look_id uuid not null,
  verdict text not null check (verdict in ('in-order', 'unclear', 'unauthorised')),
  note text not null default '' check (length(note) <= 2000),
  by_party uuid not null references identity.party,
  at timestamptz not null,
  primary key (check_id, look_id),
  foreign key (check_id, look_id) references insight.checked_look,
  check (verdict = 'in-order' or note <> '')
);
create function insight.refuse_own() returns trigger language plpgsql as $$
begin
  if exists (select from insight.checked_look c
    where c.check_id = new.check_id and c.look_id = new.look_id and c.by_party = new.by_party) then
    raise exception 'nobody judges their own look';
  end if;
  return new;
end $$;
create trigger judged_by_another before insert on insight.judged_look for each row execute function insight.refuse_own();

create table insight.signed_check (
  check_id uuid primary key references insight.log_check,
  by_party uuid not null references identity.party,
  unit text not null,
  -- Over everything that was judged, as it stood.
  sha256 text not null,
  at timestamptz not null
);
create function insight.refuse_unjudged() returns trigger language plpgsql as $$
begin
  if exists (select from insight.checked_look c where c.check_id = new.check_id and not exists (
    select from insight.judged_look j where j.check_id = c.check_id and j.look_id = c.look_id)) then
    raise exception 'a look of the selection has not been judged';
  end if;
  return new;
end $$;
create trigger signed_when_judged before insert on insight.signed_check
  for each row execute function insight.refuse_unjudged();

do $$
declare
  name text;
begin
  foreach name in array array['log_check', 'checked_look', 'judged_look', 'signed_check'] loop
    execute format('create trigger %I before update or delete on insight.%I for each row execute function database.refuse_change()',
      name || '_is_final', name);
  end loop;
end $$;
