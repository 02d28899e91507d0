-- Documents of the case that go with a letter on paper, in their order: whoever prints the letter puts them into the envelope too.
-- To verify: a referral with two documents has their ids here, and the list of what is to be posted names both.
alter table inbox.delivery add column documents uuid[] not null default '{}';
