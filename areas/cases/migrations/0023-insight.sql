-- FL 10 §: a party sees everything that was added to the case; OSL 10 kap. 3 §: except what, of extraordinary importance,
-- must not come out. That something is kept from a party, or is not, is a row with its provision and what is told instead;
-- of several about the same item and party the last holds.
-- To verify: update and delete of a ruling fail while the case is kept; cases.insight gives each document and note once.
create table cases.insight_ruling (
  id uuid primary key,
  case_id uuid not null references cases.case,
  document_id uuid references cases.document,
  note_id uuid references cases.note,
  -- Whom it is kept from; null: from every party.
  party_id uuid references identity.party,
  withheld boolean not null,
  -- The provision of secrecy, as it is printed; null of what is shown.
  basis text,
  -- What the party is told in another way (OSL 10 kap. 3 § first paragraph).
  summary text not null,
  reasons text not null,
  by_party uuid not null references identity.party,
  unit text not null,
  at timestamptz not null,
  check ((document_id is null) <> (note_id is null)),
  check (withheld = (basis is not null))
);
create index insight_ruling_case on cases.insight_ruling (case_id, id);
create trigger insight_ruling_is_final before update or delete on cases.insight_ruling
  for each row execute function cases.refuse_while_kept();

-- Every document and note of a case, and whether a party sees it. What nobody has ruled on is seen, except what may harm
-- somebody else and waits to be tested: what the registers said of another, and in a case with a protected party what
-- that party, or anybody but the applicant, sent in, what was written to others and what officers noted.
create function cases.insight(party uuid, of_case uuid)
returns table (item uuid, what text, shown boolean, ruled boolean, basis text, summary text, at timestamptz)
language sql stable as $$
  with mine as (
    select coalesce(bool_or(r.role = 'applicant'), false) as applied, count(*) > 0 as is_party
    from cases.party_role r where r.case_id = of_case and r.party_id = party and r.role <> 'former'
  ), guarded as (
    select exists (select from cases.party_role r join identity.party p on p.id = r.party_id
      where r.case_id = of_case and p.protected and p.id <> party) as yes
  ), items as (
    select d.id as item, 'document' as what, d.at,
      case
        when d.to_party = party or d.by_party = party then false
        when d.kind = 'application' and mine.applied then false
        when d.kind = 'register' then not mine.applied
        when not guarded.yes then false
        else not mine.applied or d.kind = 'letter' or d.by_party is not null
      end as waits
    from cases.document d, mine, guarded where d.case_id = of_case and mine.is_party
    union all
    select n.id, 'note', n.at, guarded.yes from cases.note n, mine, guarded where n.case_id = of_case and mine.is_party
  )
  select i.item, i.what, coalesce(not r.withheld, not i.waits), r.withheld is not null, r.basis, r.summary, i.at
  from items i left join lateral (
    select g.withheld, g.basis, g.summary from cases.insight_ruling g
    where coalesce(g.document_id, g.note_id) = i.item and (g.party_id is null or g.party_id = party)
    order by g.id desc limit 1
  ) r on true
$$;
