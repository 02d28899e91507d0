-- Tasks of what was handed in and waits, looked up by what they are about.
-- To verify: explain of the sweep of areas/procedure/handed-in reads along task_handed_in, and no other tasks.
create index task_handed_in on runtime.task (form, business_key) where form in ('overklagande', 'avgorande');
