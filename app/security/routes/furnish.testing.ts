// What there is to get at.
import assert from 'node:assert/strict';
import { sql } from 'kysely';
import type { Secured, Visitor } from '../testing.ts';

/** Cases of several people in several units, with what belongs to them. */
export async function furnish(town: Secured, visitor: (name: string) => Visitor): Promise<Map<string, string>> {
  const assistance = {
    manad: '2026-02',
    andrat_hushall: false,
    inkomster: [],
    konton: 640,
    plan_foljd: true,
    plan_gjort: 'Sökt arbete.',
    konto: 'samma',
    intygar: true,
  };
  const rent = (belopp: number) => ({ utgifter: [{ slag: 'hyra', belopp }] });
  const car = { andra_tillgangar: true, tillgangar: [{ slag: 'bil', varde: 48_000 }] };
  const preschool = {
    verksamhet: 'forskola',
    fran_datum: '2026-08-17',
    val_1: 'sjoboden',
    grund: 'arbete',
    timmar: 35,
    obekvam_tid: false,
    sarskilt_stod: false,
    intygar: true,
  };
  const lamp = {
    akut: false,
    kategori: 'gatubelysning',
    plats: { text: 'Utanför Varvsgatan 14' },
    rubrik: 'Trasig gatlampa',
    beskrivning: 'Lampan är släckt.',
    vill_ha_svar: false,
  };
  const made = new Map<string, string>();
  const apply = async (name: string, who: string, service: string, answers: Parameters<Secured['apply']>[2]) => {
    const { case: caseId, application } = await town.apply(visitor(who), service, answers);
    made.set(`${name}.case`, caseId).set(`${name}.application`, application);
    made.set(
      `${name}.document`,
      await town.one(sql`select id from cases.document where case_id = ${caseId} and kind = 'application'`),
    );
    return caseId;
  };
  await apply('sam', 'sam', 'ekonomiskt-bistand-ateransokan', {
    ...assistance,
    ...rent(6200),
    andra_tillgangar: false,
  });
  await apply('sara', 'sara', 'ekonomiskt-bistand-ateransokan', { ...assistance, ...rent(5900), ...car });
  await apply('karin', 'karin', 'ekonomiskt-bistand-ateransokan', { ...assistance, ...rent(7900), ...car });
  const school = await apply('school', 'mother', 'forskoleplats', { ...preschool, barn: 'Otto Dahl' });
  await apply('liv', 'karin', 'forskoleplats', { ...preschool, barn: 'Liv Holm' });
  const reported = await apply('lamp', 'nobody', 'felanmalan', lamp);
  for (const name of ['sam', 'sara', 'karin'])
    made.set(
      `${name}.evaluation`,
      await town.one(sql`select id from cases.evaluation where case_id = ${made.get(`${name}.case`)} limit 1`),
    );
  for (const name of ['sara', 'karin', 'school'])
    made.set(
      `${name}.task`,
      await town.one(sql`select id from runtime.task where business_key = ${made.get(`${name}.case`)} limit 1`),
    );
  made.set(
    'sara.instance',
    await town.one(sql`select id from runtime.instance where business_key = ${made.get('sara.case')}`),
  );
  made.set(
    'school.register',
    await town.one(sql`select id from cases.document where case_id = ${school} and kind = 'register' limit 1`),
  );
  made.set(
    'child.party',
    await town.one(sql`select party_id as id from cases.party_role where case_id = ${school} and role = 'represented'`),
  );
  const letter = await town.one(sql`select id from inbox.letter where case_id = ${made.get('sam.case')}`);
  made.set('sam.letter', letter);
  await town.settle();
  const { actor } = visitor('anna');
  assert.ok(actor.kind === 'staff');
  await sql`insert into cases.party_role (case_id, party_id, role, since)
    values (${reported}, ${actor.party}, 'affected', now())`.execute(town.db);
  made.set(
    'migration',
    await town.one(sql`insert into runtime.migration (id, plan, reason, at)
      values (gen_random_uuid(), '{"version": "x", "elements": {}}', 'Nya regler.', now()) returning id`),
  );
  const { actor: archivist } = visitor('eva');
  assert.ok(archivist.kind === 'staff');
  made.set(
    'proposal',
    await town.one(sql`insert into archive.proposal (id, by_party, unit, at)
      values (gen_random_uuid(), ${archivist.party}, 'kansli', now()) returning id`),
  );
  const { actor: sara } = visitor('sara');
  assert.ok(sara.kind === 'citizen');
  made.set(
    'extract',
    await town.one(sql`insert into insight.extract_made (id, party_id, purpose, asked_by, identity, by_party, unit, at)
      values (gen_random_uuid(), ${sara.party}, 'Begäran', 'self', 'document', ${archivist.party}, 'kansli',
        ${town.served.house.site.now()}::timestamptz) returning id`),
  );
  made.set(
    'check',
    await town.one(sql`insert into insight.log_check (id, unit, from_day, to_day, due, looks, officers, at)
      values (gen_random_uuid(), 'forsorjningsstod', '2026-01-01', '2026-01-31', '2026-02-28', 0, 0, now()) returning id`),
  );
  made.set(
    'notice',
    await town.one(sql`with n as (insert into notices.notice (id, kind, board, title, adjusted_on, kept_at, at)
        values (gen_random_uuid(), 'minutes', 'socialnamnden', 'Möte', current_date, 'Torggatan 2', now()) returning id)
      insert into notices.announcement (id, notice_id, day, due, last_day, at, real_at)
      select gen_random_uuid(), id, current_date, current_date, current_date, now(), now() from n returning notice_id as id`),
  );
  made.set(
    'report',
    await town.one(sql`with r as (insert into notices.report (id, board, meeting, by_party, unit, at)
        values (gen_random_uuid(), 'socialnamnden', current_date, ${archivist.party}, 'kansli', now()) returning id)
      insert into notices.told (decision_id, report_id, number, delegation, outcome, ground, automated, decided_at)
      select gen_random_uuid(), id, 'SN 2026-9', 'x', 'approved', 'x', false, now() from r returning report_id as id`),
  );
  made.set('incident', await anIncident(town, reported));
  made.set('draft', (await town.begin(visitor('mother'), 'forskoleplats')).id);
  made.set('attached', await anAttachment(town, made.get('draft') ?? ''));
  made.set('round', await aRound(town, made.get('draft') ?? '', [visitor('mother'), visitor('father')]));
  made.set('secret', (await town.begin(visitor('nobody'), 'felanmalan')).id);
  return made;
}

/** A file of a draft, of a kind that has no first page to draw: its bytes are not asked for. */
async function anAttachment(town: Secured, draft: string): Promise<string> {
  const word = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
  return town.one(sql`insert into files.file (id, sha256, size, type, name, state, draft_id, created_at)
    values (gen_random_uuid(), ${'0'.repeat(64)}, 1, ${word}, 'brev.docx', 'draft', ${draft}, now()) returning id`);
}

/** Signatures under way: the first has signed, the others are asked. */
async function aRound(town: Secured, draft: string, people: readonly Visitor[]): Promise<string> {
  const parties = people.map(({ actor }) => (actor.kind === 'citizen' ? actor.party : ''));
  const id =
    await town.one(sql`insert into applications.signing (id, draft_id, service, service_version, applicant, actor,
      frozen, html_hash, hash, language, needed, started_at, remind_at, expires_at)
    select gen_random_uuid(), d.id, d.service, d.service_version, d.party, '{}', '{"data": {}, "pages": [], "html": ""}',
      repeat('a', 64), repeat('a', 64), 'sv', 2, d.created, d.created + interval '7 days', d.created + interval '14 days'
    from applications.draft d where d.id = ${draft} returning id`);
  for (const [place, party] of parties.entries())
    await sql`insert into applications.signer (signing_id, party, place, asked_at)
      values (${id}, ${party}, ${place}, now())`.execute(town.db);
  return id;
}

function anIncident(town: Secured, caseId: string): Promise<string> {
  return town.one(sql`insert into runtime.incident (id, business_key, type, message, first_at, last_at, attempts)
    values ('01890000-0000-7000-8000-00000000000a', ${caseId}, 'letter.pdf', 'broken', now(), now(), 6) returning id`);
}
