-- A draft that somebody without a sign-in has saved by e-mail: what is in it lies encrypted, by a key that is made of the
-- secret in the link and is nowhere in the database (areas/applications/saving/seal.ts).
-- To verify: a row with sealed has no answers, no facts and nothing typed; a draft of a party has no sealed.
alter table applications.draft add column sealed bytea;
alter table applications.draft add check (sealed is null or
  (secret_hash is not null and answers = '{}' and facts = '{"value": {}}' and typed is null));
-- A link whose draft has been sent leads to the receipt.
create index application_secret on applications.application (secret_hash) where secret_hash is not null;
create index draft_link on applications.draft (secret_hash) where sealed is not null;
