-- Which case a mail is about: when the case is destroyed its mail goes too.
-- To verify: a mail about a letter of a case carries the id of the case.
alter table runtime.outbox add column business_key uuid;
create index outbox_key on runtime.outbox (business_key) where business_key is not null;
