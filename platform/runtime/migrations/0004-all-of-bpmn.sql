-- Rows for all that the state of an instance holds, and for what staff do to instances by hand.
-- To verify: `torget db verify`; every row of token, done, subscription and timer belongs to an instance that has not ended.

alter table runtime.instance
  -- Call activities: the caller and the first of all callers. One lock, that of the root, guards the whole tree.
  add column root_id uuid references runtime.instance on delete cascade,
  add column parent_id uuid references runtime.instance on delete cascade,
  add column parent_token integer,
  add column depth integer not null default 0,
  -- The business key as models and messages see it. Null: the id of the case; empty: none.
  add column label text,
  drop constraint instance_ended_how_check,
  add constraint instance_ended_how_check check (ended_how in ('completed', 'cancelled', 'failed')),
  add constraint instance_parent_check check ((parent_id is null) = (root_id is null) and (parent_id is null) = (parent_token is null));
create index instance_parent on runtime.instance (parent_id, parent_token) where parent_id is not null;
create index instance_root on runtime.instance (root_id) where root_id is not null;
create index instance_label on runtime.instance (label) where label <> '';

alter table runtime.token
  add column thrower integer,
  drop constraint token_state_check,
  add constraint token_state_check
    check (state in ('waiting', 'joining', 'scope', 'loop', 'before', 'after', 'compensating'));

alter table runtime.scope
  add column counter integer,
  -- Loops: how many of how many, the frozen collection, the results. Small, and read whole or not at all.
  add column loop jsonb,
  -- Ad-hoc sub-processes: elements that wait for their turn, and collected outputs.
  add column queue jsonb,
  add column results jsonb;

alter table runtime.subscription
  add column kind text not null default 'message' check (kind in ('message', 'signal', 'condition')),
  add column scope integer,
  alter column name drop not null,
  add constraint subscription_name_check check ((name is null) = (kind = 'condition'));

alter table runtime.timer add column scope integer;

-- Completed work that can still be compensated, with its variables as they were.
create table runtime.done (
  instance_id uuid not null references runtime.instance on delete cascade,
  id integer not null,
  scope integer not null,
  element text not null,
  snapshot jsonb not null,
  primary key (instance_id, id)
);

alter table runtime.job
  -- Done by a worker outside that fetches it; ours leave it alone.
  add column external boolean not null default false,
  -- Its place in the queue: see runtime.turn.
  add column turn timestamptz not null default now(),
  -- What is back to be tried after each failure, in seconds; null: the house's own back-off.
  add column back_off jsonb;
drop index runtime.job_due;
create index job_turn on runtime.job (turn, id) where retries > 0 and not external;
create index job_external on runtime.job (type, turn) where external;
create index job_key on runtime.job (business_key);
create index job_leased on runtime.job (instance_id) where lease_owner is not null;

alter table runtime.incident_end
  alter column by_party drop not null,
  drop constraint incident_end_how_check,
  -- `gone`: what it hindered was taken back.
  add constraint incident_end_how_check check (how in ('retried', 'resolved', 'gone'));

alter table runtime.message
  -- The sender's own id: what has been taken or is kept is not taken again until it expires.
  add column message_id text unique,
  add column label text,
  add column taken_at timestamptz;
create index message_expiry on runtime.message (expires_at);

-- Timers that start a process; of the newest version only.
create table runtime.start_timer (
  process text not null,
  element text not null,
  service_version text not null,
  due timestamptz not null,
  remaining integer,
  every text,
  primary key (process, element)
);

-- What staff did to an instance by hand, and why.
create table runtime.intervention (
  id uuid primary key,
  instance_id uuid not null references runtime.instance on delete cascade,
  what text not null check (what in ('cancelled', 'suspended', 'resumed', 'modified', 'migrated', 'variables')),
  detail jsonb not null,
  reason text not null check (reason <> ''),
  -- Codes of the exceptions that allow going past what the law requires.
  exceptions text[] not null default '{}',
  by_party uuid,
  at timestamptz not null
);
create index intervention_instance on runtime.intervention (instance_id);
create trigger intervention_is_append_only before update on runtime.intervention
  for each row execute function database.refuse_change();

-- Instances (roots) that stand still now; who, when and why stands in the intervention.
create table runtime.suspension (
  instance_id uuid primary key references runtime.instance on delete cascade,
  intervention_id uuid not null references runtime.intervention
);

-- A set of instances that moves to another version, and how it went for each.
create table runtime.migration (
  id uuid primary key,
  plan jsonb not null,
  reason text not null check (reason <> ''),
  by_party uuid,
  at timestamptz not null
);
create table runtime.migration_outcome (
  migration_id uuid not null references runtime.migration,
  instance_id uuid not null references runtime.instance on delete cascade,
  how text not null check (how in ('migrated', 'refused')),
  faults jsonb not null,
  at timestamptz not null,
  primary key (migration_id, instance_id)
);

/*
 * Place in the queue: a job stands behind 0.1 s for each job that its case has open already, so that a case with many
 * cannot starve the others; a point of priority above 50 is a head start of 10 s, so that the lowest never waits for ever.
 */
create function runtime.turn(p_due timestamptz, p_key uuid, p_priority integer, p_nth bigint) returns timestamptz
language sql stable as $$
  select p_due - make_interval(secs => (p_priority - 50) * 10)
    + make_interval(secs => 0.1 * (p_nth - 1 + (select count(*) from (select 1 from runtime.job j where j.business_key = p_key limit 1000) as open)))
$$;

/*
 * Locks the tree of an instance and gives its whole state. A function, because each statement inside sees what was
 * committed before the lock was granted; one statement that locks and reads would see rows as they were before it waited.
 */
create function runtime.load(p_id uuid) returns json
language plpgsql as $$
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
        'by', t.by, 'thrower', t.thrower) order by t.id) from runtime.token t where t.instance_id = p_id),
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

/*
 * Writes all that one command has changed, of one instance or of many, in one statement. `doc` has a list for each kind
 * of row, absent when there is nothing; `m` in a row is the place of its instance in `doc.members`, counted from 0.
 */
create function runtime.save(doc jsonb) returns void
language plpgsql as $$
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
    insert into runtime.token as was (instance_id, id, scope, element, state, by, thrower, since)
      select v_ids[r.m + 1], r.id, r.scope, r.element, r.state, r.by, r.thrower, v_at
      from jsonb_to_recordset(doc->'tokens') as r(m int, id int, scope int, element text, state text, by text, thrower int)
      on conflict (instance_id, id) do update set scope = excluded.scope, element = excluded.element, state = excluded.state,
        by = excluded.by, thrower = excluded.thrower,
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
    insert into runtime.job (id, type, payload, instance_id, token, element, business_key, due, retries, external, back_off, turn)
      select r.id, r.type, r.payload, coalesce(r.instance, v_ids[r.m + 1]), r.token, r.element,
        coalesce(r.key, v_keys[r.m + 1]), now(), r.retries, coalesce(r.external, false), r.back_off,
        runtime.turn(now(), coalesce(r.key, v_keys[r.m + 1]), 50, row_number() over (partition by coalesce(r.key, v_keys[r.m + 1]) order by r.id))
      from jsonb_to_recordset(doc->'jobs') as r(m int, id uuid, type text, payload jsonb, instance uuid, key uuid, token int,
        element text, retries int, external boolean, back_off jsonb);
  end if;
  if doc ? 'history' then
    insert into runtime.history (id, instance_id, business_key, at, element, what, token, by_party)
      select r.id, v_ids[r.m + 1], v_keys[r.m + 1], v_at, r.element, r.what, r.token, v_by
      from jsonb_to_recordset(doc->'history') as r(m int, id uuid, element text, what text, token int);
  end if;
end $$;

create function runtime.save_gone(doc jsonb, p_ids uuid[]) returns void
language plpgsql as $$
begin
  if doc ? 'tokens' then
    delete from runtime.token t using jsonb_to_recordset(doc->'tokens') as r(m int, id int) where t.instance_id = p_ids[r.m + 1] and t.id = r.id;
  end if;
  if doc ? 'scopes' then
    delete from runtime.scope t using jsonb_to_recordset(doc->'scopes') as r(m int, id int) where t.instance_id = p_ids[r.m + 1] and t.id = r.id;
  end if;
  if doc ? 'variables' then
    delete from runtime.variable t using jsonb_to_recordset(doc->'variables') as r(m int, scope int, name text)
      where t.instance_id = p_ids[r.m + 1] and t.scope = r.scope and t.name = r.name;
  end if;
  if doc ? 'events' then
    delete from runtime.subscription t using jsonb_to_recordset(doc->'events') as r(m int, id int) where t.instance_id = p_ids[r.m + 1] and t.id = r.id;
  end if;
  if doc ? 'timers' then
    delete from runtime.timer t using jsonb_to_recordset(doc->'timers') as r(m int, id int) where t.instance_id = p_ids[r.m + 1] and t.id = r.id;
  end if;
  if doc ? 'done' then
    delete from runtime.done t using jsonb_to_recordset(doc->'done') as r(m int, id int) where t.instance_id = p_ids[r.m + 1] and t.id = r.id;
  end if;
end $$;

/*
 * Takes due jobs under a lease, one at most of each instance at a time, in the order of their turns. All workers of a
 * database come in here one by one; the commit need not reach the disk, because a lease that a crash undoes is no loss.
 */
create function runtime.claim(p_owner uuid, p_limit integer, p_only uuid[], p_lease_s integer) returns setof runtime.job
language plpgsql as $$
begin
  perform set_config('synchronous_commit', 'off', true);
  perform pg_advisory_xact_lock(846382002);
  return query
    with free as (
      select j.id, j.turn, coalesce(i.root_id, i.id) as root
      from runtime.job j left join runtime.instance i on i.id = j.instance_id
      where j.due <= now() and j.retries > 0 and not j.external and (j.lease_until is null or j.lease_until < now())
        and (p_only is null or j.id = any(p_only))
        and not exists (select from runtime.job o where o.instance_id = j.instance_id and o.lease_owner is not null and o.lease_until >= now())
        and not exists (select from runtime.suspension s where s.instance_id = coalesce(i.root_id, i.id))
      order by j.turn, j.id limit p_limit * 4),
    first as (select distinct on (coalesce(root, id)) id, turn from free order by coalesce(root, id), turn, id),
    taken as (select id from first order by turn, id limit p_limit)
    update runtime.job j set lease_owner = p_owner, lease_until = now() + make_interval(secs => p_lease_s), attempts = j.attempts + 1
      from taken where j.id = taken.id returning j.*;
end $$;

/*
 * The oldest kept message that a new subscription fits, marked as taken. The lock on name and key makes publishing and
 * subscribing wait for each other, so that a message and its receiver never miss each other.
 */
create function runtime.take_message(p_name text, p_key text, p_label text, p_at timestamptz) returns setof runtime.message
language plpgsql as $$
begin
  perform runtime.lock_message(p_name, p_key);
  return query update runtime.message m set taken_at = p_at where m.id = (
    select k.id from runtime.message k where k.name = p_name and k.key is not distinct from p_key
      and (k.label is null or k.label = p_label) and k.taken_at is null and k.expires_at > p_at order by k.id limit 1 for update)
    returning m.*;
end $$;

create function runtime.lock_message(p_name text, p_key text) returns void
language sql as $$
  select pg_advisory_xact_lock(hashtextextended(p_name || chr(10) || coalesce(p_key, ''), 0))
$$;
