-- That the clock of the service's own promise stands still, with why and until when at the longest; and that it goes again
-- before that. The clocks of the law (FL 12 §, a guarantee, an appeal) never stand still.
-- To verify: a pause without a last day is refused; paused_days counts a pause of 3–10 February that ended on the 7th as four.
create table cases.pause (
  id uuid primary key,
  case_id uuid not null references cases.case,
  reason text not null check (reason in ('completion', 'opinion', 'party', 'other-case')),
  note text,
  from_day date not null,
  -- The last day on which it stands still.
  until date not null check (until >= from_day),
  by_party uuid references identity.party,
  unit text,
  at timestamptz not null
);
create index pause_case on cases.pause (case_id, id);
create trigger pause_is_final before update or delete on cases.pause
  for each row execute function cases.refuse_while_kept();

create table cases.pause_end (
  pause_id uuid primary key references cases.pause,
  case_id uuid not null references cases.case,
  -- The day from which the clock goes again.
  day date not null,
  -- An officer, or the party whose answer was waited for.
  by_party uuid references identity.party,
  at timestamptz not null
);
create index pause_end_case on cases.pause_end (case_id);
create trigger pause_end_is_final before update or delete on cases.pause_end
  for each row execute function cases.refuse_while_kept();

-- Days that the clock of a case has stood still until a day: what its promise is moved by.
create function cases.paused_days(in_case uuid, today date) returns integer language sql stable as $$
  select coalesce(sum(greatest(0, least(coalesce(e.day, today), p.until + 1, today) - p.from_day)), 0)::integer
  from cases.pause p left join cases.pause_end e on e.pause_id = p.id where p.case_id = in_case
$$;
