-- Briefly what a document concerns (OSL 5 kap. 2 § p. 4), as the registrar writes it beside the service's title: one row for
-- each wording, the last holds. It may be marked as secret by itself: then the registry has the title, which is neutral.
-- To verify: law 19a; an entry of a case whose subject is marked has its title and no subject, and no search finds it by it.
create table cases.subject (
  id uuid primary key,
  case_id uuid not null references cases.case,
  words text not null check (words <> ''),
  by_party uuid not null references identity.party,
  unit text not null,
  at timestamptz not null
);
create index subject_case on cases.subject (case_id, id);
create index subject_words on cases.subject using gin (words gin_trgm_ops);
create trigger subject_is_final before update or delete on cases.subject
  for each row execute function cases.refuse_while_kept();

alter table cases.mark drop constraint mark_field_check;
alter table cases.mark add constraint mark_field_check check (field is null or document_id is null
  and field ~ '^(matter|subject|party:[0-9a-f-]{36}|(answer|staff):[A-Za-z_][A-Za-z0-9_]*)$');

-- The wording that holds of each case where none of it is marked. An entry may withhold more: ask cases.public_entry first.
create view cases.public_subject as
  select s.case_id, s.words from cases.subject s
  where not exists (select from cases.subject n where n.case_id = s.case_id and n.id > s.id)
    and not exists (select from cases.standing_mark m where m.case_id = s.case_id and m.field in ('matter', 'subject'));
