-- Cases and everything in their files. What happens to a case is a row with its time and who did it; nothing is a flag.
-- To verify: a decision, note or status row cannot be changed; every case has at least one status row.
create schema cases;

create table cases.case (
  id uuid primary key,
  number text not null unique,
  service text not null,
  service_version text not null,
  application_id uuid unique,
  board text not null,
  -- The unit that works it now; how it came there stands in cases.routing.
  unit text not null,
  -- FL 22 §: when it reached the authority, apart from when it was registered.
  received_at timestamptz not null,
  arrival_day date not null,
  registered_at timestamptz not null,
  language text not null
);
create index case_unit on cases.case (unit, registered_at desc);

-- One sequence for each board and year: gaps are allowed, and nobody waits for anybody.
create function cases.next_number(board text, year integer) returns text language plpgsql as $$
declare
  name text := format('number_%s_%s', lower(regexp_replace(board, '[^A-Za-z]', '', 'g')), year);
begin
  if to_regclass('cases.' || name) is null then
    perform pg_advisory_xact_lock(hashtext('cases.' || name));
    execute format('create sequence if not exists cases.%I', name);
  end if;
  return format('%s %s-%s', board, year, lpad(nextval('cases.' || name)::text, 6, '0'));
end $$;

create table cases.routing (
  case_id uuid not null references cases.case,
  unit text not null,
  at timestamptz not null,
  by_party uuid references identity.party
);
create index routing_case on cases.routing (case_id);

create table cases.party_role (
  case_id uuid not null references cases.case,
  party_id uuid not null references identity.party,
  role text not null check (role in ('applicant', 'represented', 'agent', 'guardian', 'counterparty', 'affected')),
  since timestamptz not null,
  primary key (case_id, party_id, role)
);
create index party_role_party on cases.party_role (party_id);

-- The steps the person sees, as the model names them (zeebe:property citizen-step, block case.status).
create table cases.status (
  id uuid primary key,
  case_id uuid not null references cases.case,
  step text not null,
  what text not null check (what in ('entered', 'completed')),
  at timestamptz not null
);
create index status_case on cases.status (case_id, id);

create table cases.document (
  id uuid primary key,
  case_id uuid not null references cases.case,
  direction text not null check (direction in ('in', 'out', 'internal')),
  kind text not null,
  title text not null,
  -- What it holds: the frozen application, facts fetched from a register in readable form (OSL 4 kap. 3 §) …
  content jsonb,
  file_id uuid references files.file,
  -- … or a letter of the inbox.
  letter_id uuid,
  at timestamptz not null,
  by_party uuid references identity.party
);
create index document_case on cases.document (case_id, id);

-- Facts fetched from registers, newest of a name holds; each with its source and day.
create table cases.fact (
  id uuid primary key,
  case_id uuid not null references cases.case,
  name text not null,
  value jsonb not null,
  marks jsonb,
  at timestamptz not null
);
create index fact_case on cases.fact (case_id, id);

create table cases.note (
  id uuid primary key,
  case_id uuid not null references cases.case,
  text text not null check (length(text) between 1 and 10000),
  by_party uuid not null references identity.party,
  unit text not null,
  at timestamptz not null
);
create index note_case on cases.note (case_id, id);
create trigger note_is_final before update or delete on cases.note
  for each row execute function database.refuse_change();

-- What the decision model said, with its trace: the proposal for the officer, the ground of the decision.
create table cases.evaluation (
  id uuid primary key,
  case_id uuid not null references cases.case,
  element text not null,
  decision text not null,
  value jsonb not null,
  marks jsonb,
  trace jsonb not null,
  warnings jsonb not null,
  -- Hashes of the rate rows that were read.
  rates text[] not null,
  at timestamptz not null
);
create index evaluation_case on cases.evaluation (case_id, id);

create table cases.decision (
  id uuid primary key,
  case_id uuid not null references cases.case,
  evaluation_id uuid references cases.evaluation,
  ground text not null,
  outcome text not null check (outcome in ('approved', 'partly-approved', 'rejected', 'dismissed', 'closed-without-decision')),
  values jsonb not null,
  marks jsonb,
  -- FL 31 §: who decided. A function with its rules' version and delegation, or a person in a unit.
  decided_by text not null check (decided_by in ('automated', 'officer')),
  function text,
  rules text not null,
  delegation text,
  party_id uuid references identity.party,
  unit text,
  -- FL 32 §: written by the officer; those of an automated decision come from the trace.
  reasons text,
  at timestamptz not null,
  check ((decided_by = 'automated') = (function is not null)),
  check ((decided_by = 'officer') = (party_id is not null)),
  check (decided_by = 'officer' or delegation is not null)
);
create index decision_case on cases.decision (case_id, id);
create trigger decision_is_final before update or delete on cases.decision
  for each row execute function database.refuse_change();

create table cases.deadline (
  id uuid primary key,
  case_id uuid not null references cases.case,
  kind text not null,
  due date not null,
  set_at timestamptz not null
);
create index deadline_case on cases.deadline (case_id);

create table cases.closure (
  case_id uuid primary key references cases.case,
  at timestamptz not null
);

-- Orders to pay, each sent once by its key; the stand-in of the finance system keeps them as received.
create table cases.payment_order (
  key uuid primary key,
  case_id uuid not null references cases.case,
  amount numeric(14, 2) not null check (amount > 0),
  period text not null,
  received_at timestamptz not null
);
create index payment_case on cases.payment_order (case_id);
