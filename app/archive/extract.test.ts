import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { sql } from 'kysely';
import { COLUMNS, MACHINE, SOURCES, TABLES } from '#areas/insight/index.ts';
import { openSecured, type Secured, type Visitor } from '../security/testing.ts';

/** Columns that name a person and are not read for the extract, with the reason. */
const NOT_READ: { readonly [column: string]: string } = {
  'applications.draft.assisted_by': 'the officer who fills it in: her work; the draft is the person’s',
  'applications.application.assisted_by': 'the same, of what she sent',
  'access.look.actor_party': 'what staff read in their work stands in the log of whom it concerned',
  'access.look.subject': 'read by looksAt, as unit and role',
  'identity.party_event.other': 'another person',
  'identity.sign_in.party': 'gone within minutes',
  'identity.sign_in.signer': 'gone within minutes',
  'cases.decision.party_id': 'the officer who decided',
  'cases.absence.party_id': 'an officer who is away: her employment, which everybody in the unit reads at the desk',
  'cases.absence.substitute_id': 'the officer who has her tasks meanwhile',
  'cases.assigned.party_id': 'the officer whom a rule of the unit gave a task',
  'cases.chosen.party_id': 'the same, while the task is not hers yet',
  'cases.saved_view.party_id': 'how an officer lists her work',
};
/** What staff did in their work: who decided, wrote or proposed is the file's, not a register of the officer. */
const STAFF = /\.(by_party|proposed_by|approved_by|presented_by|entered_by|dissent_by)$/;

describe('the register extract', { timeout: 240_000 }, () => {
  let town: Secured;
  let sam: Visitor;
  let own: string;

  const answers = (who: string, rent: number) => ({
    manad: '2026-02',
    andrat_hushall: false,
    inkomster: [],
    konton: 640,
    plan_foljd: true,
    plan_gjort: `MARK-${who}-ANSOKAN`,
    konto: 'samma',
    intygar: true,
    utgifter: [{ slag: 'hyra', belopp: rent }],
    andra_tillgangar: false,
  });

  /** Puts a marker of somebody's into every module, through the tables that pages write. */
  async function seed(visitor: Visitor, who: string): Promise<void> {
    const { actor } = visitor;
    assert.ok(actor.kind === 'citizen');
    const { case: caseId } = await town.apply(visitor, 'ekonomiskt-bistand-ateransokan', answers(who, 6200));
    await town.settle();
    const draft = await town.begin(visitor, 'ekonomiskt-bistand-ateransokan');
    const mark = (what: string) => `MARK-${who}-${what}`;
    const { party } = actor;
    for (const statement of [
      sql`update applications.draft set answers = ${JSON.stringify({ plan: mark('UTKAST') })}::jsonb where id = ${draft.id}`,
      sql`update identity.party set email = ${`${mark('EPOST')}@ekhamn.exempel`} where id = ${party}`,
      sql`insert into runtime.outbox (id, kind, recipient, subject, body, created_at)
        values (gen_random_uuid(), 'email', ${`${mark('EPOST')}@ekhamn.exempel`}, ${mark('MEJL')}, 'x', now())`,
      sql`insert into cases.note (id, case_id, text, by_party, unit, at)
        select gen_random_uuid(), ${caseId}, ${mark('ANTECKNING')}, id, 'forsorjningsstod', now() from identity.party where id = ${party}`,
      sql`insert into cases.comment (id, case_id, text, by_party, unit, at)
        select gen_random_uuid(), ${caseId}, ${mark('KOMMENTAR')}, id, 'forsorjningsstod', now() from identity.party where id = ${party}`,
      sql`insert into cases.decision (id, case_id, ground, outcome, values, decided_by, function, rules, delegation, reasons, at)
        values (gen_random_uuid(), ${caseId}, 'x', 'rejected', '{}', 'automated', 'x', 'x', 'x', ${mark('BESLUT')}, now())`,
      sql`insert into cases.staff_field (id, case_id, field, value, by_party, unit, at)
        select gen_random_uuid(), ${caseId}, 'x', ${JSON.stringify(mark('FALT'))}::jsonb, id, 'forsorjningsstod', now()
          from identity.party where id = ${party}`,
      sql`insert into cases.pause (id, case_id, reason, from_day, until, note, at)
        values (gen_random_uuid(), ${caseId}, 'party', '2026-02-03', '2026-02-10', ${mark('PAUS')}, now())`,
      sql`insert into cases.fact (id, case_id, name, value, at)
        values (gen_random_uuid(), ${caseId}, 'x', ${JSON.stringify(mark('FAKTA'))}::jsonb, now())`,
      sql`insert into cases.payment_order (key, case_id, amount, period, received_at)
        values (gen_random_uuid(), ${caseId}, 1, ${mark('PENGAR')}, now())`,
      sql`insert into inbox.letter (id, case_id, party_id, template, kind, language, subject, model, hash, sent_at)
        values (gen_random_uuid(), ${caseId}, ${party}, 'x', 'information', 'sv', ${mark('BREV')}, '{}', 'x', now())`,
      sql`insert into procedure.act (id, case_id, act, data, by_party, at)
        values (gen_random_uuid(), ${caseId}, 'x', ${JSON.stringify({ skal: mark('ATGARD') })}::jsonb, ${party}, now())`,
      sql`insert into runtime.task_end (id, instance_id, element, business_key, how, answers, opened_at, at)
        select gen_random_uuid(), i.id, 'X', ${caseId}, 'completed', ${JSON.stringify({ x: mark('SVAR') })}::jsonb, now(), now()
        from runtime.instance i where i.business_key = ${caseId} limit 1`,
      sql`insert into access.look (id, at, actor_kind, function, kind, subject, purpose)
        values (gen_random_uuid(), now(), 'system', ${mark('TITT')}, 'SYSTEM', ${party}, 'decision')`,
      sql`with other as (insert into identity.party (id, kind, name, created_at)
          values (gen_random_uuid(), 'person', 'Ett Ombud', now()) returning id)
        insert into identity.mandate (id, principal, agent, kind, scope, requires, source, evidence, valid_from)
        select gen_random_uuid(), ${party}, id, 'fullmakt', '{}', 'alone', ${mark('FULLMAKT')}, '{}', '2026-01-01' from other`,
    ])
      await statement.execute(town.db);
  }

  async function fetched({ origin, cookies }: Visitor, path: string): Promise<string> {
    const cookie = [...cookies].map((pair) => pair.join('=')).join('; ');
    const answer = await fetch(`${origin}${path}`, { headers: { cookie } });
    assert.equal(answer.status, 200);
    assert.equal(answer.headers.get('content-type'), 'application/zip');
    return Buffer.from(await answer.arrayBuffer()).toString('utf8');
  }

  before(async () => {
    town = await openSecured();
    sam = await town.citizen('198501242393');
    await seed(await town.citizen('198501242385'), 'ANNAN');
    await seed(sam, 'EGEN');
    own = await fetched(sam, '/mina-sidor/uppgifter-om-mig/registerutdrag.zip');
  });
  after(() => town?.close());

  test('law 22a: it holds every mark that was put about the person, in every module, and none about others', () => {
    const marks = [
      'ANSOKAN',
      'UTKAST',
      'EPOST',
      'MEJL',
      'ANTECKNING',
      'KOMMENTAR',
      'BESLUT',
      'FALT',
      'PAUS',
      'FAKTA',
      'PENGAR',
      'BREV',
      'ATGARD',
      'SVAR',
      'TITT',
      'FULLMAKT',
    ];
    for (const mark of marks) assert.ok(own.includes(`MARK-EGEN-${mark}`), mark);
    assert.doesNotMatch(own, /MARK-ANNAN/);
  });

  const marksIn = (text: string) => [...new Set(text.match(/MARK-[A-Z]+-[A-Z]+|%PDF-1/g))].sort();

  test('it says what each case is for, on which ground, for how long, and which rules decide alone', () => {
    for (const said of [
      /SoL \(2025:400\) 12 kap\. 1, 7 §§/,
      /3\.5\.1 Ekonomiskt bistånd/,
      /SN delegationsordning 3\.4/,
      /OSL \(2009:400\) 26 kap\. 1 §/,
    ])
      assert.match(own, said);
    assert.match(own, /%PDF-1/, 'the letters themselves');
    assert.doesNotMatch(own, /token_hash|"csrf"|secret_hash|receipt_hash/);
  });

  /** The page to read of a package. */
  const coverOf = (zip: string) => /<!DOCTYPE html>.*?<\/html>/s.exec(zip)?.[0] ?? assert.fail('no page to read');
  const wordsOf = (html: string) => html.replace(/<style>.*?<\/style>/s, '').replaceAll(/<[^>]+>/g, '\n');

  test('law 22a: it begins with a page that says what is done with the data and what one has the right to, in plain words', async () => {
    const said = wordsOf(coverOf(own));
    for (const one of [
      /Registerutdrag för Sam Lindqvist/,
      /Ändamål\s+Återansök om ekonomiskt bistånd/,
      /Rättslig grund\s+SoL\s\(2025:400\)/,
      /Vem som tar del av dem\s+Socialnämnden, Enheten för försörjningsstöd/,
      /Hur länge de sparas\s+.*gallras 5 år efter den sista anteckningen/s,
      /Varifrån de kommer\s+du själv.*folkbokföringen/s,
      /Automatiska beslut\s+Ja, när reglerna ger ett säkert svar \(delegation SN delegationsordning 3\.4/,
      ...[/artikel 16/, /artikel 17/, /artikel 18/, /artikel 21/, /artikel 22/, /Integritetsskyddsmyndigheten/],
      /Förnamn\s+Sam/,
      /E-postadress\s+MARK-EGEN-EPOST/,
      /Din roll i ärendet\s+Roll\s+sökande/,
      /Vilken månad söker du för\?\s+februari\s2026/,
      /Enhet\s+Enheten för försörjningsstöd/,
      /Senaste hyra\s+6200/,
    ])
      assert.match(said, one);
    assert.doesNotMatch(said, /\b(party_id|case_id|given_name|received_at|html_hash)\b|cases\.|identity\.[a-z]/);
    assert.doesNotMatch(coverOf(own), /<script|src=|href="http/, 'it fetches nothing');
    const levels = [...coverOf(own).matchAll(/<h([1-6])/g)].map(([, level]) => Number(level));
    assert.ok(
      levels.every((level, index) => index === 0 || level <= (levels[index - 1] ?? 0) + 1),
      `no heading is passed over: ${levels}`,
    );
  });

  test('law 22a: the page speaks English to who reads English', async () => {
    const said = wordsOf(coverOf(await fetched(sam, '/en/mina-sidor/uppgifter-om-mig/registerutdrag.zip')));
    assert.match(said, /Register extract for Sam Lindqvist/);
    assert.match(said, /Who receives them\s+Social Services Board, Economic Assistance Unit/);
  });

  test('law 22a: every table and column that the extract reads is told in words, or is for programs alone', async () => {
    const { rows } = await sql<{
      table: string;
      name: string;
    }>`select n.nspname || '.' || c.relname as table, a.attname as name
      from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
      where a.attnum > 0 and not a.attisdropped`.execute(town.db);
    const told: readonly string[] = [...COLUMNS, ...MACHINE];
    const untold = SOURCES.flatMap(({ table, without = [] }) =>
      rows
        .filter((column) => column.table === table && !without.includes(column.name) && !told.includes(column.name))
        .map(({ name }) => `${table}.${name}`),
    );
    assert.deepEqual(untold, []);
    assert.deepEqual(
      SOURCES.map(({ table }) => table).filter((table) => !TABLES.some((told) => told.table === table)),
      [],
    );
    assert.deepEqual(
      COLUMNS.filter((name) => MACHINE.includes(name)),
      [],
    );
  });

  test('law 22a: every column that names a person is read, or left out for a reason', async () => {
    const { rows } = await sql<{ name: string }>`select n.nspname || '.' || c.relname || '.' || a.attname as name
      from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
      join pg_attribute a on a.attrelid = c.oid and a.attnum = any(k.conkey)
      where k.confrelid = 'identity.party'::regclass`.execute(town.db);
    const read = (name: string) => {
      const [schema, table, column] = name.split('.');
      return SOURCES.some((source) => source.table === `${schema}.${table}` && source.where.includes(`t.${column} `));
    };
    const left = rows
      .map(({ name }) => name)
      .filter((name) => !read(name) && NOT_READ[name] === undefined && !STAFF.test(name));
    assert.deepEqual(left.sort(), []);
  });

  test('law 22a: an officer makes the same for who cannot: it says who asked and why, and she sees that it was read', async () => {
    const eva = await town.staff('eva-kansli');
    const asked = {
      nummer: '19850124-2393',
      andamal: 'Brev den 3 februari.',
      vem: 'agent',
      legitimation: 'document',
    };
    const unsaid = await eva.post('/arbete/registerutdrag', asked);
    assert.equal(unsaid.status, 422);
    for (const word of [/Skriv namnet på den som begär det/, /visar rätten att begära/, /sekretessprövningen kom fram/])
      assert.match(unsaid.text, word);
    const made = await eva.post('/arbete/registerutdrag', {
      ...asked,
      namn: 'Olle Ombud',
      behorighet: 'Fullmakt den 20 januari',
      sekretess: 'Försörjningsstöd: inget hindrar',
    });
    assert.equal(made.status, 303, made.text);
    const path = /href="([^"]+registerutdrag\.zip)"/.exec((await eva.get(made.to)).text)?.[1] ?? '';
    const theirs = await fetched(eva, path);
    // The register has been asked meanwhile, and knew another address.
    const herOwn = await fetched(sam, '/mina-sidor/uppgifter-om-mig/registerutdrag.zip');
    assert.deepEqual(marksIn(theirs), marksIn(herOwn), 'the same as her own');
    assert.ok(marksIn(theirs).length >= 14);
    for (const said of [/Olle Ombud/, /Fullmakt den 20 januari/, /Brev den 3 februari/, /inget hindrar/])
      assert.match(theirs, said);
    assert.match((await sam.get('/mina-sidor/uppgifter-om-mig')).text, /Gjorde ett registerutdrag om dig, på begäran/);
    for (const other of [await town.staff('maryam-forsorjningsstod'), await town.staff('nadia-drift')]) {
      const refused = await other.post('/arbete/registerutdrag', asked);
      assert.equal(refused.status, 404);
      assert.match(refused.text, /Du kan inte göra registerutdrag åt någon annan/);
      assert.equal((await other.get(path)).status, 404);
    }
    const birgitta = await town.staff('birgitta-forsorjningsstod');
    assert.equal((await birgitta.get(path)).status, 404, 'nor another with the role: each look is of who asked for it');
  });

  test('nobody gets another’s, and staff get none', async () => {
    const maryam = await town.staff('maryam-forsorjningsstod');
    for (const visitor of [maryam, town.nobody()])
      assert.notEqual((await visitor.get('/mina-sidor/uppgifter-om-mig/registerutdrag.zip')).status, 200);
  });
});
