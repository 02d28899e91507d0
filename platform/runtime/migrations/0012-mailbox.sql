-- The example's viewer shows what digital mailboxes took, beside its mail.
-- To verify: a message of another kind is refused.
alter table runtime.outbox drop constraint outbox_kind_check;
alter table runtime.outbox add constraint outbox_kind_check check (kind in ('email', 'mailbox'));
