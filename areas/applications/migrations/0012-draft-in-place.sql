-- A save changes answers and the moment, and nothing that a draft is looked up by: so the new row stands beside the old one
-- on its page, and no index is written. What is too old is found among what was created too long ago.
-- To verify: after saves n_tup_hot_upd of applications.draft in pg_stat_user_tables is near its n_tup_upd.
drop index applications.draft_updated;
create index draft_created on applications.draft (created);
drop index applications.draft_party;
create index draft_party on applications.draft (party) where party is not null;
drop index applications.draft_assisted;
create index draft_assisted on applications.draft (assisted_by) where assisted_by is not null;
alter table applications.draft set (fillfactor = 50);
