-- A letter to somebody who is no party and has left no e-mail address: on paper to the postal address that was left, or to be
-- handed over to who comes for it (FL 33 §, OSL 6 kap. 3 §: a refusal is told to whoever asked).
-- To verify: such a letter has a row here of way `print`; both are reasons of paper alone.
alter table inbox.delivery drop constraint delivery_why_check, add constraint delivery_why_check
  check (why in ('no-mailbox', 'declined', 'opted-out', 'refused', 'protected', 'guarded', 'by-post', 'hand-over'));
