-- The search index: what words of each service say, stemmed by the database, written in the transaction that publishes.
-- It holds nothing that cannot be made again from the published folders and the town's listings.
-- To verify: `select entry, count(*) from catalogue.search_term group by entry` has a row for every service offered.
create extension if not exists pg_trgm;

-- What can be found: a service by its id. `source` is the hash of what the index was made from; made anew when it differs.
create table catalogue.search_entry (
  id text primary key,
  source text not null
);

-- Which lexeme says something of which entry, and how much (1: a word of the title or a search word).
create table catalogue.search_term (
  entry text not null references catalogue.search_entry on delete cascade,
  lexeme text not null,
  weight real not null check (weight > 0 and weight <= 1),
  primary key (lexeme, entry)
);
create index search_term_entry on catalogue.search_term (entry);

-- The words themselves, each once, without the dots of å, ä and ö: what a misspelt word is compared with.
create table catalogue.search_word (
  plain text not null,
  lexeme text not null,
  primary key (plain, lexeme)
);
create index search_word_lexeme on catalogue.search_word (lexeme);
-- Gives the nearest words in order; a bitmap of all that are somewhat alike (gin) is slower, and often not chosen.
create index search_word_alike on catalogue.search_word using gist (plain gist_trgm_ops);

-- Words that people use for the same thing; `share` is how much the other word counts.
create table catalogue.search_synonym (
  lexeme text not null,
  other text not null,
  share real not null check (share > 0 and share <= 1),
  primary key (lexeme, other)
);
create table catalogue.search_vocabulary (
  id smallint primary key default 1 check (id = 1),
  source text not null
);

-- How often each service has been opened, by month; no person, address or time of day.
create table catalogue.service_use (
  service text not null,
  month date not null check (extract(day from month) = 1),
  times bigint not null check (times > 0),
  primary key (service, month)
);
