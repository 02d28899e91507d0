-- A letter to somebody who is no party, in a case that somebody with protected identity is in: its words never go by e-mail.
-- It waits on paper for an officer who may see such cases.
-- To verify: a copy in such a case has a row here and none in runtime.outbox; `guarded` is a reason of paper alone.
alter table inbox.delivery drop constraint delivery_why_check, add constraint delivery_why_check
  check (why in ('no-mailbox', 'declined', 'opted-out', 'refused', 'protected', 'guarded'));
