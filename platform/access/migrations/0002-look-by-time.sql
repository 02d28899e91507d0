-- A month's looks are read for the recurring checks. Rows come in the order of time, so a small index of blocks is enough.
-- To verify: the plan for a month of a large log reads few blocks.
create index look_at on access.look using brin (at);
