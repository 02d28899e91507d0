-- Favourable decisions that are reported while they are not carried out, and interruptions of carrying one out (SoL (2025:400)
-- 34 kap. 1 §). One that ended within three months is in no report ever: its row goes. Who looks for what is due, and who
-- makes the report of a quarter, reads these rows, and nothing of what was carried out in time.
-- To verify: a row per decision that waits, none of one that was carried out within three months, one with `ended_at` of a late one.
create table cases.unexecuted (
  -- The decision; of one whose carrying out was interrupted, the act that says so.
  id uuid primary key,
  decision_id uuid not null references cases.decision,
  case_id uuid not null references cases.case,
  -- The day from which it is not carried out, and when that was written.
  since date not null,
  at timestamptz not null,
  -- When its end was written; null while it waits.
  ended_at timestamptz
);
create index unexecuted_waits on cases.unexecuted (since) where ended_at is null;
create index unexecuted_ended on cases.unexecuted (ended_at) where ended_at is not null;
create index unexecuted_case on cases.unexecuted (case_id);
create index unexecuted_decision on cases.unexecuted (decision_id);

-- Its open tasks among all of all kinds.
create index task_unexecuted on runtime.task (business_key) where form = 'ej-verkstallt';

-- What was decided before this. A version that names the report has it for one of its grounds; which, the reader asks it.
do $$ begin
  if to_regclass('catalogue.service_version') is null or to_regclass('procedure.act') is null then return; end if;
  insert into cases.unexecuted
  select w.id, w.decision, w.case_id, w.since, w.at, x.at from (
      select d.id, d.id as decision, d.case_id, cases.decision_day(d) as since, d.at, false as again from cases.decision d
      union all
      select a.id, d.id, d.case_id, (a.data->>'dag')::date, a.at, true
        from procedure.act a join cases.decision d on d.id = (a.data->>'decision')::uuid where a.act = 'interrupted'
    ) w
    join cases.decision d on d.id = w.decision and d.outcome in ('approved', 'partly-approved')
    join cases.case c on c.id = w.case_id
    join catalogue.service_version v on v.hash = c.service_version
      and convert_from(decode(v.folder ->> 'service.yaml', 'base64'), 'UTF8') ~ '\munexecuted:\s*["'']?reported'
    left join lateral (select min(e.at) as at from (
        select a.at from procedure.act a where a.case_id = w.case_id and (a.act = 'carried-out' and a.about = w.id
          or a.act = 'change-decision' and a.data->>'before' = w.decision::text)
        union all
        select p.received_at from cases.payment_order p where p.case_id = w.case_id and not w.again and p.received_at >= w.at
          and not exists (select from cases.decision n where n.case_id = p.case_id and n.id > w.id and n.at <= p.received_at)
      ) e) x on true
    where x.at is null or (x.at at time zone 'Europe/Stockholm')::date > w.since + interval '3 months';
end $$;
