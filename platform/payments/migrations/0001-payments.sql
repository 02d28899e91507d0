-- What people pay before an application is sent. A payment is ordered under its own id, which the provider takes once;
-- what happens to it are rows that are only added.
-- To verify: a payment cannot be paid, used or given back twice; an event cannot be changed.
create schema payments;

create table payments.payment (
  -- Also the provider's instruction id: the same order sent twice is one payment.
  id uuid primary key,
  draft_id uuid not null,
  service text not null,
  amount numeric(14, 2) not null check (amount > 0),
  -- Hash of the answers that the person had read when the button was pressed.
  read_hash text not null,
  -- Who pressed it: what is sent when the payment arrives is sent by them. Null when it is over.
  sender jsonb,
  created_at timestamptz not null,
  -- Real time: until then it can be paid.
  expires_at timestamptz not null
);
create index payment_draft on payments.payment (draft_id);

create table payments.event (
  id uuid primary key,
  payment_id uuid not null references payments.payment,
  kind text not null check (kind in ('ordered', 'paid', 'declined', 'expired', 'used', 'refund-asked', 'refunded')),
  detail jsonb not null default '{}',
  at timestamptz not null,
  unique (payment_id, kind)
);
create index event_case on payments.event ((detail ->> 'case')) where kind = 'used';
create trigger event_is_final before update on payments.event for each row execute function database.refuse_change();

-- What the built-in stand-in of the provider has been asked for; an example's only.
create table payments.test_request (
  id text primary key check (id ~ '^[0-9A-F]{32}$'),
  amount numeric(14, 2) not null,
  message text not null,
  callback_url text not null,
  return_url text not null,
  status text not null check (status in ('CREATED', 'PAID', 'DECLINED', 'CANCELLED')),
  refunded numeric(14, 2) not null default 0 check (refunded <= amount)
);
create table payments.test_refund (
  id text primary key check (id ~ '^[0-9A-F]{32}$'),
  request text not null references payments.test_request,
  amount numeric(14, 2) not null check (amount > 0)
);
