-- outside a transaction
-- Cases that were opened without the regimes of their grounds are found and filled when the house starts, and now and then.
-- To verify: explain select service_version from cases.case where grounds = '{}' order by service_version limit 1.
create index concurrently case_without_grounds on cases.case (service_version) where grounds = '{}';
