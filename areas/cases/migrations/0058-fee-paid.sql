-- That a fee asked in a case has been paid beside the web: at the counter, by Swish, against an invoice (TF 2 kap. 16 §: copies
-- against a fixed fee). One row for each fee that was paid, with the sum that was asked.
-- To verify: update and delete of a row fail while the case is kept; a sum of nothing is refused.
create table cases.fee_paid (
  id uuid primary key,
  case_id uuid not null references cases.case,
  -- Kronor.
  amount numeric not null check (amount > 0),
  way text not null check (way in ('kassa', 'swish', 'faktura', 'bankgiro')),
  -- Legal day on which it was paid.
  day date not null,
  by_party uuid not null references identity.party,
  unit text not null,
  at timestamptz not null
);
create index fee_paid_case on cases.fee_paid (case_id);
create trigger fee_paid_is_final before update or delete on cases.fee_paid
  for each row execute function cases.refuse_while_kept();
