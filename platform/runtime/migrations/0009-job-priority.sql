-- Jobs that a model gives a place among others: save writes it down, and the turn that comes of it.
-- To verify: save is that of 0006 with the settings of 0007, but for the column `priority` of the jobs.
create or replace function runtime.save(doc jsonb) returns void
language plpgsql set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off as $$
declare
  v_ids uuid[] := array(select (m->>'id')::uuid from jsonb_array_elements(doc->'members') m);
  v_keys uuid[] := array(select (m->>'key')::uuid from jsonb_array_elements(doc->'members') m);
  v_at timestamptz := (doc->>'at')::timestamptz;
  v_by uuid := (doc->>'by')::uuid;
begin
  if doc ? 'made' then
    insert into runtime.definition (id, service_version, process)
      select r.definition, r.version, r.process from jsonb_to_recordset(doc->'made') as r(definition uuid, version text, process text)
      where not exists (select from runtime.definition d where d.service_version = r.version and d.process = r.process)
      on conflict (service_version, process) do nothing;
    insert into runtime.instance (id, definition_id, business_key, label, root_id, parent_id, parent_token, depth, next,
        started_at, ended_how, ended_at)
      select v_ids[r.m + 1], d.id, v_keys[r.m + 1], r.label, r.root, r.parent, r."parentToken", r.depth, r.next, v_at,
        r.ended, case when r.ended is not null then v_at end
      from jsonb_to_recordset(doc->'made') as r(m int, version text, process text, label text, root uuid, parent uuid,
        "parentToken" int, depth int, next int, ended text)
      join runtime.definition d on d.service_version = r.version and d.process = r.process;
  end if;
  if doc ? 'moved' then
    update runtime.instance i set next = r.next, ended_how = r.ended, ended_at = case when r.ended is not null then v_at end
      from jsonb_to_recordset(doc->'moved') as r(m int, next int, ended text) where i.id = v_ids[r.m + 1];
  end if;
  if doc ? 'gone' then perform runtime.save_gone(doc->'gone', v_ids); end if;
  if doc ? 'tokens' then
    insert into runtime.token as was (instance_id, id, scope, element, state, by, thrower, listener, since)
      select v_ids[r.m + 1], r.id, r.scope, r.element, r.state, r.by, r.thrower, r.listener, v_at
      from jsonb_to_recordset(doc->'tokens') as r(m int, id int, scope int, element text, state text, by text, thrower int, listener int)
      on conflict (instance_id, id) do update set scope = excluded.scope, element = excluded.element, state = excluded.state,
        by = excluded.by, thrower = excluded.thrower, listener = excluded.listener,
        since = case when was.element = excluded.element then was.since else excluded.since end;
  end if;
  if doc ? 'scopes' then
    insert into runtime.scope (instance_id, id, element, parent, token, counter, loop, queue, results)
      select v_ids[r.m + 1], r.id, r.element, r.parent, r.token, r.counter, r.loop, r.queue, r.results
      from jsonb_to_recordset(doc->'scopes') as r(m int, id int, element text, parent int, token int, counter int, loop jsonb, queue jsonb, results jsonb)
      on conflict (instance_id, id) do update set element = excluded.element, parent = excluded.parent, token = excluded.token,
        counter = excluded.counter, loop = excluded.loop, queue = excluded.queue, results = excluded.results;
  end if;
  if doc ? 'variables' then
    insert into runtime.variable (instance_id, scope, name, value, marks)
      select v_ids[r.m + 1], r.scope, r.name, coalesce(r.value, 'null'), r.marks
      from jsonb_to_recordset(doc->'variables') as r(m int, scope int, name text, value jsonb, marks jsonb)
      on conflict (instance_id, scope, name) do update set value = excluded.value, marks = excluded.marks;
  end if;
  if doc ? 'events' then
    insert into runtime.subscription (instance_id, id, token, scope, element, kind, name, key)
      select v_ids[r.m + 1], r.id, r.token, r.scope, r.element, r.kind, r.name, r.key
      from jsonb_to_recordset(doc->'events') as r(m int, id int, token int, scope int, element text, kind text, name text, key text)
      on conflict (instance_id, id) do update set element = excluded.element, name = excluded.name, key = excluded.key;
  end if;
  if doc ? 'timers' then
    insert into runtime.timer (instance_id, id, token, scope, element, due, remaining, every)
      select v_ids[r.m + 1], r.id, r.token, r.scope, r.element, r.due, r.remaining, r.every
      from jsonb_to_recordset(doc->'timers') as r(m int, id int, token int, scope int, element text, due timestamptz, remaining int, every text)
      on conflict (instance_id, id) do update set element = excluded.element, due = excluded.due,
        remaining = excluded.remaining, every = excluded.every;
  end if;
  if doc ? 'done' then
    insert into runtime.done (instance_id, id, scope, element, snapshot)
      select v_ids[r.m + 1], r.id, r.scope, r.element, r.snapshot
      from jsonb_to_recordset(doc->'done') as r(m int, id int, scope int, element text, snapshot jsonb)
      on conflict (instance_id, id) do update set scope = excluded.scope, element = excluded.element, snapshot = excluded.snapshot;
  end if;
  if doc ? 'taskEnds' then
    with away as (delete from runtime.task t using jsonb_to_recordset(doc->'taskEnds') as e(m int, token int, how text, answers jsonb)
      where t.instance_id = v_ids[e.m + 1] and t.token = e.token
      returning t.id, t.instance_id, t.element, t.business_key, t.opened_at, e.how, e.answers)
    insert into runtime.task_end (id, instance_id, element, business_key, how, by_party, answers, opened_at, at)
      select id, instance_id, element, business_key, how, case when how = 'completed' then v_by end, answers, opened_at, v_at from away;
  end if;
  if doc ? 'tasks' then
    insert into runtime.task (id, instance_id, token, element, business_key, assignee, candidate_groups, candidate_users,
        due, follow_up, priority, form, input, input_marks, opened_at)
      select r.id, v_ids[r.m + 1], r.token, r.element, v_keys[r.m + 1], r.assignee,
        array(select jsonb_array_elements_text(r.candidate_groups)), array(select jsonb_array_elements_text(r.candidate_users)),
        r.due, r.follow_up, r.priority, r.form, coalesce(r.input, '{}'), r.input_marks, v_at
      from jsonb_to_recordset(doc->'tasks') as r(m int, id uuid, token int, element text, assignee text, candidate_groups jsonb,
        candidate_users jsonb, due timestamptz, follow_up timestamptz, priority int, form text, input jsonb, input_marks jsonb);
  end if;
  if doc ? 'jobEnds' then
    with away as (delete from runtime.job j using jsonb_to_recordset(doc->'jobEnds') as e(m int, token int)
      where j.instance_id = v_ids[e.m + 1] and j.token = e.token returning j.id)
    insert into runtime.incident_end (incident_id, how, reason, at)
      select i.id, 'gone', 'taken back', v_at from runtime.incident i join away a on a.id = i.job_id on conflict do nothing;
  end if;
  if doc ? 'jobs' then
    insert into runtime.job (id, type, payload, instance_id, token, element, business_key, due, retries, external, back_off, priority, turn)
      select r.id, r.type, r.payload, coalesce(r.instance, v_ids[r.m + 1]), r.token, r.element,
        coalesce(r.key, v_keys[r.m + 1]), now(), r.retries, coalesce(r.external, false), r.back_off, coalesce(r.priority, 50),
        runtime.turn(now(), coalesce(r.key, v_keys[r.m + 1]), coalesce(r.priority, 50), row_number() over (partition by coalesce(r.key, v_keys[r.m + 1]) order by r.id))
      from jsonb_to_recordset(doc->'jobs') as r(m int, id uuid, type text, payload jsonb, instance uuid, key uuid, token int,
        element text, retries int, external boolean, back_off jsonb, priority int);
  end if;
  if doc ? 'history' then
    insert into runtime.history (id, instance_id, business_key, at, element, what, token, by_party)
      select r.id, v_ids[r.m + 1], v_keys[r.m + 1], v_at, r.element, r.what, r.token, v_by
      from jsonb_to_recordset(doc->'history') as r(m int, id uuid, element text, what text, token int);
  end if;
end $$;
