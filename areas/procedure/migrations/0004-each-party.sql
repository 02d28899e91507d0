-- Each party has a clock, an answer and an appeal of its own: whom an act was done for stands in a column. Who did it may
-- be an agent, or staff who write down what came on paper. Until now that was the party who did it, or the applicant.
-- To verify: two parties can answer one communication, one party cannot twice; an appeal is dealt with once.
alter table procedure.act add column for_party uuid references identity.party;

alter table procedure.act disable trigger act_is_final;
update procedure.act a set for_party = coalesce(
  case when a.unit is null then a.by_party end,
  (select r.party_id from cases.party_role r where r.case_id = a.case_id and r.role = 'applicant' order by r.since limit 1))
  where a.unit is null or a.act in ('record-service', 'register-appeal');
alter table procedure.act enable trigger act_is_final;

drop index procedure.answered_once;
create unique index ended_once on procedure.act (about, act)
  where about is not null and act not in ('answer-completion', 'answer-communication');
create unique index answered_once on procedure.act (about, act, for_party)
  where act in ('answer-completion', 'answer-communication');
