-- How a letter went out beside the inbox: to a digital mailbox (Mina meddelanden), on paper, or through Skatteverket to
-- somebody with protected identity. One way for each letter, with the receipt of the operator.
-- To verify: a second way of one letter fails; who is protected gets no letter on paper to an address.
create table inbox.delivery (
  letter_id uuid primary key references inbox.letter,
  way text not null check (way in ('mailbox', 'print', 'forwarding')),
  -- Of paper: why nothing else would do.
  why text check (why in ('no-mailbox', 'declined', 'opted-out', 'refused', 'protected')),
  -- What the operator answered.
  receipt jsonb,
  at timestamptz not null,
  check ((way = 'mailbox') = (receipt is not null)),
  check ((way = 'mailbox') = (why is null)),
  check ((way = 'forwarding') = (why is not distinct from 'protected'))
);
create index delivery_waiting on inbox.delivery (at) where way <> 'mailbox';
create trigger delivery_is_final before update on inbox.delivery
  for each row execute function database.refuse_change();

-- Printed, put into its envelope and given to the post.
create table inbox.posted (
  letter_id uuid primary key references inbox.delivery,
  by_party uuid not null references identity.party,
  at timestamptz not null
);

-- Who wants letters on paper. The last row of a person holds.
create table inbox.paper (
  id uuid primary key,
  party_id uuid not null references identity.party,
  paper boolean not null,
  at timestamptz not null
);
create index paper_party on inbox.paper (party_id, id desc);
create trigger paper_is_final before update on inbox.paper
  for each row execute function database.refuse_change();
