-- A mark on an answer of the application (OSL 5 kap. 5 §) keeps that answer from every party but who applied and who sent it,
-- and the rest of the application is theirs to read (FL 10 §, OSL 10 kap. 3 §): until an officer has tested the application
-- for that party and shows it.
-- To verify: law 2a; insight.test.ts; of a case without marks on answers nothing is kept from anybody.
create function cases.marked_answers(party uuid, of_case uuid) returns text[] language sql stable as $$
  select coalesce(array_agg(distinct substr(m.field, length('answer:') + 1)), '{}')
  from cases.mark m where m.case_id = of_case and m.field like 'answer:%'
    and not exists (select from cases.party_role r where r.case_id = of_case and r.party_id = party and r.role = 'applicant')
    and not exists (select from cases.document d where d.case_id = of_case and d.kind = 'application' and (d.by_party = party
      or (select not g.withheld from cases.insight_ruling g where g.case_id = of_case and g.document_id = d.id
        and (g.party_id is null or g.party_id = party) order by g.id desc limit 1)))
$$;
