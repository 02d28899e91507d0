// What anybody may do without being known: report a fault of accessibility, and search.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { sql } from 'kysely';
import type { Secured, Visitor } from '../../security/testing.ts';
import type { RegistryScene } from './scene.testing.ts';

/** The tests of reports and of who searches. */
export function reportTests(open: () => RegistryScene): void {
  let town: Secured;
  let nobody: Visitor;
  let numberOf: RegistryScene['numberOf'];
  before(() => {
    ({ town, nobody, numberOf } = open());
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
}
