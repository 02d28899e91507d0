-- A case that an officer hands over to another unit: the row of the routing says from which. What its processes still open
-- for that unit opens for the one that has the case now, whatever their models name.
-- To verify: no open task of such a case has a group of a unit that it was handed from, but of the one that has it.
alter table cases.routing add column from_unit text;

create function cases.follow_case() returns trigger language plpgsql as $$
declare
  has_it text;
begin
  if exists (select from cases.routing r where r.case_id = new.business_key and r.from_unit is not null) then
    select c.unit into has_it from cases.case c where c.id = new.business_key;
    new.candidate_groups := array(
      select case when exists (select from cases.routing r
          where r.case_id = new.business_key and r.from_unit = split_part(g.name, '/', 1))
        then has_it || substr(g.name, strpos(g.name, '/')) else g.name end
      from unnest(new.candidate_groups) with ordinality as g (name, n) order by g.n);
  end if;
  return new;
end $$;
create trigger task_follows_its_case before insert or update of candidate_groups on runtime.task
  for each row execute function cases.follow_case();
