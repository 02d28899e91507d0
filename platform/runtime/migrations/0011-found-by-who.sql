-- Who has which tasks, and which case an obstacle hinders, found at once.
-- To verify: `explain` of the tasks that a person has taken uses claim_party.
create index claim_party on runtime.task_claim (party_id);
create index incident_key on runtime.incident (business_key);
