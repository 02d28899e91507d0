// What is told of the registry as a whole: how long requests wait, compilations, the description of documents.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { type RawBuilder, sql } from 'kysely';
import { transaction } from '#platform/database/index.ts';
import { loadTexts } from '#platform/text/index.ts';
import { FACTS, factsAsked } from '#platform/town/index.ts';
import { houseBlocks } from '../../house.ts';
import type { Secured, Visitor } from '../../security/testing.ts';
import { ROOT } from '../../serve.ts';
import type { RegistryScene } from './scene.testing.ts';

/** The tests of what the registry is compiled to. */
export function compilationTests(open: () => RegistryScene): void {
  let town: Secured;
  let nobody: Visitor;
  let lamp: string;
  let school: string;
  let asking: string;
  let numberOf: RegistryScene['numberOf'];
  before(() => {
    ({ town, nobody, lamp, school, asking, numberOf } = open());
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
}
