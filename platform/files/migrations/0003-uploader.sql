-- What several people may add to: an upload that waits is the uploader's alone until it is sent (areas/procedure, "tillägg").
-- A draft or task of one person needs none, and what is received belongs to the case.
-- To verify: a row with an uploader and a case fails.
alter table files.file add column uploader uuid;
alter table files.file add check (uploader is null or state = 'draft');
