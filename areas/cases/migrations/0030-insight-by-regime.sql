-- FL 2 § second paragraph: where the decision is appealed under KL 13 kap., FL 10 § gives no party insight. There a party has
-- what is its own, what went to it and the decisions; the rest it asks for as anybody does (TF 2 kap. 15 §), and it waits
-- until an officer has tested it against the secrecy act. So a case keeps the regimes of its grounds, and a letter the
-- decision that it tells; the one rule of insight reads both.
-- To verify: law 2b; every open case of a service whose grounds are all laglighetsprovning has party_insight false.
alter table cases.case
  -- Ground → regime, as the version of the service had them when the case was opened. Empty: not known, the law's main rule.
  add column grounds jsonb not null default '{}';
alter table cases.document
  -- Of a letter: the decision that it tells.
  add column decision_id uuid;

-- Before this a case had its regimes in the version of its service only. What is not written as `id: … regime: …` stays
-- unknown.
create function cases.grounds_in(service text) returns jsonb language sql immutable as $$
  select coalesce(jsonb_object_agg(found[1], found[2]), '{}')
  from regexp_matches(service, '\mid:\s*["'']?([\w-]+)["'']?(?:(?!\mid:).)*\mregime:\s*["'']?([a-z-]+)', 'g') found
$$;
do $$ begin
  if to_regclass('catalogue.service_version') is not null then
    with known as (
      select hash, cases.grounds_in(convert_from(decode(folder ->> 'service.yaml', 'base64'), 'UTF8')) as grounds
      from catalogue.service_version where folder ? 'service.yaml'
    )
    update cases.case c set grounds = k.grounds from known k where k.hash = c.service_version and k.grounds <> '{}';
  end if;
  if to_regclass('inbox.letter') is not null then
    update cases.document d set decision_id = l.decision_id from inbox.letter l
    where l.id = d.letter_id and l.kind = 'decision' and l.decision_id is not null
      and not exists (select from cases.document n where n.replaces = d.id);
  end if;
end $$;
drop function cases.grounds_in;

-- Whether FL 10 § applies in a case: by the ground of its decision once there is one, before that by any that it may have.
create function cases.party_insight(of_case uuid) returns boolean language sql stable as $$
  select coalesce(
    (select c.grounds ->> d.ground <> 'laglighetsprovning' from cases.decision d where d.case_id = c.id order by d.id desc limit 1),
    c.grounds = '{}' or exists (select from jsonb_each_text(c.grounds) g where g.value <> 'laglighetsprovning'))
  from cases.case c where c.id = of_case
$$;

create or replace function cases.insight(party uuid, of_case uuid)
returns table (item uuid, what text, shown boolean, ruled boolean, basis text, summary text, at timestamptz)
language sql stable as $$
  with recursive mine as (
    select coalesce(bool_or(r.role = 'applicant'), false) as applied, count(*) > 0 as is_party,
      -- Whom the application speaks for, or who is asked to sign it.
      coalesce(bool_or(r.role in ('applicant', 'co-applicant', 'represented', 'guardian', 'agent')), false) as spoken_for,
      cases.guarded(party, of_case) as guarded, coalesce(cases.party_insight(of_case), true) as has_insight
    from cases.party_role r where r.case_id = of_case and r.party_id = party and r.role <> 'former'
  ), versions as (
    select d.id as item, d.id as first, d.at from cases.document d where d.case_id = of_case and d.replaces is null
    union all
    select n.id, v.first, n.at from versions v join cases.document n on n.replaces = v.item
  ), items as (
    select v.item, v.first, 'document' as what, v.at,
      case
        when d.to_party = party or d.by_party = party then false
        when d.kind = 'application' and mine.applied then false
        when d.kind = 'register' then not mine.applied
        when not mine.has_insight and d.decision_id is null and not (d.kind = 'application' and mine.spoken_for) then true
        when not mine.guarded then false
        else not mine.applied or d.direction = 'in' or d.kind = 'letter' or d.to_party is not null
          or d.by_party is not null or d.entered_by is not null
      end as waits
    from versions v join cases.document d on d.id = v.first, mine where mine.is_party
    union all
    select n.id, n.id, 'note', n.at, mine.guarded or not mine.has_insight
    from cases.note n, mine where n.case_id = of_case and mine.is_party
  ), rulings as (
    select distinct on (coalesce(v.first, g.note_id)) coalesce(v.first, g.note_id) as first, g.withheld, g.basis, g.summary
    from cases.insight_ruling g left join versions v on v.item = g.document_id
    where g.case_id = of_case and (g.party_id is null or g.party_id = party)
    order by coalesce(v.first, g.note_id), g.id desc
  )
  select i.item, i.what, coalesce(not r.withheld, not i.waits), r.withheld is not null, r.basis, r.summary, i.at
  from items i left join rulings r on r.first = i.first
$$;
