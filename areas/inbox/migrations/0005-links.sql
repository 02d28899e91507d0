-- Released documents that are too large for a mail are fetched by a link, without signing in: whoever asked need not say who
-- he is (TF 2 kap. 18 §). Of the link only the hash of its secret is kept, nothing of who has it, and the row goes when its time is over.
-- To verify: a link whose time is over opens nothing, and its row is gone after the next upkeep.
create table inbox.link (
  secret_hash text primary key,
  case_id uuid not null,
  documents uuid[] not null check (cardinality(documents) > 0),
  -- Real time, as of sessions.
  ends_at timestamptz not null
);
create index link_case on inbox.link (case_id);
create index link_ends on inbox.link (ends_at);
