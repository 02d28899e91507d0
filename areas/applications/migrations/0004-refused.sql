-- Files that were taken out of a draft because a scanner found something in them: `[{ question, name }]`, told on the
-- question's page until it is answered anew.
-- To verify: null for every draft until then.
alter table applications.draft add column refused jsonb;
