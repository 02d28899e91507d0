-- Money arrives without the secret that a draft is sealed with. While a payment is under way what is paid for lies beside
-- what is sealed; when the payment is over it is taken away, and the draft is sealed as it was.
-- To verify: no row has paying without sealed; after upkeep no row has paying whose payment has ended.
alter table applications.draft add column paying jsonb;
alter table applications.draft add check (paying is null or sealed is not null);
create index draft_paying on applications.draft (id) where paying is not null;
