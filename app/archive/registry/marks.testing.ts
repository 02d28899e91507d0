// OSL 5 kap. 5 §: a mark has a provision, and what is marked is nowhere for who has not the case.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { sql } from 'kysely';
import { houseAddresses } from '../../house.ts';
import type { Secured, Visitor } from '../../security/testing.ts';
import { addresses } from '../../urls.ts';
import type { RegistryScene } from './scene.testing.ts';

/** The tests of a mark on a case. */
export function markTests(open: () => RegistryScene): void {
  let town: Secured;
  let nobody: Visitor;
  let lamp: string;
  let numberOf: RegistryScene['numberOf'];
  before(() => {
    ({ town, nobody, lamp, numberOf } = open());
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
    const own = 'OSL (2009:400) 15 kap. 2 §';
    assert.match(text, new RegExp(`<option value="${own.replace(/[()]/g, '\\$&')}">[^<]*totalförsvaret \\(skyddar`));
    const byTown = await lisa.post(`/arbete/arenden/${lamp}/sekretess`, { basis: own });
    assert.match(byTown.to, /#sekretess$/, 'a provision of the town’s own is one as well');
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
}
