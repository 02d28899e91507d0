-- A mail may have files with it: which they are, as [{ file, sha256, name, type, size }]. Their bytes lie in the store of files.
-- To verify: the mail that tells of a document released by e-mail has that document here.
alter table runtime.outbox add column attachments jsonb not null default '[]';
