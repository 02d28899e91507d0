-- The notice board (KL 8 kap. 9–12 §§): what is announced, how long it could be seen, and when it was taken down; and the
-- decisions under delegation, which are reported to a meeting (KL 6 kap. 40 §) or minuted by themselves and announced.
-- To verify: no announcement is removed before its last day is over; a decision stands in one list at most; update and
-- delete of any row fail.
create schema notices;

create table notices.notice (
  id uuid primary key,
  kind text not null check (kind in ('minutes', 'delegation')),
  board text not null,
  -- What it is, without personal data: "Sammanträde 10 februari 2026, §§ 12–34".
  title text not null check (length(title) between 1 and 200),
  adjusted_on date not null,
  -- KL 8 kap. 12 §: where the minutes are.
  kept_at text not null check (length(kept_at) between 1 and 200),
  -- Null: the house itself, for decisions under delegation.
  by_party uuid references identity.party,
  unit text,
  at timestamptz not null
);

-- Each time it went up. A gap and it goes up again: a new row, and the time starts anew (KL 13 kap. 5 §).
create table notices.announcement (
  id uuid primary key,
  notice_id uuid not null references notices.notice,
  day date not null,
  -- The second day after the adjustment.
  due date not null,
  last_day date not null,
  by_party uuid references identity.party,
  at timestamptz not null,
  -- Beside legal time, which an example town can move: what outages are measured by.
  real_at timestamptz not null,
  unique (id, last_day)
);
create index announcement_notice on notices.announcement (notice_id, id desc);

-- The house asks for its own public page as anybody would, and signs what it saw.
create table notices.probe (
  id uuid primary key,
  at timestamptz not null,
  real_at timestamptz not null,
  -- HTTP status; 0 when nobody answered.
  status integer not null,
  sha256 text not null,
  signature text not null
);
create index probe_at on notices.probe (real_at);
create table notices.unseen (
  probe_id uuid not null references notices.probe,
  announcement_id uuid not null references notices.announcement,
  primary key (probe_id, announcement_id)
);
create table notices.key (
  one boolean primary key default true check (one),
  private text not null,
  public text not null
);

create table notices.removal (
  announcement_id uuid primary key,
  last_day date not null,
  day date not null,
  at timestamptz not null,
  foreign key (announcement_id, last_day) references notices.announcement (id, last_day),
  check (day > last_day)
);

-- A list of decisions under delegation for a board's meeting.
create table notices.report (
  id uuid primary key,
  board text not null,
  meeting date not null,
  by_party uuid not null references identity.party,
  unit text not null,
  at timestamptz not null
);
-- Where a decision was told of: in one list, or minuted by itself and announced.
create table notices.told (
  decision_id uuid primary key,
  report_id uuid references notices.report,
  notice_id uuid references notices.notice,
  number text not null,
  delegation text not null,
  outcome text not null,
  ground text not null,
  automated boolean not null,
  decided_at timestamptz not null,
  check ((report_id is null) <> (notice_id is null))
);
create index told_report on notices.told (report_id, decided_at);
create index told_notice on notices.told (notice_id);

do $$
declare
  name text;
begin
  foreach name in array array['notice', 'announcement', 'probe', 'unseen', 'removal', 'report', 'told', 'key'] loop
    execute format('create trigger %I before update or delete on notices.%I for each row execute function database.refuse_change()',
      name || '_is_final', name);
  end loop;
end $$;
