-- The minutes of decisions under delegation, adjusted and announced (KL 6 kap. 40 §, 8 kap. 10 och 12 §§): those that a meeting
-- was told of stand in its minutes, the others in minutes of their own. From that announcement the time to appeal runs
-- (KL 13 kap. 5 §), and the notices that told of the decisions day by day come down: the minutes' notice has taken their place.
-- To verify: a list is announced once; a notice is replaced once, and only one of decisions, by one of minutes.
create table notices.minutes (
  notice_id uuid primary key references notices.notice,
  -- The list that the meeting was told; null: decisions that are not reported, which have minutes of their own.
  report_id uuid unique references notices.report
);
create table notices.replaced (
  notice_id uuid primary key references notices.notice,
  minutes_id uuid not null references notices.minutes,
  day date not null,
  at timestamptz not null
);
create index replaced_minutes on notices.replaced (minutes_id);
create trigger minutes_is_final before update or delete on notices.minutes
  for each row execute function database.refuse_change();
create trigger replaced_is_final before update or delete on notices.replaced
  for each row execute function database.refuse_change();
