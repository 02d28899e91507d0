-- Finding names and numbers by a part of them, however many there are: three letters at a time (pg_trgm comes with
-- PostgreSQL, and whoever owns a database may have it).
-- To verify: `explain` of a search for a name among a million uses an index.
create extension if not exists pg_trgm;
