-- What a party was asked to answer by a last day (FL 20, 25 §§): a row for each party that was written to, until it has
-- answered or the case has gone on. The day after the last day the unit is told; `listed_at` says that it has been.
-- To verify: an order of the desk gives a row for each party that it was sent to, and each answer takes its own away;
-- explain of the sweep of areas/procedure/unanswered reads along awaited_day, awaited_listed and task_unanswered.
create table procedure.awaited (
  act_id uuid not null references procedure.act,
  party_id uuid not null references identity.party,
  case_id uuid not null,
  -- A working day: the party has all of it.
  last_day date not null,
  listed_at timestamptz,
  primary key (act_id, party_id)
);
create index awaited_case on procedure.awaited (case_id);
create index awaited_party on procedure.awaited (party_id);
create index awaited_day on procedure.awaited (last_day) where listed_at is null;
create index awaited_listed on procedure.awaited (case_id) where listed_at is not null;
create index task_unanswered on runtime.task (business_key) where form = 'uteblivet-svar';

-- The last order of each kind in cases that are not decided, as it stands now.
insert into procedure.awaited (act_id, party_id, case_id, last_day)
select distinct a.id, r.party_id, a.case_id, (a.data->>'senast')::date
from cases.undecided u
join procedure.act a on a.case_id = u.case_id and a.act in ('request-completion', 'communicate')
  and not exists (select from procedure.act n where n.case_id = a.case_id and n.act = a.act and n.id > a.id)
join inbox.letter l on l.case_id = a.case_id and a.data->'letters' ? l.id::text
join cases.party_role r on r.case_id = a.case_id and r.party_id = l.party_id
  and r.role in ('applicant', 'co-applicant', 'guardian', 'counterparty', 'affected')
where not exists (select from procedure.act e where e.about = a.id and (e.for_party = r.party_id
  or exists (select from cases.party_role g where g.case_id = a.case_id and g.party_id = e.for_party and g.role = 'agent')));
