-- What is being done with a user task waits for its listeners: what it is stands with the token, and why it was denied with
-- the task. To verify: load is that of 0006 and save that of 0009, with the settings of 0007, but for the column `task` of
-- the tokens, the person who ends a task, and the changes of tasks.
alter table runtime.token add column task jsonb;
alter table runtime.task add column denied text;

create or replace function runtime.load(p_id uuid) returns json
language plpgsql set enable_seqscan = off as $$
declare
  v_root uuid;
  v_doc json;
begin
  select coalesce(root_id, id) into v_root from runtime.instance where id = p_id;
  if v_root is null then return null; end if;
  perform 1 from runtime.instance where id = v_root for no key update;
  select json_build_object('key', i.business_key, 'version', d.service_version, 'process', d.process, 'label', i.label,
      'root', v_root, 'parent', i.parent_id, 'parentToken', i.parent_token, 'depth', i.depth, 'next', i.next, 'ended', i.ended_how,
      'rootVersion', case when v_root = i.id then d.service_version else (select e.service_version from runtime.instance r
        join runtime.definition e on e.id = r.definition_id where r.id = v_root) end,
      'suspended', exists (select from runtime.suspension s where s.instance_id = v_root),
      'tokens', (select json_agg(json_build_object('id', t.id, 'scope', t.scope, 'element', t.element, 'state', t.state,
        'by', t.by, 'thrower', t.thrower, 'listener', t.listener, 'task', t.task) order by t.id) from runtime.token t where t.instance_id = p_id),
      'scopes', (select json_agg(json_build_object('id', s.id, 'element', s.element, 'parent', s.parent, 'token', s.token,
        'counter', s.counter, 'loop', s.loop, 'queue', s.queue, 'results', s.results) order by s.id)
        from runtime.scope s where s.instance_id = p_id),
      'variables', (select json_agg(json_build_object('scope', v.scope, 'name', v.name, 'value', v.value, 'marks', v.marks))
        from runtime.variable v where v.instance_id = p_id),
      'events', (select json_agg(json_build_object('id', e.id, 'token', e.token, 'scope', e.scope, 'element', e.element,
        'kind', e.kind, 'name', e.name, 'key', e.key) order by e.id) from runtime.subscription e where e.instance_id = p_id),
      'timers', (select json_agg(json_build_object('id', r.id, 'token', r.token, 'scope', r.scope, 'element', r.element, 'due', r.due,
        'remaining', r.remaining, 'every', r.every) order by r.id) from runtime.timer r where r.instance_id = p_id),
      'done', (select json_agg(json_build_object('id', o.id, 'scope', o.scope, 'element', o.element, 'snapshot', o.snapshot)
        order by o.id) from runtime.done o where o.instance_id = p_id))
    into v_doc from runtime.instance i join runtime.definition d on d.id = i.definition_id where i.id = p_id;
  return v_doc;
end $$;

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
    insert into runtime.token as was (instance_id, id, scope, element, state, by, thrower, listener, task, since)
      select v_ids[r.m + 1], r.id, r.scope, r.element, r.state, r.by, r.thrower, r.listener, r.task, v_at
      from jsonb_to_recordset(doc->'tokens') as r(m int, id int, scope int, element text, state text, by text, thrower int, listener int, task jsonb)
      on conflict (instance_id, id) do update set scope = excluded.scope, element = excluded.element, state = excluded.state,
        by = excluded.by, thrower = excluded.thrower, listener = excluded.listener, task = excluded.task,
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
    with away as (delete from runtime.task t using jsonb_to_recordset(doc->'taskEnds') as e(m int, token int, how text, answers jsonb, by uuid)
      where t.instance_id = v_ids[e.m + 1] and t.token = e.token
      returning t.id, t.instance_id, t.element, t.business_key, t.opened_at, e.how, e.answers, e.by)
    insert into runtime.task_end (id, instance_id, element, business_key, how, by_party, answers, opened_at, at)
      select id, instance_id, element, business_key, how, case when how = 'completed' then coalesce(by, v_by) end, answers, opened_at, v_at from away;
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
  if doc ? 'taskChanges' then
    update runtime.task t set denied = e.denied,
        assignee = case when e.change ? 'assignee' then e.change->>'assignee' else t.assignee end,
        candidate_groups = case when e.change ? 'candidateGroups' then array(select jsonb_array_elements_text(e.change->'candidateGroups')) else t.candidate_groups end,
        candidate_users = case when e.change ? 'candidateUsers' then array(select jsonb_array_elements_text(e.change->'candidateUsers')) else t.candidate_users end,
        due = case when e.change ? 'due' then (e.change->>'due')::timestamptz else t.due end,
        follow_up = case when e.change ? 'followUp' then (e.change->>'followUp')::timestamptz else t.follow_up end,
        priority = coalesce((e.change->>'priority')::int, t.priority)
      from jsonb_to_recordset(doc->'taskChanges') as e(m int, token int, change jsonb, denied text)
      where t.instance_id = v_ids[e.m + 1] and t.token = e.token;
    insert into runtime.task_claim (task_id, party_id, at)
      select t.id, (e.change->>'claim')::uuid, v_at from jsonb_to_recordset(doc->'taskChanges') as e(m int, token int, change jsonb)
        join runtime.task t on t.instance_id = v_ids[e.m + 1] and t.token = e.token where e.change->>'claim' is not null
      on conflict (task_id) do update set party_id = excluded.party_id, at = excluded.at;
    delete from runtime.task_claim c using runtime.task t, jsonb_to_recordset(doc->'taskChanges') as e(m int, token int, change jsonb)
      where c.task_id = t.id and t.instance_id = v_ids[e.m + 1] and t.token = e.token and e.change ? 'claim' and e.change->>'claim' is null;
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
