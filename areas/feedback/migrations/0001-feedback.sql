-- What happens in forms, counted, and what people think of them. Nothing here says who: no person, draft, address or time of
-- day, and no row for a person to be found in but the words they chose to write.
-- To verify: sending a page twice makes one row with n = 2; the columns are all there is.
create schema feedback;

create table feedback.event (
  service text not null,
  version text not null,
  day date not null,
  kind text not null check (kind in ('start', 'step', 'error', 'stop', 'complete')),
  -- Of a step, an error and a stop.
  page text not null default '',
  -- Of an error: the field and the rule.
  what text not null default '',
  -- Of a step: the seconds since the one before, rounded up to the bounds that the code names; 0 where nothing is measured.
  seconds int not null default 0,
  n bigint not null check (n > 0),
  primary key (service, version, day, kind, page, what, seconds)
);

create table feedback.answer (
  id uuid primary key,
  service text not null,
  version text not null,
  day date not null,
  -- Where it was asked.
  place text not null check (place in ('step', 'receipt', 'decision', 'stop')),
  rating int check (rating between 1 and 5),
  words text check (char_length(words) between 1 and 1000),
  check (rating is not null or words is not null)
);
create index answer_service on feedback.answer (service, day);
