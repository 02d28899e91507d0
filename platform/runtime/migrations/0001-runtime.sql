create schema runtime;

-- Processes that live in the database: state as rows that refer to elements by id and never contain the model.
-- To verify: `torget db verify`; every row of scope, token, variable, subscription and timer belongs to a running instance.

create table runtime.definition (
  id uuid primary key,
  service_version text not null,
  process text not null,
  unique (service_version, process)
);

create table runtime.instance (
  id uuid primary key,
  definition_id uuid not null references runtime.definition,
  business_key uuid,
  -- The counter that scope, token and subscription ids come from.
  next integer not null,
  started_at timestamptz not null,
  ended_at timestamptz,
  ended_how text check (ended_how in ('completed', 'cancelled')),
  check ((ended_at is null) = (ended_how is null))
);
create index instance_key on runtime.instance (business_key);

create table runtime.scope (
  instance_id uuid not null references runtime.instance on delete cascade,
  id integer not null,
  element text not null,
  parent integer,
  token integer,
  primary key (instance_id, id)
);

create table runtime.token (
  instance_id uuid not null references runtime.instance on delete cascade,
  id integer not null,
  scope integer not null,
  element text not null,
  state text not null check (state in ('waiting', 'joining', 'scope')),
  by text,
  primary key (instance_id, id)
);

create table runtime.variable (
  instance_id uuid not null references runtime.instance on delete cascade,
  scope integer not null,
  name text not null,
  value jsonb not null,
  marks jsonb,
  primary key (instance_id, scope, name)
);

create table runtime.subscription (
  instance_id uuid not null references runtime.instance on delete cascade,
  id integer not null,
  token integer not null,
  element text not null,
  name text not null,
  key text,
  primary key (instance_id, id)
);
create index subscription_name on runtime.subscription (name, key);

create table runtime.timer (
  instance_id uuid not null references runtime.instance on delete cascade,
  id integer not null,
  token integer not null,
  element text not null,
  due timestamptz not null,
  remaining integer,
  every text,
  primary key (instance_id, id)
);
create index timer_due on runtime.timer (due);

-- Open tasks. A completed or withdrawn task leaves a row in task_end; the open list stays short.
create table runtime.task (
  id uuid primary key,
  instance_id uuid not null references runtime.instance on delete cascade,
  token integer not null,
  element text not null,
  business_key uuid,
  assignee text,
  candidate_groups text[] not null,
  candidate_users text[] not null,
  due timestamptz,
  follow_up timestamptz,
  priority integer not null,
  form text,
  input jsonb not null,
  input_marks jsonb,
  opened_at timestamptz not null
);
create unique index task_token on runtime.task (instance_id, token);
create index task_groups on runtime.task using gin (candidate_groups);
create index task_key on runtime.task (business_key);

create table runtime.task_claim (
  task_id uuid primary key references runtime.task on delete cascade,
  party_id uuid not null,
  at timestamptz not null
);

create table runtime.task_end (
  id uuid primary key,
  instance_id uuid not null references runtime.instance on delete cascade,
  element text not null,
  business_key uuid,
  how text not null check (how in ('completed', 'cancelled')),
  by_party uuid,
  answers jsonb,
  opened_at timestamptz not null,
  at timestamptz not null
);
create index task_end_key on runtime.task_end (business_key);

-- What must leave the house, and what is made after the commit. The id is the idempotency key.
create table runtime.job (
  id uuid primary key,
  type text not null,
  payload jsonb not null,
  instance_id uuid references runtime.instance on delete cascade,
  token integer,
  element text,
  business_key uuid,
  -- Real time: leases and back-off do not follow a moved clock.
  due timestamptz not null,
  attempts integer not null default 0,
  retries integer not null,
  priority integer not null default 50,
  lease_owner uuid,
  lease_until timestamptz
);
create index job_due on runtime.job (due) where retries > 0;
create index job_instance on runtime.job (instance_id);

create table runtime.incident (
  id uuid primary key,
  job_id uuid references runtime.job on delete set null,
  instance_id uuid,
  business_key uuid,
  element text,
  type text not null,
  message text not null,
  first_at timestamptz not null,
  last_at timestamptz not null,
  attempts integer not null
);
create unique index incident_job on runtime.incident (job_id);

create table runtime.incident_end (
  incident_id uuid primary key references runtime.incident,
  how text not null check (how in ('retried', 'resolved')),
  reason text not null,
  by_party uuid not null,
  at timestamptz not null
);

create table runtime.message (
  id uuid primary key,
  name text not null,
  key text,
  variables jsonb not null,
  marks jsonb,
  expires_at timestamptz not null
);
create index message_name on runtime.message (name, key);

create table runtime.history (
  id uuid primary key,
  instance_id uuid not null,
  business_key uuid,
  at timestamptz not null,
  element text not null,
  what text not null check (what in ('entered', 'completed', 'cancelled', 'took', 'started', 'ended')),
  token integer,
  by_party uuid
);
create index history_instance on runtime.history (instance_id, id);
create trigger history_is_append_only before update on runtime.history
  for each row execute function database.refuse_change();

create table runtime.outbox (
  id uuid primary key,
  kind text not null check (kind in ('email')),
  recipient text not null,
  subject text not null,
  body text not null,
  created_at timestamptz not null,
  sent_at timestamptz
);
create index outbox_waiting on runtime.outbox (created_at) where sent_at is null;

-- Legal time is real time plus the sum of these moves; forward only, and only in example databases.
create table runtime.clock (
  id uuid primary key,
  moved_ms bigint not null check (moved_ms >= 0 or reason = 'example-clock'),
  by_party uuid,
  reason text not null,
  at timestamptz not null
);
