import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { sql } from 'kysely';
import { publish } from '#areas/catalogue/index.ts';
import { instanceView } from '#platform/runtime/index.ts';
import { readFolder } from '#platform/town/index.ts';
import { openSecured, type Secured, type Visitor } from '../security/testing.ts';

const ANSWERS = {
  akut: false,
  kategori: 'gatubelysning',
  plats: { text: 'Utanför Varvsgatan 14' },
  rubrik: 'Trasig gatlampa',
  beskrivning: 'Lampan är släckt.',
  vill_ha_svar: false,
};

/** A user task of the service. */
const PLANNED = 'Utfor';

describe('operations change an instance by hand', { timeout: 120_000 }, () => {
  let town: Secured;
  let nadia: Visitor;
  let [theCase, path, instance] = ['', '', ''];

  before(async () => {
    town = await openSecured();
    theCase = (await town.apply(town.nobody(), 'felanmalan', ANSWERS)).case;
    instance = await town.one(sql`select id from runtime.instance where business_key = ${theCase}`);
    path = `/arbete/drift/processer/${instance}`;
    nadia = await town.staff('nadia-drift');
  });
  after(() => town.close());

  async function done() {
    const { rows } = await sql<{ what: string; reason: string; by: string }>`
      select what, reason, by_party as by from runtime.intervention where instance_id = ${instance} order by id`.execute(
      town.db,
    );
    return rows;
  }

  test('nothing is done without a reason', async () => {
    const { status, text } = await nadia.post(`${path}/pausa`, { reason: '  ' });
    assert.equal(status, 422);
    assert.ok(text.includes('Skriv en anledning'));
    assert.deepEqual(await done(), []);
  });

  test('a suspended one shows so, with who, when and why; and can be let go on', async () => {
    assert.equal((await nadia.post(`${path}/pausa`, { reason: 'Reglerna ses över.' })).status, 303);
    const { text } = await nadia.get(path);
    assert.ok(nadia.actor.kind === 'staff');
    for (const words of ['Pausade', 'Reglerna ses över.', nadia.actor.name, 'Låt fortsätta'])
      assert.ok(text.includes(words), words);
    assert.ok((await nadia.get('/arbete/drift/processer?lage=suspended')).text.includes(instance));
    assert.equal((await nadia.post(`${path}/fortsatt`, { reason: 'Klart.' })).status, 303);
    assert.ok(!(await nadia.get('/arbete/drift/processer?lage=suspended')).text.includes(instance));
  });

  test('what is refused is said, and changes nothing', async () => {
    const before = await done();
    const { status, text } = await nadia.post(`${path}/fortsatt`, { reason: 'En gång till.' });
    assert.equal(status, 409);
    assert.ok(text.includes('Ärendet är inte pausat.'));
    assert.deepEqual(await done(), before);
  });

  test('a move shows first where the case will stand, and then it stands there', async () => {
    const [token] = (await instanceView(town.db, instance))?.tokens ?? [];
    const asked = `${path}/flytta?fran=${token?.id}&hur=fore&till=${PLANNED}`;
    const { text } = await nadia.get(asked);
    assert.ok(text.includes('Efter flytten står den i: Utför det planerade.'), 'the preview');
    assert.equal(
      (await instanceView(town.db, instance))?.tokens[0]?.element,
      token?.element,
      'a preview moves nothing',
    );
    assert.equal((await nadia.post(asked, { reason: 'Arbetet är redan planerat.' })).status, 303);
    const now = (await instanceView(town.db, instance))?.tokens.map(({ element }) => element);
    assert.deepEqual(now, [PLANNED]);
  });

  test('an element that is not there, or nothing at all, is no move', async () => {
    for (const query of ['', '?till=Ingenstans', '?fran=4711']) {
      const { status, text } = await nadia.post(`${path}/flytta${query}`, { reason: 'Prov.' });
      assert.equal(status, 409);
      assert.ok(text.includes('Välj vad som ska flyttas.'), query);
    }
  });

  test('goes over to a new version that it fits, and keeps standing where it stood', async () => {
    const { house } = town.served;
    const folder = new Map(readFolder(join(house.site.town.folder, 'services/felanmalan')));
    const yaml = new TextDecoder().decode(folder.get('service.yaml'));
    folder.set('service.yaml', new TextEncoder().encode(`${yaml}\n# En rad till.\n`));
    assert.match((await nadia.get(`${path}/version`)).text, /ingen annan version/);
    await publish(town.db, house.site.town, 'felanmalan', folder, house.site.now());
    await house.catalogue.refresh(town.db);
    const to = house.catalogue.find('felanmalan')?.hash;
    const asked = `${path}/version?till=${to}`;
    assert.ok((await nadia.get(asked)).text.includes('Processen passar.'));
    assert.equal((await nadia.post(asked, { reason: 'Nya regler gäller alla.' })).status, 303);
    const view = await instanceView(town.db, instance);
    assert.deepEqual([view?.version, view?.tokens.map(({ element }) => element)], [to, [PLANNED]]);
  });

  test('all of a version go over together, those that do not fit stay behind', async () => {
    const { house } = town.served;
    const of = house.catalogue.find('felanmalan')?.hash;
    const folder = new Map(readFolder(join(house.site.town.folder, 'services/felanmalan')));
    const bpmn = new TextDecoder().decode(folder.get('process.bpmn'));
    folder.set('process.bpmn', new TextEncoder().encode(bpmn.replaceAll(`"${PLANNED}"`, '"Utfor_Arbetet"')));
    await publish(town.db, house.site.town, 'felanmalan', folder, house.site.now());
    await house.catalogue.refresh(town.db);
    const to = house.catalogue.find('felanmalan')?.hash ?? '';
    assert.notEqual(to, of);
    const asked = `/arbete/drift/versionsbyte?tjanst=felanmalan&fran=${of}&till=${to}`;
    const misfits = (await nadia.get(asked)).text;
    assert.ok(misfits.includes('0 passar') && misfits.includes('finns inte i den nya versionen'));
    const fitting = `${asked}&plats.${PLANNED}=Utfor_Arbetet`;
    assert.ok((await nadia.get(fitting)).text.includes('1 passar'));
    assert.equal((await nadia.post(fitting, { reason: '' })).status, 422);
    const { status, to: page } = await nadia.post(fitting, { reason: 'Steget har bytt namn.' });
    assert.equal(status, 303);
    await town.settle();
    const view = await instanceView(town.db, instance);
    assert.deepEqual([view?.version, view?.tokens.map(({ element }) => element)], [to, ['Utfor_Arbetet']]);
    const { text } = await nadia.get(page);
    assert.ok(text.includes('Steget har bytt namn.') && text.includes('Klart'));
  });

  test('cancelling shows first what goes, and then it is gone', async () => {
    const { text } = await nadia.get(`${path}/avbryt`);
    assert.ok(text.includes('Utför det planerade') && text.includes('uppgift för'));
    assert.equal((await nadia.post(`${path}/avbryt`, { reason: 'Dubbel anmälan.' })).status, 303);
    const { rows } = await sql<{ how: string; tasks: number }>`select ended_how as how,
      (select count(*)::int from runtime.task where business_key = ${theCase}) as tasks
      from runtime.instance where id = ${instance}`.execute(town.db);
    assert.deepEqual(rows, [{ how: 'cancelled', tasks: 0 }]);
    assert.ok((await nadia.get('/arbete/drift/processer?lage=cancelled')).text.includes(instance));
  });

  test('nobody keeps the processes of a case of one’s own: it has no link, no page and no acts (FL 16 §)', async () => {
    const { case: own } = await town.apply(town.nobody(), 'felanmalan', ANSWERS);
    const id = await town.one(sql`select id from runtime.instance where business_key = ${own}`);
    const page = `/arbete/drift/processer/${id}`;
    assert.equal((await nadia.get(page)).status, 200);
    assert.ok((await nadia.get('/arbete/drift/processer')).text.includes(id));
    assert.ok(nadia.actor.kind === 'staff');
    await sql`insert into cases.party_role (case_id, party_id, role, since)
      values (${own}, ${nadia.actor.party}, 'affected', now())`.execute(town.db);
    assert.equal((await nadia.get(page)).status, 404);
    assert.equal((await nadia.post(`${page}/avbryt`, { reason: 'Min egen.' })).status, 404);
    assert.ok(!(await nadia.get('/arbete/drift/processer')).text.includes(id));
  });

  test('each stands in the record with its reason and who did it', async () => {
    assert.ok(nadia.actor.kind === 'staff');
    const { party } = nadia.actor;
    assert.deepEqual(await done(), [
      { what: 'suspended', reason: 'Reglerna ses över.', by: party },
      { what: 'resumed', reason: 'Klart.', by: party },
      { what: 'modified', reason: 'Arbetet är redan planerat.', by: party },
      { what: 'migrated', reason: 'Nya regler gäller alla.', by: party },
      { what: 'migrated', reason: 'Steget har bytt namn.', by: party },
      { what: 'cancelled', reason: 'Dubbel anmälan.', by: party },
    ]);
  });
});
