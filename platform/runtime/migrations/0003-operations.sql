-- What operations asks: since when a token stands where it stands, and lists that stay quick whatever their number.
-- To verify: `explain` of the queries in platform/runtime/watch uses these indexes; no token has a `since` in the future.
alter table runtime.token add column since timestamptz;
update runtime.token t set since = coalesce(
  (select max(h.at) from runtime.history h where h.instance_id = t.instance_id and h.element = t.element and h.what = 'entered'),
  (select i.started_at from runtime.instance i where i.id = t.instance_id));
alter table runtime.token alter column since set default now(), alter column since set not null;

-- Where cases wait, the longest first.
create index token_standing on runtime.token (element, since, instance_id);
-- Running ones oldest first, ended ones newest first, by definition.
create index instance_running on runtime.instance (definition_id, started_at, id) where ended_at is null;
create index instance_ended on runtime.instance (definition_id, ended_how, ended_at, id) where ended_at is not null;
create index if not exists incident_instance on runtime.incident (instance_id);
