-- FL 31, 33 §§: who decided, who presented and who took part, by name and title as they were then: people change names,
-- titles and units, and what was sent says what it said. `withheld` is the ground on which letters leave a name out.
-- To verify: an officer's decision from now on has it, and no other decision.
alter table cases.decision add column signed jsonb;
alter table cases.decision add constraint only_officers_sign check (decided_by = 'officer' or signed is null);
