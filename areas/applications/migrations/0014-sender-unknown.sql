-- What comes on paper may be from somebody who is no party here: another authority, an association, a person without a
-- number, nobody who says who it is. It is registered all the same (OSL 5 kap. 1 §, FL 22 §): its draft is nobody's but
-- the officer's who enters it, and its application nobody's.
-- To verify: a draft without party and secret has an officer and came on paper; what was filled in at the counter or on the
-- phone has its person.
alter table applications.draft
  drop constraint draft_check,
  drop constraint draft_check3,
  add constraint draft_owner check ((party is null) <> (secret_hash is null)
    or (party is null and assisted_by is not null and assisted->>'channel' = 'letter')),
  add constraint draft_assisted check (assisted_by is null
    or (assisted is not null and secret_hash is null and sealed is null));
alter table applications.application
  drop constraint application_check1,
  add constraint application_assisted check (assisted is null or party is not null or assisted->>'channel' = 'letter');
