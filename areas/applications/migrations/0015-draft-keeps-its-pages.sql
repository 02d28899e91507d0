-- After a quiet night there is no draft, and a vacuum gave the table's pages back: the server then took it for tiny, and
-- each page of the morning's first thousand people read it whole until the next look at its size. It keeps its pages.
-- To verify: delete every draft, vacuum analyze applications.draft: `explain select from applications.draft where id = …`
-- of a prepared statement names draft_pkey.
alter table applications.draft set (vacuum_truncate = off);
