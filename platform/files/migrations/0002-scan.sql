-- Bytes that a virus scanner has not looked through yet, and what it said of those it has. Both are of the bytes, not of a
-- file: the same bytes are looked through once. Without a scanner neither has rows, and nothing waits.
-- To verify: the same bytes cannot wait twice, and a verdict is written once.
create table files.quarantine (
  sha256 text primary key check (sha256 ~ '^[0-9a-f]{64}$'),
  since timestamptz not null
);

create table files.verdict (
  sha256 text primary key check (sha256 ~ '^[0-9a-f]{64}$'),
  -- The scanner's name of what it found; null when it found nothing.
  infected text check (length(infected) between 1 and 200),
  at timestamptz not null
);
