-- What the work list is searched by, in the list itself: the case's number and its parties' names in small letters. Found
-- by way of the parties, a common name led through thousands of persons and all that they ever had to do with.
-- Who writes the words holds the case first, so that of a task that opens and a name that changes at the same time
-- neither misses the other.
-- To verify: `select count(*) from cases.work w where w.words <> cases.words_of(w.case_id)` is 0.
create function cases.words_of(id uuid) returns text language sql stable as $$
  select lower(concat_ws(E'\n', c.number, (select string_agg(distinct p.name, E'\n' order by p.name)
    from cases.party_role r join identity.party p on p.id = r.party_id where r.case_id = c.id)))
  from cases.case c where c.id = words_of.id $$;

alter table cases.work add column words text;
update cases.work set words = cases.words_of(case_id);
alter table cases.work alter column words set not null;
create index work_words on cases.work using gin (words gin_trgm_ops);

create or replace function cases.list_work() returns trigger language plpgsql as $$
begin
  perform from cases.case c where c.id in (select business_key from opened where cases.is_for_staff(candidate_groups))
    order by c.id for no key update;
  insert into cases.work (task_id, case_id, unit, service, groups, due, rank, received_at, words)
    select t.id, c.id, c.unit, c.service, t.candidate_groups, coalesce(t.due, 'infinity'), -t.priority, c.received_at,
      cases.words_of(c.id)
    from opened t join cases.case c on c.id = t.business_key where cases.is_for_staff(t.candidate_groups);
  return null;
end $$;

create function cases.reword_work(ids uuid[]) returns void language plpgsql as $$
begin
  perform from cases.case c where c.id = any(ids) order by c.id for no key update;
  update cases.work w set words = cases.words_of(w.case_id)
    where w.case_id = any(ids) and w.words <> cases.words_of(w.case_id);
end $$;

create function cases.work_has_parties() returns trigger language plpgsql as $$
begin
  perform cases.reword_work(array(select distinct case_id from changed));
  return null;
end $$;
create trigger work_has_new_parties after insert on cases.party_role referencing new table as changed
  for each statement execute function cases.work_has_parties();
create trigger work_has_fewer_parties after delete on cases.party_role referencing old table as changed
  for each statement execute function cases.work_has_parties();
create trigger work_has_other_parties after update on cases.party_role referencing new table as changed
  for each statement execute function cases.work_has_parties();

create function cases.work_has_names() returns trigger language plpgsql as $$
begin
  perform cases.reword_work(array(select distinct r.case_id from cases.party_role r where r.party_id = new.id));
  return null;
end $$;
create trigger work_has_a_new_name after update of name on identity.party
  for each row when (old.name is distinct from new.name) execute function cases.work_has_names();
