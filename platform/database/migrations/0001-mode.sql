-- The mode of a town's database is set once, when it is made, and no variable overrides it (settled.md, Database).
-- To verify: a second insert fails on the primary key, an update fails on the trigger.
create table database.mode (
  only_row boolean primary key default true check (only_row),
  mode text not null check (mode in ('example', 'real')),
  town text not null,
  made_at timestamptz not null default now()
);

create function database.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% rows are never changed', tg_table_schema || '.' || tg_table_name;
end $$;

create trigger mode_is_final before update or delete on database.mode
  for each row execute function database.refuse_change();
