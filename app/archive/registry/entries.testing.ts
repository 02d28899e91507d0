// What has an entry in the registry, and what of it anybody sees.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { sql } from 'kysely';
import { addLetter } from '#areas/cases/index.ts';
import { transaction } from '#platform/database/index.ts';
import type { Secured, Visitor } from '../../security/testing.ts';
import type { RegistryScene } from './scene.testing.ts';

/** The tests of entries, in a town that others have opened. */
export function entryTests(open: () => RegistryScene): void {
  let town: Secured;
  let nobody: Visitor;
  let lamp: string;
  let school: string;
  let asking: string;
  let numberOf: RegistryScene['numberOf'];
  before(() => {
    ({ town, nobody, lamp, school, asking, numberOf } = open());
  });

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
}
