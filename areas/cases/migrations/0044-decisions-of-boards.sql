-- outside a transaction
-- What boards decided at meetings waits for its minutes to be announced: found without reading every decision.
-- To verify: explain select from cases.decision where decided_by = 'board' and meeting <= now()::date.
create index concurrently decision_of_board on cases.decision (meeting) where decided_by = 'board';
