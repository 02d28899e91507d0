-- Letters to a party who has asked for decisions in a language of the area (lag 2009:724 8 §), until it is settled whether and
-- that their translation is ordered. Who looks for what to translate reads these rows, and nothing of what is done.
-- To verify: a letter of a decision to who has asked stands here until its translation is ordered, and never again.
create table cases.untranslated (
  letter_id uuid primary key,
  case_id uuid not null references cases.case,
  party_id uuid not null references identity.party
);
create index untranslated_case on cases.untranslated (case_id);
create index untranslated_party on cases.untranslated (party_id);

insert into cases.untranslated
select d.letter_id, d.case_id, d.to_party from (
    select distinct on (party_id) * from identity.language_need order by party_id, id desc) n
  join cases.document d on d.to_party = n.party_id and d.kind = 'letter' and d.at >= n.at - interval '672 hours'
  where n.written and d.letter_id is not null and not exists (select from cases.document t where t.case_id = d.case_id
    and t.kind = 'translation' and t.content->>'letter' = d.letter_id::text)
  on conflict do nothing;
