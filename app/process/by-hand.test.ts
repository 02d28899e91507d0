import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { sql } from 'kysely';
import { openSecured, type Secured, type Visitor } from '../security/testing.ts';

const ANSWERS = {
  akut: false,
  kategori: 'gatubelysning',
  plats: { text: 'Utanför Varvsgatan 14' },
  rubrik: 'Trasig gatlampa',
  beskrivning: 'Lampan är släckt.',
  vill_ha_svar: false,
};

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

  test('cancelling shows first what goes, and then it is gone', async () => {
    const { text } = await nadia.get(`${path}/avbryt`);
    assert.ok(text.includes('Ta hand om anmälan') && text.includes('uppgift för'));
    assert.equal((await nadia.post(`${path}/avbryt`, { reason: 'Dubbel anmälan.' })).status, 303);
    const { rows } = await sql<{ how: string; tasks: number }>`select ended_how as how,
      (select count(*)::int from runtime.task where business_key = ${theCase}) as tasks
      from runtime.instance where id = ${instance}`.execute(town.db);
    assert.deepEqual(rows, [{ how: 'cancelled', tasks: 0 }]);
    assert.ok((await nadia.get('/arbete/drift/processer?lage=cancelled')).text.includes(instance));
  });

  test('each stands in the record with its reason and who did it', async () => {
    assert.ok(nadia.actor.kind === 'staff');
    const { party } = nadia.actor;
    assert.deepEqual(await done(), [
      { what: 'suspended', reason: 'Reglerna ses över.', by: party },
      { what: 'resumed', reason: 'Klart.', by: party },
      { what: 'cancelled', reason: 'Dubbel anmälan.', by: party },
    ]);
  });
});
