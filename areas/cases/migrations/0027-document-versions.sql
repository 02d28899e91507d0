-- A document that takes the place of another is a version of it: the new one names the old, once, and from then on the old
-- one is as it was. And who of the staff entered a document that somebody else sent or made.
-- To verify: update of a document that a newer one names fails; no document is replaced twice.
alter table cases.document
  add column replaces uuid unique references cases.document,
  add column entered_by uuid references identity.party;

create function cases.refuse_replaced() returns trigger language plpgsql as $$
begin
  if exists (select from cases.document n where n.replaces = old.id) then
    raise exception 'cases.document % has a newer version and is never changed', old.id;
  end if;
  return new;
end $$;
create trigger replaced_document_is_final before update on cases.document
  for each row execute function cases.refuse_replaced();
