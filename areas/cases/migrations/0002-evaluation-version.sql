-- Which version of the service's rules an evaluation was made with: the page of a decision is drawn from that one.
-- To verify: every evaluation has a version; those made before this carry their case's, which cases never left until now.
alter table cases.evaluation add column version text;
update cases.evaluation e set version = c.service_version from cases.case c where c.id = e.case_id;
alter table cases.evaluation alter column version set not null;
