-- What the registers said is long and seldom changes while a draft is written, and every page read it whole. Its key is
-- another with every change, whoever writes it, so who has read it once knows by the key alone that it still stands.
-- To verify: `update applications.draft set facts = facts || '{"a": 1}' where id = …` gives another facts_key, and saving
-- an answer gives the same.
alter table applications.draft add column facts_key uuid not null default gen_random_uuid();

create function applications.renew_facts_key() returns trigger language plpgsql as $$
begin
  new.facts_key := gen_random_uuid();
  return new;
end $$;
create trigger draft_has_other_facts before update of facts on applications.draft
  for each row when (old.facts is distinct from new.facts) execute function applications.renew_facts_key();
