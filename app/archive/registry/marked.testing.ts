// What a mark hides in the registry and at each release, and its end.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { sql } from 'kysely';
import { addLetter } from '#areas/cases/index.ts';
import { transaction } from '#platform/database/index.ts';
import type { Secured, Visitor } from '../../security/testing.ts';
import { LAMP, type RegistryScene } from './scene.testing.ts';

/** The tests of marks on parties and fields. */
export function markedTests(open: () => RegistryScene): void {
  let town: Secured;
  let nobody: Visitor;
  let numberOf: RegistryScene['numberOf'];
  before(() => {
    ({ town, nobody, numberOf } = open());
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
}
