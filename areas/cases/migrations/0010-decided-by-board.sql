-- FL 28 §: a case is decided by one officer, by several, or automatically. A board decides at a meeting and its minutes
-- say so; its chair decides alone what cannot wait (KL 6 kap. 39 §), under the board's delegation and with the reason.
-- To verify: a board's decision has its meeting, its paragraph and its members; a chair's has delegation and urgency.
alter table cases.decision
  drop constraint decision_decided_by_check,
  drop constraint decision_check1,
  drop constraint decision_check2,
  -- The day of the meeting, and the paragraph of the minutes: `§ 14`.
  add column meeting date,
  add column minutes text,
  -- Names of those who decided, as the minutes have them.
  add column deciders text[] not null default '{}',
  -- Why the chair did not wait for the board.
  add column urgent text,
  -- Who entered it in the case.
  add column entered_by uuid references identity.party;
alter table cases.decision
  add constraint decided_by_known check (decided_by in ('automated', 'officer', 'board', 'chair')),
  add constraint officer_is_named check ((decided_by = 'officer') = (party_id is not null)),
  add constraint delegate_has_delegation check (decided_by in ('officer', 'board') or delegation is not null),
  add constraint board_has_minutes check (
    (decided_by = 'board') = (meeting is not null and minutes is not null) and (decided_by <> 'board' or cardinality(deciders) > 1)),
  add constraint chair_has_reason check ((decided_by = 'chair') = (urgent is not null)),
  add constraint entered check ((decided_by in ('board', 'chair')) = (entered_by is not null));
