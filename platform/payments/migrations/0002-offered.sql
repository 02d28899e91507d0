-- How a payment that was ordered is paid: `{ kind, to }`, as the provider said once. A second look at the page shows the
-- same way, and the provider is not asked to say it again.
-- To verify: a payment is offered once.
alter table payments.event drop constraint event_kind_check;
alter table payments.event add constraint event_kind_check
  check (kind in ('ordered', 'offered', 'paid', 'declined', 'expired', 'used', 'refund-asked', 'refunded'));
-- Payments without an end are looked for again and again, in the order of their ids.
create index event_kind on payments.event (kind, payment_id);
