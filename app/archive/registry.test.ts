import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type RawBuilder, sql } from 'kysely';
import { addLetter } from '#areas/cases/index.ts';
import { transaction } from '#platform/database/index.ts';
import { pdfText } from '#platform/letters/testing.ts';
import { loadTexts } from '#platform/text/index.ts';
import { FACTS, factsAsked } from '#platform/town/index.ts';
import { houseAddresses, houseBlocks } from '../house.ts';
import { openSecured, type Secured, type Visitor } from '../security/testing.ts';
import { ROOT } from '../serve.ts';
import { addresses } from '../urls.ts';

const LAMP = {
  akut: false,
  kategori: 'gatubelysning',
  plats: { text: 'Utanför Varvsgatan 14' },
  rubrik: 'Kanarielampan på Hemliga vägen',
  beskrivning: 'Lampan är släckt.',
  vill_ha_svar: false,
};

describe('the registry', { timeout: 240_000 }, () => {
  let town: Secured;
  let lamp: string;
  let school: string;
  let assistance: string;
  /** A request for a document, which the registry shows. */
  let asking: string;
  let nobody: Visitor;

  before(async () => {
    town = await openSecured();
    nobody = town.nobody();
    lamp = (await town.apply(town.nobody(), 'felanmalan', LAMP)).case;
    const mother = await town.citizen('199310102380');
    school = (
      await town.apply(mother, 'forskoleplats', {
        verksamhet: 'forskola',
        fran_datum: '2026-08-17',
        val_1: 'sjoboden',
        grund: 'arbete',
        timmar: 35,
        obekvam_tid: false,
        sarskilt_stod: false,
        intygar: true,
        barn: 'Otto Dahl',
      })
    ).case;
    const renewal = await town.apply(await town.citizen('198501242393'), 'ekonomiskt-bistand-ateransokan', {
      manad: '2026-02',
      andrat_hushall: false,
      inkomster: [],
      konton: 640,
      plan_foljd: true,
      plan_gjort: 'Sökt arbete.',
      konto: 'samma',
      intygar: true,
      utgifter: [{ slag: 'hyra', belopp: 6200 }],
      andra_tillgangar: false,
    });
    assistance = renewal.case;
    const what = { vad: 'Detaljplanen', hur: 'pa_plats', far_kontakta: false };
    asking = (await town.apply(nobody, 'allman-handling', what)).case;
    await town.settle();
  });
  after(() => town?.close());

  const numberOf = (id: string) => town.one(sql`select number as id from cases.case where id = ${id}`);

  test('law 19a: every document in and out of a case in the registry has an entry, and one of a file of its own has none', async () => {
    // Answered by e-mail: something goes out of the registry's cases too.
    const answers = { vad: 'Kartan', hur: 'epost', epost: 'nagon@exempel.invalid', far_kontakta: false };
    const { case: id } = await town.apply(nobody, 'allman-handling', answers);
    const task = await town.one(sql`select id from runtime.task where business_key = ${id} and element = 'Sok'`);
    const looked = { hittad: 'no', sokt_var: 'Diariet 2025' };
    const eva = await town.staff('eva-kansli');
    assert.equal((await eva.post(`/arbete/arenden/${id}/uppgifter/${task}`, looked)).status, 303);
    const { rows } = await sql<{ kind: string; documents: number; entries: number }>`
      select c.register || ' ' || d.direction as kind, count(d.id)::int as documents, count(e.id)::int as entries
      from cases.case c join cases.document d on d.case_id = c.id and d.direction in ('in', 'out')
      left join cases.entry e on e.document_id = d.id group by 1 order by 1`.execute(town.db);
    assert.deepEqual(
      rows.map(({ kind }) => kind),
      ['akt in', 'akt out', 'diarium in', 'diarium out'],
      JSON.stringify(rows),
    );
    for (const { kind, documents, entries } of rows)
      assert.equal(entries, kind.startsWith('diarium') ? documents : 0, `${kind}: ${JSON.stringify(rows)}`);
  });

  test('law 19a: what goes to somebody who is no party is entered with the name, which the web does not show', async () => {
    const sent = {
      caseId: asking,
      letterId: crypto.randomUUID(),
      title: 'Kopia: Kartan',
      decision: null,
      decides: false,
    };
    const at = town.served.house.site.now();
    await transaction(town.db, (tx) => addLetter(tx, { ...sent, to: null, name: 'Mats Hedin', at }));
    const { rows } = await sql<object>`select e.direction, e.recipient, v.person from cases.entry e
      join cases.public_entry v on v.id = e.id where e.case_id = ${asking} and e.direction = 'out'`.execute(town.db);
    assert.deepEqual(rows, [{ direction: 'out', recipient: 'Mats Hedin', person: true }]);
    const found = await nobody.get(`/diarium?q=${encodeURIComponent(await numberOf(asking))}`);
    assert.match(found.text, /brev, skickad.*Privatperson/s);
    assert.doesNotMatch(found.text, /Mats Hedin/);
    const eva = await town.staff('eva-kansli');
    assert.match((await eva.get(`/arbete/arenden/${asking}`)).text, /Kopia: Kartan.*Kommunstyrelsen, till Mats Hedin/s);
  });

  test('law 19a: a document that is rolled back leaves no entry, and an entry is never changed', async () => {
    const count = () => town.one(sql`select count(*)::text as id from cases.entry`);
    const before = await count();
    await assert.rejects(
      town.db.transaction().execute(async (tx) => {
        await sql`insert into cases.document (id, case_id, direction, kind, title, at)
          values (gen_random_uuid(), ${lamp}, 'in', 'attachment', 'x', now())`.execute(tx);
        throw new TypeError('rolled back');
      }),
      TypeError,
    );
    assert.equal(await count(), before);
    await assert.rejects(sql`delete from cases.entry`.execute(town.db), /never changed/);
  });

  test('an open entry shows number, day, matter and board, and no private person', async () => {
    const { status, text } = await nobody.get('/diarium?q=SBN');
    assert.equal(status, 200);
    assert.match(text, new RegExp(`${await numberOf(lamp)}-1`));
    assert.match(text, /Anmäl fel på gata, park eller belysning: ansökan eller anmälan, inkommen/);
    assert.doesNotMatch(text, /Kanarielampan|Hemliga vägen/);
  });

  test('law 19b: a withheld entry shows date and number only, and no search finds it by what is withheld', async () => {
    const number = await numberOf(school);
    const { text } = await nobody.get(`/diarium?q=${encodeURIComponent(number)}`);
    const row = new RegExp(`<tr[^>]*>(?:(?!</tr>).)*${number}-1.*?</tr>`, 's').exec(text)?.[0] ?? '';
    assert.equal(row.match(/Visas inte här/g)?.length, 2, row);
    assert.doesNotMatch(row, /förskola/i);
    const { rows } = await sql<object>`select distinct matter, kind, organisation, person from cases.public_entry
      where withheld and case_id = ${school}`.execute(town.db);
    assert.deepEqual(
      rows,
      [{ matter: null, kind: null, organisation: null, person: false }],
      'nor to any other reader',
    );
    for (const words of ['förskola', 'Otto', 'Dahl', 'attachment'])
      assert.doesNotMatch(
        (await nobody.get(`/diarium?q=${encodeURIComponent(words)}`)).text,
        new RegExp(`${number}-`),
        words,
      );
  });

  test('law 20a: nothing is marked without a provision of the act', async () => {
    const lisa = await town.staff('lisa-gata');
    const marks = () => town.one(sql`select count(*)::text as id from cases.mark where case_id = ${lamp}`);
    for (const basis of ['', 'hemligt', 'OSL', 'OSL (2009:400) 99 kap. 9 §']) {
      const { status, text } = await lisa.post(`/arbete/arenden/${lamp}/sekretess`, { basis });
      assert.equal(status, 422, basis);
      assert.match(text, /OSL 5 kap\. 5 §/);
    }
    assert.equal(await marks(), '0');
    const bare = sql`insert into cases.mark (id, case_id, basis, by_party, unit, at)
      select gen_random_uuid(), ${lamp}, 'hemligt', id, 'gata', now() from identity.party limit 1`.execute(town.db);
    await assert.rejects(bare, /mark_basis_check/);
  });

  test('law 20b: what is marked is gone from the registry, for everybody without the case', async () => {
    const number = await numberOf(lamp);
    const lisa = await town.staff('lisa-gata');
    const marked = await lisa.post(`/arbete/arenden/${lamp}/sekretess`, { basis: 'OSL (2009:400) 21 kap. 7 §' });
    assert.match(marked.to, /#sekretess$/);
    const petra = await town.staff('petra-forskola');
    const sam = await town.citizen('198501242393');
    for (const visitor of [nobody, petra, sam]) {
      const { text } = await visitor.get('/diarium');
      const row = new RegExp(`<tr[^>]*>(?:(?!</tr>).)*${number}-1.*?</tr>`, 's').exec(text)?.[0] ?? '';
      assert.equal(row.match(/Visas inte här/g)?.length, 2, row);
      for (const path of [`/arbete/arenden/${lamp}`, `/mina-sidor/arenden/${lamp}`])
        assert.notEqual((await visitor.get(path)).status, 200, path);
    }
    const { text } = await lisa.get(`/arbete/arenden/${lamp}`);
    assert.match(text, /Prövas i första hand enligt OSL \(2009:400\) 21 kap\. 7 §/);
  });

  test('law 20b: no address of the house gives words of a marked document to anybody without the case', async () => {
    const document = await town.one(
      sql`select id from cases.document where case_id = ${lamp} and kind = 'application'`,
    );
    const instance = await town.one(sql`select id from runtime.instance where business_key = ${lamp}`);
    const application = await town.one(sql`select id from applications.application where case_id = ${lamp}`);
    const things: { readonly [param: string]: string } = {
      case: lamp,
      document,
      instance,
      application,
      letter: document,
    };
    const queries = ['', '?q=Kanarielampan', '?q=Hemliga', '?vy=bevara', '?vy=vanta', '?format=xes&tjanst=felanmalan'];
    const paths = town.served.house.routes
      .filter(({ method }) => method === 'GET')
      .flatMap(({ name }) => {
        const params = [...addresses[name as keyof typeof addresses].matchAll(/:(\w+)/g)].map(
          ([, param = '']) => param,
        );
        const path = houseAddresses.url(
          name,
          Object.fromEntries(params.map((param) => [param, things[param] ?? document])),
        );
        return params.length > 0 ? [path] : queries.map((query) => path + query);
      });
    const others = await Promise.all(
      ['petra-forskola', 'eva-kansli', 'nadia-drift', 'maryam-forsorjningsstod'].map((id) => town.staff(id)),
    );
    for (const visitor of [nobody, await town.citizen('198501242393'), ...others]) {
      for (const path of paths) {
        const { text } = await visitor.get(path);
        assert.doesNotMatch(text.replaceAll(/value="[^"]*"/g, ''), /Kanarielampan på|Hemliga vägen/, path);
      }
    }
    const secret = /Kanarielampan på|Hemliga vägen/;
    const programs = town.served.house.api.filter(({ method }) => method === 'GET').map(({ path }) => path);
    assert.ok(programs.length > 0);
    for (const path of ['/api/v1/openapi.json', ...programs])
      assert.doesNotMatch((await nobody.get(path.replaceAll(/:\w+/g, application))).text, secret, path);
    // Mail tells that there is something to read, never what.
    const { rows: mail } = await sql<{ words: string }>`select subject || body as words from runtime.outbox`.execute(
      town.db,
    );
    for (const { words } of mail) assert.doesNotMatch(words, secret);
    const { text } = await (await town.staff('lisa-gata')).get(`/arbete/arenden/${lamp}`);
    assert.match(text, secret, 'who works the case sees it');
  });

  test('law 17c: the registrar sees how long each request has waited, until it is answered', async () => {
    const asked = { vad: 'Budgeten', hur: 'epost', epost: 'nagon@exempel.invalid', far_kontakta: false };
    const { case: id } = await town.apply(nobody, 'allman-handling', asked);
    const [number, eva] = [await numberOf(id), await town.staff('eva-kansli')];
    const waits = async () => new RegExp(`${number}</a>`).test((await eva.get('/arbete/utlamnande')).text);
    assert.equal(await waits(), true);
    const task = await town.one(sql`select id from runtime.task where business_key = ${id} and element = 'Sok'`);
    const looked = { hittad: 'no', sokt_var: 'Diariet 2025' };
    assert.equal((await eva.post(`/arbete/arenden/${id}/uppgifter/${task}`, looked)).status, 303);
    assert.equal(await waits(), false, 'the letter that it is not here is an answer');
    assert.equal((await (await town.staff('lisa-gata')).get('/arbete/utlamnande')).status, 404);
  });

  test('law 18a: a compilation without personal data is made by filter, for anybody, and nothing withheld is in it', async () => {
    const lisa = await town.staff('lisa-gata');
    await lisa.post(`/arbete/arenden/${lamp}/sekretess`, { basis: 'OSL (2009:400) 21 kap. 7 §' });
    const all = await nobody.get('/diarium/sammanstallning?format=csv');
    assert.equal(all.status, 200);
    assert.match(all.headers.get('content-type') ?? '', /csv/);
    assert.equal(all.headers.get('set-cookie'), null);
    const [open, withheld] = [await numberOf(asking), await numberOf(school)];
    const marked = await numberOf(lamp);
    assert.match(all.text, new RegExp(`${open};Kommunstyrelsen`));
    assert.doesNotMatch(all.text, new RegExp(`${withheld}|${marked}|Otto|Dahl|Kanarie|exempel\\.invalid`));
    const one = await nobody.get('/diarium/sammanstallning?format=csv&k-number=1&namnd=samhallsbyggnadsnamnden');
    assert.doesNotMatch(one.text, /;|KS /, 'one column of one board');
    const late = await nobody.get('/diarium/sammanstallning?format=csv&fran=2027-01-01');
    assert.equal(late.text.trim().split('\n').length, 1, 'the head alone');
  });

  test('law 18a: a compilation of ten thousand cases is given whole, and one of more is told to be too long, as page and as file', async () => {
    /** Rows for themselves, without what the database keeps beside them. */
    const inBulk = (...statements: readonly RawBuilder<unknown>[]) =>
      transaction(town.db, async (tx) => {
        await sql`set local session_replication_role = replica`.execute(tx);
        for (const statement of statements) await statement.execute(tx);
      });
    const without = (cases: RawBuilder<unknown>) => [
      sql`delete from cases.entry where case_id in (${cases})`,
      sql`delete from cases.case where id in (${cases})`,
    ];
    const old = sql`select id from cases.case where arrival_day = '1999-05-05'`;
    await inBulk(sql`with made as (insert into cases.case select (jsonb_populate_record(c, jsonb_build_object(
          'id', gen_random_uuid(), 'number', 'KS 1999-' || lpad(n::text, 6, '0'), 'arrival_day', '1999-05-05', 'application_id', null))).*
        from cases.case c, generate_series(1, 10001) n where c.id = ${asking} returning id)
      insert into cases.entry select (jsonb_populate_record(e, jsonb_build_object(
          'id', gen_random_uuid(), 'case_id', made.id, 'document_id', gen_random_uuid()))).*
        from made, cases.entry e where e.id = (select id from cases.entry where case_id = ${asking} order by id limit 1)`);
    const day = '/diarium/sammanstallning?k-number=1&fran=1999-05-05&till=1999-05-05';
    const refused = await nobody.get(`${day}&format=csv`);
    assert.equal(refused.status, 422);
    assert.match(refused.text, /href="#fran"[^>]*>Listan har fler än 10 000 rader/);
    assert.doesNotMatch(refused.text, /KS 1999-/);
    await inBulk(...without(sql`${old} and number = 'KS 1999-000007'`));
    const whole = await nobody.get(`${day}&format=csv`);
    assert.deepEqual([whole.status, whole.text.trim().split('\n').length], [200, 10_001]);
    await inBulk(...without(old));
  });

  test('law 18b: a compilation with personal data is refused with the reason, as a page and as a file', async () => {
    for (const column of ['name', 'personal-number', 'address', 'answers'])
      for (const format of ['', '&format=csv']) {
        const { status, text } = await nobody.get(`/diarium/sammanstallning?k-number=1&k-${column}=1${format}`);
        assert.equal(status, 422, column);
        assert.match(text, /TF 2 kap\. 7 § andra stycket/);
        assert.doesNotMatch(text, /(SN|BUN|SBN|KS) 2026-\d{6}/, 'no row comes along');
        assert.match(text, /skriftligt beslut som du kan överklaga/);
        const [, way] = /href="([^"]+)"[^>]*>Begär ut handlingen</.exec(text) ?? [];
        assert.equal((await nobody.get(way ?? '')).status, 200, 'a request can be made, and is answered in writing');
      }
  });

  test('law 50a: the description of documents lists every integration, register, aid and provision of the town', async () => {
    const { town: own } = town.served.house.site;
    const services = town.served.house.catalogue.offered;
    const { status, text } = await nobody.get('/beskrivning-av-allmanna-handlingar');
    assert.equal(status, 200);
    const words = text.replaceAll('&#39;', "'").replaceAll('&quot;', '"').replaceAll('&amp;', '&');
    const said = loadTexts(ROOT).for('sv');
    const tell = { handOver() {}, warn() {} };
    const blocks = houseBlocks({ town: own, texts: loadTexts(ROOT), origin: '' }, tell).list();
    const asked = new Set(services.flatMap(factsAsked));
    assert.ok(
      ['person', 'income', 'assistance', 'childcare'].every((name) => asked.has(name)),
      [...asked].join(),
    );
    for (const fact of FACTS.filter((name) => asked.has(name)))
      assert.ok(words.includes(said(`disclosure.describe.fact.${fact}`)), fact);
    for (const name of own.lookUps?.names ?? [])
      assert.ok(words.includes(said(`disclosure.describe.look-up.${name}`)), name);
    for (const { title } of own.providers) assert.ok(words.includes(title.sv), title.sv);
    const leaving = blocks.filter(({ kind }) => kind === 'outside');
    assert.ok(leaving.length > 0);
    for (const { leaves, type } of leaving) {
      assert.ok(leaves !== undefined, `${type} says what leaves the house by it`);
      assert.ok(words.includes(leaves.sv), type);
    }
    for (const way of ['mailbox', 'forwarding'] as const) {
      assert.ok(words.includes(said(`disclosure.describe.${way}`)), way);
      assert.ok(words.includes(said(`disclosure.describe.how-it-goes.${way}`)), 'how, and not when alone');
    }
    for (const { title } of [...own.boards, ...own.units]) assert.ok(words.includes(title.sv), title.sv);
    for (const { definition } of services)
      for (const basis of [definition.title.sv, ...definition.secrecy]) assert.ok(words.includes(basis), basis);
    for (const path of ['/diarium', '/anslagstavla', own.contact.phone, 'ingen rätt att sälja personuppgifter'])
      assert.ok(words.includes(path), path);
  });

  test('law 27b: a look is there for the person to see when the page that was looked at is', async () => {
    const [maryam, sam] = [await town.staff('maryam-forsorjningsstod'), await town.citizen('198501242393')];
    const seen = async () =>
      (await sam.get('/mina-sidor/uppgifter-om-mig')).text.match(/Öppnade ditt ärende/g)?.length ?? 0;
    const before = await seen();
    assert.equal((await maryam.get(`/arbete/arenden/${assistance}`)).status, 200);
    // Nothing is waited for: the row is committed before the first byte of the page (a second is what the law row allows).
    assert.equal(await seen(), before + 1);
    assert.equal((await (await town.staff('lisa-gata')).get(`/arbete/arenden/${assistance}`)).status, 404);
    assert.equal(await seen(), before + 1, 'who sees nothing leaves no look');
  });

  test('law 27a: what cannot be written into the log is not shown', async () => {
    const maryam = await town.staff('maryam-forsorjningsstod');
    const page = () => maryam.get(`/arbete/arenden/${assistance}`);
    const name =
      await town.one(sql`select p.name as id from cases.party_role r join identity.party p on p.id = r.party_id
      where r.case_id = ${assistance} limit 1`);
    assert.ok((await page()).text.includes(name));
    await sql`create function public.log_fails() returns trigger language plpgsql as
      $$ begin raise exception 'the log is full'; end $$`.execute(town.db);
    await sql`create trigger log_fails before insert on access.look
      for each row when (new.purpose = 'case') execute function public.log_fails()`.execute(town.db);
    try {
      const { status, text } = await page();
      assert.equal(status, 500);
      assert.ok(!text.includes(name), 'nothing of the person');
    } finally {
      await sql`drop function public.log_fails() cascade`.execute(town.db);
    }
    assert.equal((await page()).status, 200);
  });

  test('law 50b: each look-up that a case was handled with is a readable document in it', async () => {
    const { rows } = await sql<{ case: string; name: string; document: string | null }>`select c.id as case, f.name,
        (select d.id from cases.document d where d.case_id = c.id and d.kind = 'register' and d.content->>'name' = f.name
          order by d.id desc limit 1) as document
      from cases.case c join cases.fact f on f.case_id = c.id group by c.id, f.name`.execute(town.db);
    assert.ok(rows.length >= 5, JSON.stringify(rows));
    const officers: { readonly [service: string]: Visitor } = {
      [school]: await town.staff('petra-forskola'),
      [assistance]: await town.staff('maryam-forsorjningsstod'),
    };
    for (const row of rows) {
      assert.ok(row.document, `${row.name} was looked up, and is no document`);
      const { status, text } =
        (await officers[row.case]?.get(`/arbete/arenden/${row.case}/handlingar/${row.document}`)) ?? {};
      assert.equal(status, 200, row.name);
      assert.match(text ?? '', /<dl class="govuk-summary-list">.*<dd/s, `${row.name} is read as words`);
    }
  });

  test('law 17a: a document is asked for without signing in, with what it is and how it is wanted, and nothing of who asks is kept', async () => {
    const asked = await town.apply(nobody, 'allman-handling', {
      vad: 'Protokollet',
      hur: 'pa_plats',
      far_kontakta: false,
    });
    const kept = await town.one(sql`select (select count(*) from cases.party_role where case_id = ${asked.case})
      + (select count(*) from cases.document where case_id = ${asked.case} and by_party is not null)
      + (select count(*) from cases.fact where case_id = ${asked.case}) as id`);
    assert.equal(Number(kept), 0);
    const service = town.served.house.catalogue.find('allman-handling');
    assert.deepEqual(
      [service?.definition.signIn, service?.definition.anonymous, service?.definition.facts],
      ['none', true, []],
    );
    const questions = service?.form.pages.flatMap((page) => page.questions) ?? [];
    const words = JSON.stringify(questions.map(({ id, label, hint }) => [id, label, hint]));
    assert.doesNotMatch(words, /personnummer|ditt namn|vad heter|varför|syfte|ska du ha|your name|purpose|why do/i);
    for (const { id, type, optional } of questions)
      assert.ok(
        type !== 'information' ? optional || ['vad', 'hur', 'epost', 'postadress', 'far_kontakta'].includes(id) : true,
        id,
      );
  });

  test('law 17b: an officer masks a document for the case that asked: with a provision, nothing that was not found, and no other unit', async () => {
    const asked = { vad: 'Ansökan om plats', hur: 'pa_plats', far_kontakta: false };
    const { case: request } = await town.apply(nobody, 'allman-handling', asked);
    const document = await town.one(
      sql`select id from cases.document where case_id = ${school} and kind = 'application'`,
    );
    const path = `/arbete/arenden/${school}/handlingar/${document}/maskera`;
    const petra = await town.staff('petra-forskola');
    const page = await petra.get(path);
    assert.equal(page.status, 200);
    assert.match(page.text, /Otto Dahl/);
    const copies = () => town.one(sql`select count(*)::text as id from cases.document where kind = 'masked'`);
    const basis = 'OSL (2009:400) 23 kap. 1 §';
    for (const [fields, says] of [
      [{ words: 'Otto Dahl' }, /TF 2 kap\. 2 och 15 §§/],
      [{ basis }, /Välj vad som ska maskeras/],
      [{ basis, words: 'Otto Dahl\nOttilia Dahl' }, /finns inte som text i handlingen: Ottilia Dahl/],
      [{ basis, words: 'Otto Dahl', request: 'KS 2026-999999' }, /ingen pågående begäran/],
      // A word that was cut off would stand in clear.
      [{ basis, words: [...Array(200).keys(), 'Otto Dahl'].join('\n') }, /högst 200 ord.*nu är de 201/],
      [{ basis, words: [...Array(199).keys(), 'Otto Dahl'].join('\n') }, /finns inte som text i handlingen/],
      [{ basis, words: `Otto Dahl\n${'x'.repeat(19_992)}` }, /högst 20 000 tecken/],
      [{ basis, words: `Otto Dahl\n${'x'.repeat(19_991)}` }, /finns inte som text i handlingen/],
    ] as const) {
      const refused = await petra.post(path, fields);
      assert.equal(refused.status, 422, String(says));
      assert.match(refused.text, says);
    }
    for (const other of ['lisa-gata', 'eva-kansli'])
      assert.equal((await (await town.staff(other)).post(path, { basis, words: 'Otto' })).status, 404, other);
    assert.equal(await copies(), '0');
    // A name that says what is masked: neither the copy nor the case that asked may have it.
    await sql`update cases.document set title = 'Ansökan Otto Dahl' where id = ${document}`.execute(town.db);
    const number = await numberOf(request);
    const made = await petra.post(path, { basis, words: 'Otto Dahl', request: number });
    assert.equal(made.status, 303, made.text);
    const copy = await town.one(sql`select id from cases.document where kind = 'masked' and case_id = ${request}`);
    const title = await town.one(sql`select title as id from cases.document where id = ${copy}`);
    assert.match(title, /^Maskerad kopia, handling \d+ i ärende [A-ZÅÄÖ]+ \d{4}-\d{6}$/);
    const sett = /name="sett" value="([^"]+)"/.exec(page.text)?.[1] ?? '';
    const before = await copies();
    const nonsense = { basis, words: 'Otto Dahl', request: number, sett: '2026-13-45T99:99:99Z' };
    assert.notEqual((await petra.post(path, { ...nonsense, words: '' })).status, 500);
    const twice = await petra.post(path, { basis, words: 'Otto Dahl', request: number, sett });
    assert.equal(twice.status, 409, 'who began before the copy was there is told of it');
    assert.match(twice.text, /kom till ärendet medan du skrev[\s\S]*Otto Dahl<\/textarea>/);
    assert.equal(await copies(), before);
    const eva = await town.staff('eva-kansli');
    const { text, headers } = await eva.get(`/arbete/arenden/${request}/handlingar/${copy}`);
    assert.match(headers.get('content-type') ?? '', /pdf/);
    assert.doesNotMatch(text, /Otto|Dahl/);
    const entry = await nobody.get(`/diarium?q=${encodeURIComponent(number)}`);
    assert.match(entry.text, /ansökan eller anmälan, inkommen/);
    assert.doesNotMatch(entry.text, /Otto|Dahl|maskerad kopia/, 'nothing has gone out yet');
  });

  test('law 20b: a marked party is hidden in the registry, with the entry that names nobody as it was', async () => {
    const what = { vad: 'Kartan', hur: 'pa_plats', far_kontakta: false };
    const { case: id } = await town.apply(nobody, 'allman-handling', what);
    const [number, eva, sam] = [await numberOf(id), await town.staff('eva-kansli'), await town.citizen('198501242393')];
    const party = sam.actor.kind === 'citizen' ? sam.actor.party : assert.fail('no citizen');
    await sql`insert into cases.party_role (case_id, party_id, role, since)
      values (${id}, ${party}, 'applicant', now())`.execute(town.db);
    const at = town.served.house.site.now();
    const letter = { caseId: id, letterId: crypto.randomUUID(), title: 'Svar', decision: null, decides: false };
    await transaction(town.db, (tx) => addLetter(tx, { ...letter, to: party, at }));
    const rows = async () =>
      (await nobody.get(`/diarium?q=${encodeURIComponent(number)}`)).text.match(
        new RegExp(`<tr[^>]*>(?:(?!</tr>).)*${number}-.*?</tr>`, 'gs'),
      ) ?? [];
    const [sent, came] = await rows();
    assert.match(sent ?? '', /Privatperson/);
    assert.match(came ?? '', /ansökan eller anmälan, inkommen/);
    const basis = /<option value="(OSL[^"]*)"/.exec((await eva.get(`/arbete/arenden/${id}`)).text)?.[1] ?? '';
    const marked = await eva.post(`/arbete/arenden/${id}/sekretess`, { document: `party:${party}`, basis });
    assert.equal(marked.status, 303, marked.text);
    const [hidden, same] = await rows();
    assert.doesNotMatch(hidden ?? '', /Privatperson/, 'nor that it is a person');
    assert.match(hidden ?? '', /Visas inte här/);
    assert.match(hidden ?? '', /brev, skickad/, 'and no more than the party');
    assert.equal(same, came);
    const { rows: kept } = await sql<object>`select person, organisation from cases.public_entry
      where case_id = ${id} and direction = 'out'`.execute(town.db);
    assert.deepEqual(kept, [{ person: false, organisation: null }], 'nor does the house read it for the web');
  });

  test('law 20b: a marked field is hidden in the registry and the compilation, and held back and named at each release', async () => {
    const what = { vad: 'Ritningen till Kanariehuset', hur: 'pa_plats', far_kontakta: false };
    const { case: id } = await town.apply(nobody, 'allman-handling', what);
    const [number, eva] = [await numberOf(id), await town.staff('eva-kansli')];
    const document = await town.one(sql`select id from cases.document where case_id = ${id} and kind = 'application'`);
    const mark = (field: string, basis = 'OSL (2009:400) 18 kap. 8 § 1') =>
      eva.post(`/arbete/arenden/${id}/sekretess`, { document: field, basis });
    const { text: page } = await eva.get(`/arbete/arenden/${id}`);
    assert.match(page, /<option value="matter"[^>]*>Ärendemeningen:/);
    const basis = /<option value="(OSL[^"]*)"/.exec(page)?.[1] ?? '';
    assert.equal((await mark('answer:finns_inte', basis)).status, 404, 'nothing else is marked in its place');
    assert.equal((await mark('matter', 'hemligt')).status, 422, 'no field without a provision');
    const row = async () =>
      new RegExp(`<tr[^>]*>(?:(?!</tr>).)*${number}-1.*?</tr>`, 's').exec((await nobody.get('/diarium')).text)?.[0] ??
      '';
    const open = await row();
    assert.equal((await mark('answer:vad', basis)).status, 303);
    assert.equal(await row(), open, 'the registry has no answers: nothing more is hidden than what is marked');
    assert.match((await nobody.get('/diarium/sammanstallning?format=csv')).text, new RegExp(number));
    assert.equal((await mark('matter', basis)).status, 303);
    assert.match(await row(), /Visas inte här: ansökan eller anmälan, inkommen/);
    assert.doesNotMatch((await nobody.get('/diarium?q=Begär')).text, new RegExp(number), 'no search tells it either');
    assert.doesNotMatch((await nobody.get('/diarium/sammanstallning?format=csv')).text, new RegExp(number));
    assert.match((await eva.get(`/arbete/arenden/${id}`)).text, /Svaret: [^<]*: OSL/);
    // The secrecy test of a release: named, held back, and nothing goes out that was not shown.
    const masks = `/arbete/arenden/${id}/handlingar/${document}/maskera`;
    const { text } = await eva.get(masks);
    assert.match(text, /Svaret: /);
    const ids = [...text.matchAll(/name="shown" value="([^"]+)"/g)].map(([, one = '']) => one);
    assert.equal(ids.length, 2);
    const [answer = ''] = ids;
    assert.match(text, new RegExp(`value="${answer}"[^>]* checked`));
    const untested = await eva.post(masks, { basis, words: 'inkom' });
    assert.equal(untested.status, 422);
    assert.match(untested.text, /OSL 5 kap\. 5 §\): Svaret:/);
    const chosen = new URLSearchParams({ basis, mark: answer, _csrf: await eva.token() });
    for (const one of ids) chosen.append('shown', one);
    const copied = await eva.ask('POST', masks, chosen);
    assert.equal(copied.status, 303, copied.text);
    const copy = sql<{
      id: string;
    }>`select (content->>'words') as id from cases.document where case_id = ${id} and kind = 'masked'`;
    assert.equal(await town.one(copy), '1', 'the answer was masked, and nobody had to write it');
  });

  test('law 20b: a mark ends for a reason, once, and hides nothing from then on', async () => {
    const [lisa, eva] = [await town.staff('lisa-gata'), await town.staff('eva-kansli')];
    const { case: id } = await town.apply(town.nobody(), 'felanmalan', LAMP);
    const path = `/arbete/arenden/${id}/sekretess`;
    const number = await numberOf(id);
    const row = async () =>
      new RegExp(`<tr[^>]*>(?:(?!</tr>).)*${number}-1.*?</tr>`, 's').exec((await nobody.get('/diarium')).text)?.[0] ??
      '';
    const open = await row();
    const basis = 'OSL (2009:400) 19 kap. 3 § andra stycket';
    assert.equal((await lisa.post(path, { basis })).status, 303);
    assert.doesNotMatch(await row(), /ansökan eller anmälan/);
    const [, mark = ''] =
      /name="ends".*?<option value="([^"]+)"/s.exec((await lisa.get(`/arbete/arenden/${id}`)).text) ?? [];
    const end = { end: 'yes', ends: mark };
    assert.equal((await lisa.post(path, end)).status, 422, 'not without a reason');
    assert.equal((await eva.post(path, { ...end, reason: 'over' })).status, 404, 'no other unit');
    const other = await town.one(sql`select id from cases.case where id <> ${id} limit 1`);
    assert.equal((await lisa.post(path, { ...end, ends: other, reason: 'over' })).status, 404, 'no such mark');
    assert.doesNotMatch(await row(), /ansökan eller anmälan/);
    for (const reason of ['over', 'mistake'])
      assert.equal((await lisa.post(path, { ...end, reason })).status, 303, reason);
    assert.equal(await row(), open, 'the registry shows again what it did');
    const { text } = await lisa.get(`/arbete/arenden/${id}`);
    assert.match(
      text,
      /Upphört, inte hemligt längre: Hela ärendet: OSL.*19.kap\. 3.§/,
      'and the case that it was marked',
    );
    assert.doesNotMatch(text, /name="ends"/);
    const changed = sql`update cases.mark_end set reason = 'mistake' where mark_id = ${mark}`.execute(town.db);
    await assert.rejects(changed, 'what ended stays as it was said');
  });

  test('law 17d: a refusal is first a message with the right to a decision, then a decision of the delegate to appeal to kammarrätten', async () => {
    const answers = { vad: 'Tillsynsrapporten', hur: 'epost', epost: 'nagon@exempel.invalid', far_kontakta: false };
    const { case: id } = await town.apply(nobody, 'allman-handling', answers);
    const [eva, henrik] = [await town.staff('eva-kansli'), await town.staff('henrik-kansli')];
    const done = async (officer: Visitor, element: string, fields: { readonly [name: string]: string }) => {
      const task = await town.one(sql`select id from runtime.task where business_key = ${id} and element = ${element}`);
      return officer.post(`/arbete/arenden/${id}/uppgifter/${task}`, fields);
    };
    const decisions = () => town.one(sql`select count(*)::text as id from cases.decision where case_id = ${id}`);
    const letter = (template: string) =>
      town.one(sql`select model::text as id from inbox.letter where case_id = ${id} and template = ${template}`);
    const found = { hittad: 'yes', handlingen: 'KS 2025-000912', sidor: '4' };
    assert.equal((await done(eva, 'Sok', found)).status, 303);
    const secret = { sekretess: 'inget', bestammelse: 'OSL 26 kap. 1 §', skada: 'Rör enskilda.' };
    assert.equal((await done(eva, 'Sekretessprova', secret)).status, 303);
    // OSL 6 kap. 3 §: who has the document says no, and tells of the decision that is needed to appeal.
    assert.match(await letter('besked-nekad'), /OSL 26 kap\. 1 §.*rätt till ett skriftligt beslut.*överklaga/s);
    assert.equal(await decisions(), '0', 'the message is no decision');
    await assert.rejects(
      done(henrik, 'Besluta_Avslag', { beslutar: 'yes' }),
      'nothing to decide before it is asked for',
    );
    assert.equal((await done(eva, 'Begaran_Om_Beslut', { begart: 'yes' })).status, 303);
    const bare = { beslutar: 'yes', kommunicering: 'undantag_inget_fran_annan' };
    assert.equal((await done(henrik, 'Besluta_Avslag', bare)).status, 422, 'no refusal without reasons');
    const reasons = { ...bare, beslut_skal: 'Det är inte klart att uppgifterna kan röjas utan men. OSL 26 kap. 1 §.' };
    assert.notEqual((await done(eva, 'Besluta_Avslag', reasons)).status, 303, 'the registrar is no delegate');
    assert.equal(await decisions(), '0');
    assert.equal((await done(henrik, 'Besluta_Avslag', reasons)).status, 303);
    assert.equal(await decisions(), '1');
    const told = sql`select d.id from cases.decision d
      join inbox.letter l on l.decision_id = d.id and l.template = 'beslut-avslag' where d.case_id = ${id}`;
    assert.equal((await told.execute(town.db)).rows.length, 1, 'the e-mail tells of the decision: it is dispatched');
    const refusal = await letter('beslut-avslag');
    assert.match(refusal, /Kammarrätten i Ekhamn/);
    assert.match(refusal, /tre veckor/);
    assert.doesNotMatch(refusal, /förvaltningsrätten/i);
  });

  test('law 17d: a refusal reaches who left no e-mail address: on paper by post, or handed over to who asks for it', async () => {
    const [eva, henrik] = [await town.staff('eva-kansli'), await town.staff('henrik-kansli')];
    /** Refused, with a written decision, from a request with these answers; how its letters go, in their order. */
    const refused = async (answers: { readonly [question: string]: string | boolean }) => {
      const { case: id } = await town.apply(nobody, 'allman-handling', { vad: 'Rapporten', ...answers });
      for (const [officer, element, fields] of [
        [eva, 'Sok', { hittad: 'yes', handlingen: 'KS 2025-000912', sidor: '4' }],
        [eva, 'Sekretessprova', { sekretess: 'inget', bestammelse: 'OSL 26 kap. 1 §', skada: 'Rör enskilda.' }],
        [eva, 'Begaran_Om_Beslut', { begart: 'yes' }],
        [
          henrik,
          'Besluta_Avslag',
          { beslutar: 'yes', kommunicering: 'undantag_inget_fran_annan', beslut_skal: 'Uppgifterna rör enskilda.' },
        ],
      ] as const) {
        const task = await town.one(
          sql`select id from runtime.task where business_key = ${id} and element = ${element} order by id desc limit 1`,
        );
        assert.equal((await officer.post(`/arbete/arenden/${id}/uppgifter/${task}`, fields)).status, 303, element);
      }
      await town.settle();
      const { rows } = await sql<{ letter: string; went: string }>`select l.id as letter,
          concat_ws(' ', l.template, d.way, d.why, l.decision_id is not null, l.model->'recipient'->>'name',
            l.model->'recipient'->'address'->>0) as went
        from inbox.letter l left join inbox.delivery d on d.letter_id = l.id where l.case_id = ${id} order by l.id`.execute(
        town.db,
      );
      return rows;
    };
    const box = { hur: 'papper_post', postadress: 'Postbox 7\n000 10 Ekhamn', far_kontakta: false };
    const posted = await refused(box);
    assert.deepEqual(
      posted.map(({ went }) => went),
      ['besked-nekad print by-post f Postbox 7 000 10 Ekhamn', 'beslut-avslag print by-post t Postbox 7 000 10 Ekhamn'],
    );
    const waiting = await refused({ hur: 'pa_plats', far_kontakta: false });
    assert.deepEqual(
      waiting.map(({ went }) => went),
      ['besked-nekad print hand-over f', 'beslut-avslag print hand-over t'],
    );
    const { text } = await eva.get('/arbete/utskrift');
    for (const { letter } of [...posted, ...waiting]) assert.ok(text.includes(letter), 'the unit has it to send');
    assert.match(text, /Fråga inte vem det är, bara efter ärendenumret.*Markera som överlämnat/s);
    const cookie = [...eva.cookies].map((pair) => pair.join('=')).join('; ');
    const printed = await fetch(`${eva.origin}/arbete/utskrift/${posted[1]?.letter}/brev.pdf`, { headers: { cookie } });
    const words = await pdfText(new Uint8Array(await printed.arrayBuffer()));
    assert.match(words, /Postbox 7\s+000 10 Ekhamn/, 'in the window of the envelope');
    const [first] = waiting;
    assert.equal((await eva.post('/arbete/utskrift', { brev: first?.letter ?? '' })).status, 303);
    assert.ok(!(await eva.get('/arbete/utskrift')).text.includes(first?.letter ?? ''));
  });

  test('law 17d: who asks for what is not held is told of the right to a decision too, and gets it from the delegate', async () => {
    const answers = { vad: 'Fiberavtalet', hur: 'epost', epost: 'nagon@exempel.invalid', far_kontakta: false };
    const { case: id } = await town.apply(nobody, 'allman-handling', answers);
    const [eva, henrik] = [await town.staff('eva-kansli'), await town.staff('henrik-kansli')];
    const done = async (officer: Visitor, element: string, fields: { readonly [name: string]: string }) => {
      const task = await town.one(sql`select id from runtime.task where business_key = ${id} and element = ${element}`);
      assert.equal((await officer.post(`/arbete/arenden/${id}/uppgifter/${task}`, fields)).status, 303, element);
    };
    const letter = (template: string) =>
      town.one(sql`select model::text as id from inbox.letter where case_id = ${id} and template = ${template}`);
    await done(eva, 'Sok', { hittad: 'no', sokt_var: 'Diariet.' });
    assert.match(await letter('finns-inte'), /Diariet\..*rätt till ett skriftligt beslut.*överklaga/s);
    await done(eva, 'Begaran_Om_Beslut', { begart: 'yes' });
    const reasons = { beslut_skal: 'Avtalet förvaras inte här.', kommunicering: 'undantag_inget_fran_annan' };
    await done(henrik, 'Besluta_Avslag', { beslutar: 'yes', ...reasons });
    const refusal = await letter('beslut-avslag');
    assert.match(refusal, /den finns inte hos oss.*Avtalet förvaras inte här\..*Kammarrätten i Ekhamn/s);
    assert.doesNotMatch(refusal, /hemlig/);
  });

  /** The mails about a case, with what kinds of documents went with each. */
  const mailsOf = async (caseId: string) => {
    const { rows } = await sql<{
      id: string;
      body: string;
      attachments: readonly { kind: string }[];
    }>`select o.id, o.body,
        coalesce((select jsonb_agg(jsonb_build_object('kind', d.kind)) from jsonb_array_elements(o.attachments) a
          join cases.document d on d.file_id = (a->>'file')::uuid), '[]') as attachments
      from runtime.outbox o where o.business_key = ${caseId} order by o.created_at, o.id`.execute(town.db);
    return rows;
  };

  test('Bad input: releasing what is secret is refused with the rule, by the process whatever the form lets through', async () => {
    const answers = { vad: 'Utredningen', hur: 'epost', epost: 'nagon@exempel.invalid', far_kontakta: false };
    const eva = await town.staff('eva-kansli');
    const tested = async (secrecy: { readonly [name: string]: string }) => {
      const { case: id } = await town.apply(nobody, 'allman-handling', answers);
      const done = async (element: string, fields: { readonly [name: string]: string }) => {
        const task = await town.one(
          sql`select id from runtime.task where business_key = ${id} and element = ${element}`,
        );
        return eva.post(`/arbete/arenden/${id}/uppgifter/${task}`, fields);
      };
      assert.equal((await done('Sok', { hittad: 'yes', handlingen: 'BUN 2025-000120', sidor: '4' })).status, 303);
      assert.equal((await done('Sekretessprova', secrecy)).status, 303);
      const left = () => town.one(sql`select count(*)::text as id from inbox.letter where case_id = ${id}`);
      const number = await numberOf(id);
      const of = await town.one(sql`select id from cases.document where case_id = ${id} and kind = 'application'`);
      /** Makes what goes out of the request itself, the one document that is at hand. */
      const copy = (fields: { readonly [name: string]: string }) =>
        eva.post(`/arbete/arenden/${id}/handlingar/${of}/maskera`, { request: number, ...fields });
      return {
        id,
        done,
        release: (fields: { readonly [name: string]: string }) => done('Lamna_Ut', fields),
        left,
        copy,
      };
    };
    const why = { bestammelse: 'OSL 23 kap. 2 §', skada: 'Rör elever.' };
    const partly = await tested({ sekretess: 'delvis', ...why });
    for (const way of ['epost', 'pa_plats', 'post']) {
      const refused = await partly.release({ lamnad: way, maskerad: 'no' });
      assert.equal(refused.status, 409, way);
      assert.match(refused.text, /maskerad kopia \(TF 2 kap\. 15 §, OSL 8 kap\. 1 §\)/);
    }
    assert.equal(await partly.left(), '0', 'nothing went out, and nothing tells that it did');
    // That somebody says so makes no masked copy, and a whole one is none.
    assert.equal((await partly.copy({ whole: 'yes' })).status, 303);
    const claimed = await partly.release({ lamnad: 'epost', maskerad: 'yes' });
    assert.equal(claimed.status, 409);
    assert.match(claimed.text, /ingen maskerad kopia i ärendet att lämna ut/);
    const basis = 'OSL (2009:400) 23 kap. 1 §';
    assert.equal((await partly.copy({ words: 'Utredningen', basis })).status, 303);
    assert.equal((await partly.release({ lamnad: 'epost', maskerad: 'yes' })).status, 303);
    assert.equal(await partly.left(), '1');
    await town.settle();
    const [mailed] = await mailsOf(partly.id);
    assert.match(mailed?.body ?? '', /Bifogat: Maskerad kopia, handling 1 i ärende KS 2026-\d{6}\.pdf\./);
    assert.deepEqual(
      mailed?.attachments.map(({ kind }) => kind),
      ['masked'],
      'what was released, and not the whole one beside it',
    );
    const open = await tested({ sekretess: 'allt' });
    for (const way of ['epost', 'pa_plats', 'post', 'hamtad']) {
      const refused = await open.release({ lamnad: way, maskerad: 'no' });
      assert.equal(refused.status, 409, way);
      assert.match(refused.text, /inte i ärendet för att lämnas ut, så diariet skulle sakna den \(OSL 5 kap\. 1 §\)/);
    }
    assert.equal((await open.copy({ whole: 'yes' })).status, 303);
    assert.equal((await open.release({ lamnad: 'epost', maskerad: 'no' })).status, 303);
    await town.settle();
    const [whole] = await mailsOf(open.id);
    assert.deepEqual(
      whole?.attachments.map(({ kind }) => kind),
      ['released'],
    );
    const nadia = await town.staff('nadia-drift');
    const [, href = ''] =
      new RegExp(`href="(\\?fil=${whole?.id}\\.1)"`).exec((await nadia.get('/arbete/e-post')).text) ?? [];
    const file = await nadia.get(`/arbete/e-post${href}`);
    assert.deepEqual([file.status, file.text.slice(0, 5)], [200, '%PDF-']);
    const onPaper = await tested({ sekretess: 'allt' });
    assert.equal((await onPaper.release({ lamnad: 'pa_plats_papper', maskerad: 'no' })).status, 303);
    assert.match((await eva.get('/arbete?vy=enheten')).text, /Låt den som frågade läsa på plats/);
    assert.equal((await onPaper.done('Visa_Pa_Plats', { visad: 'last' })).status, 422, 'the day is noted');
    const read = { visad: 'last', 'visad_dag-day': '3', 'visad_dag-month': '2', 'visad_dag-year': '2026' };
    assert.equal((await onPaper.done('Visa_Pa_Plats', read)).status, 303);
    const noted = sql<{
      id: string;
    }>`select concat_ws(' ', e.answers->>'visad_dag', p.kind, x.case_id is not null) as id
      from runtime.task_end e join identity.party p on p.id = e.by_party left join cases.closure x on x.case_id = e.business_key
      where e.business_key = ${onPaper.id} and e.element = 'Visa_Pa_Plats'`;
    assert.equal(await town.one(noted), '2026-02-03 person t');
  });

  test('Bad input: a document is not said to go by e-mail to who left no address', async () => {
    const eva = await town.staff('eva-kansli');
    const { case: id } = await town.apply(nobody, 'allman-handling', {
      vad: 'Avtalet',
      hur: 'pa_plats',
      far_kontakta: false,
    });
    const of = await town.one(sql`select id from cases.document where case_id = ${id} and kind = 'application'`);
    const done = async (element: string, fields: { readonly [name: string]: string }) => {
      const task = await town.one(sql`select id from runtime.task where business_key = ${id} and element = ${element}`);
      return eva.post(`/arbete/arenden/${id}/uppgifter/${task}`, fields);
    };
    await done('Sok', { hittad: 'yes', handlingen: 'Avtalet', sidor: '1' });
    await done('Sekretessprova', { sekretess: 'allt' });
    await eva.post(`/arbete/arenden/${id}/handlingar/${of}/maskera`, { request: await numberOf(id), whole: 'yes' });
    const refused = await done('Lamna_Ut', { lamnad: 'epost', maskerad: 'no' });
    assert.equal(refused.status, 409);
    assert.match(refused.text, /inte lämnat någon e-postadress.*TF 2 kap\. 16 §/);
  });

  test('law 20b: a whole document is released when each of its marks is tested, into the request, where the registry has it', async () => {
    const [eva, lisa] = [await town.staff('eva-kansli'), await town.staff('lisa-gata')];
    const what = { vad: 'Anmälan om lampan', hur: 'epost', epost: 'nagon@exempel.invalid', far_kontakta: false };
    const { case: asked } = await town.apply(nobody, 'allman-handling', what);
    const { case: source } = await town.apply(town.nobody(), 'felanmalan', LAMP);
    const number = await numberOf(asked);
    const of = await town.one(sql`select id from cases.document where case_id = ${source} and kind = 'application'`);
    const path = `/arbete/arenden/${source}/handlingar/${of}/maskera`;
    const mark = (document: string) =>
      lisa.post(`/arbete/arenden/${source}/sekretess`, { document, basis: 'OSL (2009:400) 18 kap. 8 §' });
    const release = (fields: { readonly [name: string]: string }) => lisa.post(path, { whole: 'yes', ...fields });
    const copies = () =>
      town.one(sql`select count(*)::text as id from cases.document where case_id = ${asked} and kind = 'released'`);
    const entries = async () =>
      (await nobody.get(`/diarium?q=${encodeURIComponent(number)}`)).text.match(/utlämnad kopia, skickad/g)?.length ??
      0;
    assert.equal((await eva.post(path, { whole: 'yes', request: number })).status, 404, 'no other unit');
    assert.match((await release({})).text, /Välj den begäran som handlingen lämnas ut i/);
    assert.match((await release({ request: 'KS 2026-999999' })).text, /ingen pågående begäran/);
    assert.equal((await mark(of)).status, 303);
    const untested = await release({ request: number });
    assert.equal(untested.status, 422);
    assert.match(untested.text, /Pröva först det som är sekretessmarkerat i handlingen \(OSL 5 kap\. 5 §\)/);
    assert.equal(await copies(), '0');
    const [, first = ''] = /name="tested"[^>]* value="([^"]+)"/.exec((await lisa.get(path)).text) ?? [];
    assert.equal((await release({ request: number, tested: first })).status, 303);
    const copy = await town.one(
      sql`select id from cases.document where case_id = ${asked} and kind = 'released' and direction = 'internal'`,
    );
    assert.equal((await eva.get(`/arbete/arenden/${asked}/handlingar/${copy}`)).status, 200, 'the registrar reads it');
    assert.equal(await entries(), 0, 'not before it goes out: the test may end otherwise');
    // Marked since: the release reads the marks anew, and the copy that is made of it after the test goes out.
    assert.equal((await mark('')).status, 303);
    const done = async (element: string, fields: { readonly [name: string]: string }) => {
      const task = await town.one(
        sql`select id from runtime.task where business_key = ${asked} and element = ${element}`,
      );
      return eva.post(`/arbete/arenden/${asked}/uppgifter/${task}`, fields);
    };
    assert.equal((await done('Sok', { hittad: 'yes', handlingen: 'Anmälan', sidor: '1' })).status, 303);
    assert.equal((await done('Sekretessprova', { sekretess: 'allt' })).status, 303);
    const stopped = await done('Lamna_Ut', { lamnad: 'epost', maskerad: 'no' });
    assert.equal(stopped.status, 409);
    assert.match(stopped.text, /sekretessmarkerats efter att kopian gjordes \(OSL 5 kap\. 5 §\): Handling 1 i ärende/);
    const both = new URLSearchParams({ whole: 'yes', request: number, _csrf: await lisa.token() });
    for (const [, one = ''] of (await lisa.get(path)).text.matchAll(/name="tested"[^>]* value="([^"]+)"/g))
      both.append('tested', one);
    assert.equal((await lisa.ask('POST', path, both)).status, 303);
    assert.equal(await entries(), 0, 'nor when the release was stopped');
    assert.equal((await done('Lamna_Ut', { lamnad: 'epost', maskerad: 'no' })).status, 303);
    assert.equal(await entries(), 1, 'the copy that went out, not the one before it');
    const out = sql<{ id: string }>`select concat_ws(' ', d.direction, d.at = e.registered_at, d.id <> ${copy},
        d.at >= (select max(at) from runtime.task_end t where t.business_key = ${asked} and t.how = 'completed')) as id
      from cases.entry e join cases.document d on d.id = e.document_id where d.case_id = ${asked} and d.kind = 'released'`;
    assert.equal(await town.one(out), 'out t t t', 'of the time when it went out');
  });

  test('law 20b: what the registrar chooses for a request lies in it for the test and the release, and nobody chooses it again', async () => {
    const eva = await town.staff('eva-kansli');
    const what = { vad: 'Begäran om planen', hur: 'epost', epost: 'nagon@exempel.invalid', far_kontakta: false };
    const { case: asked } = await town.apply(nobody, 'allman-handling', what);
    const [number, other] = [await numberOf(asked), await numberOf(asking)];
    const find = async (wanted: string) =>
      (await eva.get(`/arbete/arenden/${asked}?handling=${encodeURIComponent(wanted)}`)).text;
    const anothers = await find(await numberOf(lamp));
    assert.match(anothers, /Inget ärende som du kan öppna har det numret/);
    assert.doesNotMatch(anothers, /Kanarielampan/);
    const of = await town.one(sql`select id from cases.document where case_id = ${asking} and kind = 'application'`);
    const path = `/arbete/arenden/${asking}/handlingar/${of}/maskera?begaran=${encodeURIComponent(number)}`;
    assert.ok((await find(other)).includes(`href="${path}"`));
    const page = (await eva.get(path)).text;
    assert.match(page, new RegExp(`<option[^>]*value="${number}"[^>]* selected`), 'the request goes along');
    const made = await eva.post(path, { whole: 'yes', request: number });
    assert.deepEqual([made.status, made.to], [303, `/arbete/arenden/${asked}#maskera`]);
    const done = async (element: string, fields: { readonly [name: string]: string }) => {
      const task = await town.one(
        sql`select id from runtime.task where business_key = ${asked} and element = ${element}`,
      );
      return eva.post(`/arbete/arenden/${asked}/uppgifter/${task}`, fields);
    };
    for (const [element, fields] of [
      ['Sok', { hittad: 'yes', handlingen: 'Begäran', sidor: '1' }],
      ['Sekretessprova', { sekretess: 'allt' }],
      ['Lamna_Ut', { lamnad: 'epost', maskerad: 'no' }],
    ] as const)
      assert.equal((await done(element, fields)).status, 303, element);
    const out = sql<{
      id: string;
    }>`select string_agg(d.kind || ' ' || (d.content->>'of'), '') as id from cases.document d
      where d.case_id = ${asked} and d.direction = 'out' and d.kind in ('masked', 'released')`;
    assert.equal(await town.one(out), `released ${of}`);
  });

  test('law 20b: a masked copy goes out only when what was marked after it was made is tested too', async () => {
    const [eva, lisa] = [await town.staff('eva-kansli'), await town.staff('lisa-gata')];
    const what = { vad: 'Anmälan om lampan', hur: 'epost', epost: 'nagon@exempel.invalid', far_kontakta: false };
    const { case: asked } = await town.apply(nobody, 'allman-handling', what);
    const { case: source } = await town.apply(town.nobody(), 'felanmalan', LAMP);
    const request = await numberOf(asked);
    const of = await town.one(sql`select id from cases.document where case_id = ${source} and kind = 'application'`);
    const path = `/arbete/arenden/${source}/handlingar/${of}/maskera`;
    const basis = 'OSL (2009:400) 23 kap. 1 §';
    const copy = async () => {
      const fields = new URLSearchParams({ page: '0', basis, request, _csrf: await lisa.token() });
      for (const [, one = ''] of (await lisa.get(path)).text.matchAll(/name="shown" value="([^"]+)"/g))
        fields.append('shown', one);
      assert.equal((await lisa.ask('POST', path, fields)).status, 303);
    };
    const done = async (element: string, fields: { readonly [name: string]: string }) => {
      const task = await town.one(
        sql`select id from runtime.task where business_key = ${asked} and element = ${element}`,
      );
      return eva.post(`/arbete/arenden/${asked}/uppgifter/${task}`, fields);
    };
    assert.equal((await done('Sok', { hittad: 'yes', handlingen: 'Anmälan', sidor: '1' })).status, 303);
    const why = { bestammelse: basis, skada: 'Rör enskilda.' };
    assert.equal((await done('Sekretessprova', { sekretess: 'delvis', ...why })).status, 303);
    await copy();
    for (const document of [of, '']) {
      const mark = { document, basis: 'OSL (2009:400) 18 kap. 8 §' };
      assert.equal((await lisa.post(`/arbete/arenden/${source}/sekretess`, mark)).status, 303);
      const stopped = await done('Lamna_Ut', { lamnad: 'epost', maskerad: 'yes' });
      assert.equal(stopped.status, 409);
      assert.match(stopped.text, /sekretessmarkerats efter att kopian gjordes \(OSL 5 kap\. 5 §\): Maskerad kopia/);
      await copy();
    }
    const entries = async () =>
      (await nobody.get(`/diarium?q=${encodeURIComponent(request)}`)).text.match(/maskerad kopia, skickad/g)?.length ??
      0;
    assert.equal(await entries(), 0);
    assert.equal((await done('Lamna_Ut', { lamnad: 'epost', maskerad: 'yes' })).status, 303);
    assert.equal(await entries(), 1);
  });

  test('law 29c: from the statement anybody reports a fault or asks for exempt content, the unit has it as a task, and answers', async () => {
    for (const [statement, form] of [
      ['/tillganglighet', '/tjanster/tillganglighet'],
      ['/en/tillganglighet', '/en/tjanster/tillganglighet'],
    ] as const) {
      assert.ok((await nobody.get(statement)).text.includes(`href="${form}"`), statement);
      assert.equal((await nobody.get(form)).status, 200, form);
    }
    const fault = { arende: 'brist', var: 'Startsidan', beskrivning: 'Sökrutan nås inte.', vill_ha_svar: false };
    const content = { ...fault, arende: 'innehall', var: 'Kartan', form: 'Uppläst', vill_ha_svar: true };
    const eva = await town.staff('eva-kansli');
    const taken = async (answers: object, result: string, reply: string) => {
      const { case: id } = await town.apply(nobody, 'tillganglighet', { ...answers });
      await town.settle();
      const task = await town.one(sql`select id from runtime.task where business_key = ${id} and element = 'Besvara'`);
      const path = `/arbete/arenden/${id}/uppgifter/${task}`;
      assert.ok((await eva.get('/arbete?vy=enheten')).text.includes(await numberOf(id)), 'the unit sees it');
      const fields = { resultat: result, svar: reply };
      assert.notEqual((await (await town.staff('lisa-gata')).post(path, fields)).status, 303, 'no other unit');
      assert.equal((await eva.post(path, { ...fields, svar: '' })).status, 422, 'no end without an answer');
      assert.equal((await eva.post(path, fields)).status, 303);
      await town.settle();
      const said = sql<{
        id: string;
      }>`select coalesce(string_agg(model::text, ''), '') as id from inbox.letter where case_id = ${id}`;
      return { id, said: await town.one(said) };
    };
    const anonymous = await taken(fault, 'atgardad', 'Rättat i dag.');
    assert.equal(anonymous.said, '', 'who leaves no address gets no letter');
    const who = sql<{ id: string }>`select count(*)::text as id from cases.party_role where case_id = ${anonymous.id}`;
    assert.equal(await town.one(who), '0', 'nobody is kept');
    const answered = await taken({ ...content, epost: 'lasare@exempel.invalid' }, 'nekad', 'Kartan är ett arkiv.');
    assert.match(answered.said, /Kartan är ett arkiv\..*skriftligt beslut med skälen.*överklaga \(20 §\)/s);
    const done = async (visitor: Visitor, element: string, fields: { readonly [name: string]: string }) => {
      const task = await town.one(
        sql`select id from runtime.task where business_key = ${answered.id} and element = ${element}`,
      );
      assert.equal(
        (await visitor.post(`/arbete/arenden/${answered.id}/uppgifter/${task}`, fields)).status,
        303,
        element,
      );
    };
    await done(eva, 'Begaran_Om_Beslut', { begart: 'yes' });
    const reasons = { beslutar: 'yes', beslut_skal: 'Kartan är från 2014.', kommunicering: 'undantag_obehovligt' };
    await done(await town.staff('henrik-kansli'), 'Besluta', reasons);
    const decided = sql<{ id: string }>`select string_agg(l.model::text || d.outcome, '') as id from inbox.letter l
      join cases.decision d on d.id = l.decision_id where l.case_id = ${answered.id}`;
    assert.match(
      await town.one(decided),
      /Kartan är från 2014\..*Förvaltningsrätten i Ekhamn.*rejected$/s,
      '15 and 20 §§',
    );
  });

  test('nobody who searches is kept anywhere', async () => {
    const { headers } = await nobody.get('/diarium?q=nyfiken');
    assert.equal(headers.get('set-cookie'), null);
    const { rows } = await sql`select from access.look where request_id is not null and purpose = 'registry'`.execute(
      town.db,
    );
    assert.equal(rows.length, 0);
  });
});
