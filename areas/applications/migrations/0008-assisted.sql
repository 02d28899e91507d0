-- An officer fills in for a person who is at the counter or on the phone. The draft is the person's (party, principal);
-- while assisted_by stands nobody but that officer sees it, and it is handed over by taking that away. What is written
-- down of the help stays: by whom, in which way, how it was known who the person is, and how she confirmed it.
-- To verify: a draft with assisted_by has assisted; an application that an officer sent says how it was confirmed.
alter table applications.draft
  add column assisted_by uuid references identity.party,
  add column assisted jsonb,
  add check (assisted_by is null or (assisted is not null and party is not null and sealed is null));
create index draft_assisted on applications.draft (assisted_by, updated desc) where assisted_by is not null;
alter table applications.application
  add column assisted_by uuid references identity.party,
  add column assisted jsonb,
  add check (assisted_by is null or assisted ? 'confirmed'),
  add check (assisted is null or party is not null);
