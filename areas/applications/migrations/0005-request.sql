-- What came through the API under a key: the same call again is known by its fingerprint (SHA-256 of the body), and
-- another one under the same key refused. Written in the transaction that sends, so that only what was sent has a row.
-- To verify: two calls with one key and two bodies; the second is answered 422 and there is one application.
create table applications.request (
  draft_id uuid primary key,
  fingerprint text not null check (fingerprint ~ '^[0-9a-f]{64}$')
);
