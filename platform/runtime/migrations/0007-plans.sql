/*
A plan made while the tables are empty reads them whole, and a connection keeps it: rows joined with a document's are few,
always found by their key, and never worth reading a table for, however small it was when the plan was made.
*/
alter function runtime.load(uuid) set enable_seqscan = off;
alter function runtime.save(jsonb) set enable_seqscan = off;
alter function runtime.save(jsonb) set enable_hashjoin = off;
alter function runtime.save(jsonb) set enable_mergejoin = off;
alter function runtime.claim(uuid, integer, uuid[], integer) set enable_seqscan = off;
alter function runtime.claim(uuid, integer, uuid[], integer) rows 20;
